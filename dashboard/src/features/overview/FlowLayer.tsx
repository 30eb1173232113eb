import type { EdgeState } from "@gameday/contract"
import { type I18n, useI18n } from "../../i18n/i18n.ts"
import { isLive } from "../../store/selectors.ts"
import { useStage } from "../../store/stage-store.ts"
import styles from "./FlowLayer.module.css"
import { canvas, type EdgeLabel, type Topology } from "./topology-model.ts"

/** About as wide as a character of a note is at its size. */
const noteCharacter = 10.6

/** The ribbons behind the tiles: width is requests per second, the red strand is what fails. */
export function FlowLayer({ topology }: { readonly topology: Topology }) {
  const live = useStage(isLive)
  return (
    <svg className={styles.flows} viewBox={`0 0 ${canvas.width} ${canvas.height}`} aria-hidden="true">
      {topology.ribbons.map(({ id, path, outline, width, emphasised, strand }) => (
        <g key={id}>
          {outline === null ? (
            <path className={styles.ribbon} d={path} strokeWidth={width} data-emphasised={emphasised} />
          ) : (
            <path className={styles.outline} d={outline} />
          )}
          {strand !== null && <path className={styles.strand} d={strand.path} strokeWidth={strand.width} />}
        </g>
      ))}
      {topology.ribbons
        .filter(({ flowing, width }) => flowing && width >= 6)
        .map(({ id, path, width }) => (
          <path
            key={id}
            className={styles.dots}
            d={path}
            strokeWidth={width >= 20 ? 7 : 5}
            data-moving={live}
          />
        ))}
      {topology.labels.map((label) => (
        <Label key={label.id} label={label} />
      ))}
    </svg>
  )
}

function Label({ label }: { readonly label: EdgeLabel }) {
  const i18n = useI18n()
  const { edge, x, rateY, noteY, inside } = label
  const note = noteOf(edge, i18n)
  return (
    <>
      <text className={styles.rate} data-inside={inside} x={x} y={rateY} textAnchor="end">
        {i18n.format.rate(edge.rps)}
        <tspan className={styles.unit}>{i18n.t("topology.per-second")}</tspan>
      </text>
      {note !== null && (
        <rect
          className={styles.chip}
          x={x - note.length * noteCharacter - 8}
          y={noteY - 22}
          width={note.length * noteCharacter + 16}
          height={30}
          rx={4}
        />
      )}
      {note !== null && (
        <text className={styles.note} x={x} y={noteY} textAnchor="end">
          {note}
        </text>
      )}
    </>
  )
}

/** An open circuit explains more than the errors it prevents. */
function noteOf(edge: EdgeState, { t, format }: I18n): string | null {
  if (edge.breaker === "open") return t("topology.breaker-open")
  if (edge.breaker === "half-open") return t("topology.breaker-half-open")
  if (edge.errorRatio === null || edge.errorRatio === 0) return null
  return t("topology.fail", { percent: format.percentSign(edge.errorRatio) })
}
