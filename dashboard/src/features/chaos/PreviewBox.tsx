import type { FaultPreview, StopCondition } from "@gameday/contract"
import { nameOf, presentationOf } from "../../faults/presentation.ts"
import { useI18n } from "../../i18n/i18n.ts"
import { useStage } from "../../store/stage-store.ts"
import { useTitles } from "../../store/titles.ts"
import { Icon, StatusShape } from "../../ui/Icon.tsx"
import { Refusal } from "../../ui/Refusal.tsx"
import styles from "./PreviewBox.module.css"
import { lastTime, rpsPerSpared } from "./preview-model.ts"
import type { Preview } from "./use-preview.ts"
import { useStopWords } from "./use-stop-words.ts"

interface PreviewBoxProps {
  readonly preview: Preview
  readonly stopWhen: readonly StopCondition[]
  readonly now: number
}

/** Who will be hit, by name, and who will not; how old that knowledge is. */
export function PreviewBox({ preview, stopWhen, now }: PreviewBoxProps) {
  const { t, format } = useI18n()
  return (
    <section className={styles.box} aria-live="polite">
      <h3>
        {t("chaos.preview")}
        <span>
          {preview.state === "ready"
            ? t("chaos.previewed", {
                age: format.duration(Math.max(0, Math.round((now - preview.preview.previewedAt) / 1000))),
              })
            : preview.state === "asking" && t("chaos.previewing")}
        </span>
      </h3>
      {preview.state === "failed" && (
        <Refusal
          code={preview.error.code}
          message={[preview.error.message, ...preview.error.details].join(" ")}
        />
      )}
      {preview.state === "occupied" && <p>{t("chaos.occupied")}</p>}
      {preview.state === "invalid" && <p>{t("chaos.invalid")}</p>}
      {preview.state === "ready" && (
        <>
          <Victims preview={preview.preview} />
          <Facts preview={preview.preview} stopWhen={stopWhen} />
        </>
      )}
    </section>
  )
}

/** Those that are hit and those that are not; for a crowd there is nobody to name. */
function Victims({ preview }: { readonly preview: FaultPreview }) {
  const i18n = useI18n()
  const { t, pick, format } = i18n
  const titles = useTitles()
  const service = useStage((stage) =>
    stage.state?.services.find(({ name }) => name === preview.target.service),
  )
  const { icon, happens, victims } = presentationOf(preview.kind)
  const share = rpsPerSpared(preview, service)
  if (victims === "nobody") return <p className={styles.everybody}>{t("chaos.everybody")}</p>
  return (
    <ul className={styles.instances}>
      {preview.hit.map((id) => (
        <li key={id} className={styles.hit} data-testid={`hit-${id}`}>
          <b>
            <Icon name={icon} />
            {nameOf(id, titles, i18n)}
          </b>
          {pick(happens)}
        </li>
      ))}
      {preview.spared.map((id) => (
        <li key={id} data-testid={`spared-${id}`}>
          <b>
            <StatusShape status="healthy" className="s-healthy" />
            {id}
          </b>
          {victims === "leave" && share !== null
            ? t("chaos.takes-over", { rps: format.rate(share) })
            : t("chaos.stands-aside")}
        </li>
      ))}
      {victims !== "dependency" && preview.spared.length === 0 && (
        <li className={styles.nobody}>{t("chaos.nobody-spared")}</li>
      )}
    </ul>
  )
}

interface FactsProps {
  readonly preview: FaultPreview
  readonly stopWhen: readonly StopCondition[]
}

/** What it does, how it is undone, when it stops early, how it went the last time. */
function Facts({ preview, stopWhen }: FactsProps) {
  const { t, pick, format } = useI18n()
  const { say } = useStopWords()
  const incidents = useStage((stage) => stage.state?.incidents ?? [])
  const before = lastTime(preview, incidents)
  return (
    <ul className={styles.facts}>
      <li>
        <Icon name="pulse" />
        {pick(preview.effect)}
      </li>
      <li>
        <Icon name="heal" />
        {pick(preview.undo)}
      </li>
      {stopWhen.length > 0 && (
        <li>
          <Icon name="shield" />
          {t("stop.promise", { conditions: say(stopWhen) })}
        </li>
      )}
      {before !== undefined && (
        <li>
          <Icon name="slow" />
          {t("chaos.last-time", {
            detection: format.duration(before.detectionSeconds),
            recovery: format.duration(before.recoverySeconds),
          })}
        </li>
      )}
    </ul>
  )
}
