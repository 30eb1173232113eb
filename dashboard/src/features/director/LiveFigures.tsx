import { keyFigures } from "../../figures/key-figures.ts"
import { useI18n } from "../../i18n/i18n.ts"
import { useStage } from "../../store/stage-store.ts"
import styles from "./LiveFigures.module.css"

const shown = ["rps", "p95", "errors"] as const

/** How the shop is doing meanwhile, in three figures. */
export function LiveFigures() {
  const i18n = useI18n()
  const state = useStage((stage) => stage.state)
  if (state === null) return null
  const figures = keyFigures(state, i18n)
  return (
    <dl className={styles.figures}>
      {shown.map((id) => {
        const one = figures.find((figure) => figure.id === id)
        if (one === undefined) return null
        return (
          <div key={id}>
            <dd className={one.tone === "normal" ? undefined : `s-${one.tone}`}>
              {one.figure}
              {one.unit !== "" && <small>{one.unit}</small>}
            </dd>
            <dt>{i18n.t(`run.figure.${id}`)}</dt>
          </div>
        )
      })}
    </dl>
  )
}
