import { isLive } from "../../store/selectors.ts"
import { useStage } from "../../store/stage-store.ts"
import styles from "./FlowLayer.module.css"
import { canvas } from "./topology-columns.ts"
import type { Topology } from "./topology-model.ts"

/** Broad enough to be seen when nothing flows. */
const cutWidth = 5

/** The ribbons behind the tiles: width is requests per second, the red strand is what fails. */
export function FlowLayer({ topology }: { readonly topology: Topology }) {
  const live = useStage(isLive)
  return (
    <svg className={styles.flows} viewBox={`0 0 ${canvas.width} ${canvas.height}`} aria-hidden="true">
      {topology.ribbons.map(({ id, path, outline, width, emphasised, cut, strand }) => (
        <g key={id}>
          {outline === null || cut ? (
            <path
              className={styles.ribbon}
              d={path}
              strokeWidth={cut ? Math.max(cutWidth, width) : width}
              data-emphasised={emphasised}
              data-cut={cut}
            />
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
    </svg>
  )
}
