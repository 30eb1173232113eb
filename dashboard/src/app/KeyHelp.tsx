import { type MessageKey, useI18n } from "../i18n/i18n.ts"
import { isReplaying } from "../replay/replay-store.ts"
import { isOperator } from "../store/selectors.ts"
import { useStage } from "../store/stage-store.ts"
import { Dialog } from "../ui/Dialog.tsx"
import styles from "./KeyHelp.module.css"
import { viewKey } from "./shortcuts.ts"
import { viewsFor } from "./views.ts"

interface KeyLine {
  readonly keys: readonly string[]
  readonly does: MessageKey
  readonly operatorsOnly?: boolean
}

const groups: readonly { readonly title: MessageKey; readonly lines: readonly KeyLine[] }[] = [
  {
    title: "keys.stage",
    lines: [
      { keys: ["P"], does: "keys.present" },
      { keys: ["Q"], does: "keys.audience", operatorsOnly: true },
      { keys: ["C"], does: "keys.clock" },
      { keys: ["Shift", "H"], does: "keys.heal", operatorsOnly: true },
    ],
  },
  {
    title: "keys.run",
    lines: [
      { keys: ["Space"], does: "keys.next", operatorsOnly: true },
      { keys: ["K"], does: "keys.pause", operatorsOnly: true },
      { keys: ["S"], does: "keys.skip", operatorsOnly: true },
    ],
  },
  {
    title: "keys.everywhere",
    lines: [
      { keys: ["Tab"], does: "keys.tab" },
      { keys: ["Enter"], does: "keys.enter" },
      { keys: ["?"], does: "keys.help" },
      { keys: ["Esc"], does: "keys.close" },
    ],
  },
]

const ofRecordings = {
  title: "replay.label",
  lines: [
    { keys: ["Space"], does: "keys.replay-play" },
    { keys: ["←", "→"], does: "keys.replay-seek" },
    { keys: ["−", "+"], does: "keys.replay-speed" },
  ],
} as const

/** Every key that does something, in groups. */
export function KeyHelp({ onClose }: { onClose(): void }) {
  const { t } = useI18n()
  const operator = useStage(isOperator)
  const views = viewsFor(operator).flatMap((view, index) => {
    const key = viewKey(index)
    return key === null ? [] : [{ keys: [key], does: `view.${view}` } as const]
  })
  return (
    <Dialog title={t("keys.title")} wide onClose={onClose}>
      <div className={styles.groups}>
        {[{ title: "keys.views", lines: views } as const, ...(isReplaying() ? [ofRecordings] : []), ...groups]
          .map(({ title, lines }) => ({
            title,
            lines: lines.filter((line: KeyLine) => operator || line.operatorsOnly !== true),
          }))
          .filter(({ lines }) => lines.length > 0)
          .map(({ title, lines }) => (
            <section key={title}>
              <h3>{t(title)}</h3>
              <dl className={styles.keys}>
                {lines.map((line) => (
                  <Line key={line.does} line={line} />
                ))}
              </dl>
            </section>
          ))}
      </div>
    </Dialog>
  )
}

function Line({ line: { keys, does } }: { readonly line: KeyLine }) {
  const { t } = useI18n()
  return (
    <div>
      <dt>
        {keys.map((key) => (
          <kbd key={key}>{key}</kbd>
        ))}
      </dt>
      <dd>{t(does)}</dd>
    </div>
  )
}
