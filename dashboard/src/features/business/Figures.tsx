import { noValue } from "../../i18n/format.ts"
import { Explained } from "../../ui/Explained.tsx"
import type { BusinessFigure } from "./business-figures.ts"
import styles from "./Figures.module.css"

/** What the shop earns, and what is at stake; each with its inputs below and its formula on demand. */
export function Figures({ figures }: { readonly figures: readonly BusinessFigure[] }) {
  return (
    <div className={styles.figures}>
      {figures.map(({ id, label, figure, unit, inputs, formula, costs }, index) => (
        <div key={id} className={styles.tile} data-costs={costs}>
          <Explained formula={formula} side={index < 3 ? "below" : "below-left"} className={styles.explained}>
            <span className={styles.label}>{label}</span>
            <span className={styles.value} data-testid={`business-${id}`}>
              {figure}
              {figure !== noValue && unit !== "" && <small>{unit}</small>}
            </span>
            <span className={styles.inputs}>{inputs}</span>
          </Explained>
        </div>
      ))}
    </div>
  )
}
