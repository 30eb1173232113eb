import { type KeyFigure, keyFigures } from "../../figures/key-figures.ts"
import { useI18n } from "../../i18n/i18n.ts"
import { useStage } from "../../store/stage-store.ts"
import { Explained } from "../../ui/Explained.tsx"
import { StatusShape } from "../../ui/Icon.tsx"
import { CostTile } from "./CostTile.tsx"
import styles from "./KeyFigures.module.css"

export function KeyFigures() {
  const i18n = useI18n()
  const state = useStage((stage) => stage.state)
  return (
    <section className={styles.figures} aria-label={i18n.t("kpi.label")}>
      {state !== null && (
        <>
          {keyFigures(state, i18n).map((figure) => (
            <Tile key={figure.id} figure={figure} />
          ))}
          <CostTile business={state.business} />
        </>
      )}
    </section>
  )
}

function Tile({ figure }: { readonly figure: KeyFigure }) {
  return (
    <div className={styles.tile} data-tone={figure.tone}>
      <Explained formula={figure.formula} className={styles.explained}>
        <span className={styles.label}>{figure.label}</span>
        <span className={styles.value} data-testid={`kpi-${figure.id}`} data-value={figure.value ?? ""}>
          {figure.figure}
          {figure.unit !== "" && figure.value !== null && <small>{figure.unit}</small>}
        </span>
        <span className={styles.bar}>
          {figure.fill !== null && <i style={{ width: `${figure.fill * 100}%` }} />}
          {figure.tick !== null && <u style={{ left: `${figure.tick * 100}%` }} />}
        </span>
        <span className={styles.foot}>
          <span className={styles.left}>
            {figure.tone !== "normal" && <StatusShape status={figure.tone} />}
            {figure.left}
          </span>
          <span>{figure.right}</span>
        </span>
      </Explained>
    </div>
  )
}
