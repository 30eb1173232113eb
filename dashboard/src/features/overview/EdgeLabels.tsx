import type { EdgeState } from "@gameday/contract"
import type { CSSProperties } from "react"
import { type I18n, useI18n } from "../../i18n/i18n.ts"
import { useStageNow } from "../../store/now.ts"
import { Icon, type IconName } from "../../ui/Icon.tsx"
import styles from "./EdgeLabels.module.css"
import type { EdgeNote } from "./edge-notes.ts"
import { canvas } from "./topology-columns.ts"
import type { EdgeLabel } from "./topology-model.ts"

/** How much flows, what fails of it, and what the safety nets do about it, at the end of each ribbon. */
export function EdgeLabels({ labels }: { readonly labels: readonly EdgeLabel[] }) {
  // The picture in words says the same to those who do not see it.
  return (
    <div aria-hidden="true">
      {labels.map((label) => (
        <Label key={label.id} label={label} />
      ))}
    </div>
  )
}

function Label({ label }: { readonly label: EdgeLabel }) {
  const { t, format } = useI18n()
  const { id, edge, notes, inside } = label
  const right = `${(canvas.width - label.x) / 10}em`
  const place = (top: number): CSSProperties => ({ right, top: `${top / 10}em` })
  return (
    <div data-testid={`edge-${id}`} data-breaker={edge.breaker ?? undefined}>
      <div className={styles.rate} style={place(label.rateBottom)} data-inside={inside}>
        <b>
          {format.rate(edge.rps)}
          <small>{t("topology.per-second")}</small>
        </b>
      </div>
      <div className={styles.notes} style={place(label.notesTop)}>
        {notes.map((note) => (
          <EdgeNoteLine key={note} note={note} edge={edge} />
        ))}
      </div>
    </div>
  )
}

const noteIcons: Partial<Record<EdgeNote, IconName>> = { open: "breaker-open", trying: "breaker-trying" }

interface EdgeNoteLineProps {
  readonly note: EdgeNote
  readonly edge: EdgeState
  /** Where there is no room for a countdown. */
  readonly short?: boolean
}

/** One thing about an edge: shape where there is a state, always with its word. */
export function EdgeNoteLine({ note, edge, short = false }: EdgeNoteLineProps) {
  const i18n = useI18n()
  const now = useStageNow(250)
  const icon = noteIcons[note]
  return (
    <span className={styles.note} data-note={note}>
      {icon !== undefined && <Icon name={icon} />}
      {short && note === "open" ? i18n.t("topology.breaker-open") : noteWords(note, edge, now, i18n)}
    </span>
  )
}

function noteWords(note: EdgeNote, edge: EdgeState, now: number, { t, format }: I18n): string {
  switch (note) {
    case "open": {
      const { nextProbeAt } = edge
      const seconds = nextProbeAt === null ? 0 : Math.ceil((nextProbeAt - now) / 1000)
      return seconds > 0
        ? t("topology.breaker-next", { left: format.duration(seconds) })
        : t("topology.breaker-open")
    }
    case "reason":
      return t("topology.breaker-reason", {
        failed: format.number(edge.breakerReason?.failed),
        calls: format.number(edge.breakerReason?.calls),
      })
    case "trying":
      return t("topology.breaker-half-open")
    case "failing":
      return t("topology.fail", { percent: format.percentSign(edge.errorRatio) })
    case "retries":
      return t("topology.retries", { count: format.rate(edge.retriesPerSecond) })
    case "fallbacks":
      return t("topology.fallbacks", { count: format.rate(edge.fallbacksPerSecond) })
    case "refused":
      return t("topology.refused", { count: format.rate(edge.rejectedPerSecond) })
    default:
      return note satisfies never
  }
}
