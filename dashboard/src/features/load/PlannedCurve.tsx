import { useI18n } from "../../i18n/i18n.ts"
import { Refusal } from "../../ui/Refusal.tsx"
import { curveOf } from "./curve.ts"
import styles from "./LoadPanel.module.css"
import type { LoadPreviewState } from "./use-load-preview.ts"

const box = { width: 520, height: 150 } as const

/** What would be asked of the shop over time, drawn by the function that would drive it. */
export function PlannedCurve({ preview }: { readonly preview: LoadPreviewState }) {
  const { t, format } = useI18n()
  if (preview.state === "failed") {
    return <Refusal code={preview.error.code} message={preview.error.message} />
  }
  const curve = preview.state === "ready" ? curveOf(preview.preview.points, box.width, box.height) : null
  const lasts =
    preview.state === "ready" && preview.preview.durationSeconds !== null
      ? t("load.preview-lasts", { duration: format.duration(preview.preview.durationSeconds) })
      : t("load.preview-open")
  const users = preview.state === "ready" ? preview.preview.equivalentUsers : undefined
  return (
    <figure className={styles.curve}>
      <figcaption>
        {t("load.preview")} <small>{lasts}</small>
      </figcaption>
      <svg
        viewBox={`0 -4 ${box.width + 80} ${box.height + 38}`}
        role="img"
        aria-label={
          curve === null
            ? t("load.preview")
            : t("load.preview-summary", {
                from: format.rate(curve.lowestRps),
                to: format.rate(curve.highestRps),
                duration: lasts,
              })
        }
      >
        <path className={styles.axis} d={`M0 ${box.height}H${box.width}M0 0H${box.width}`} />
        {curve !== null && (
          <>
            <path className={styles.area} d={curve.area} />
            <path className={styles.line} d={curve.line} />
            <text x={box.width + 10} y={7}>
              {format.rate(curve.maxRps)}
            </text>
            <text x={box.width + 10} y={box.height + 6}>
              0
            </text>
            <text x={0} y={box.height + 28}>
              0
            </text>
            <text x={box.width} y={box.height + 28} textAnchor="end">
              {format.duration(curve.lastSeconds)}
            </text>
          </>
        )}
      </svg>
      {users !== undefined && <p>{t("load.users", { count: format.number(users) })}</p>}
    </figure>
  )
}
