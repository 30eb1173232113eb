/**
 * What the viewer is told about the line to the control plane.
 *
 *   connecting ──hello──► live ──3 s without a frame──► stale ──frame──► live
 *       ▲                  │                              │
 *       │               closed                closed, or 8 s silent
 *       └──after back-off── lost ◄────────────────────────┘
 *   connecting ──refused, and the session is not valid──► no-session (ends)
 *   replay, from the first frame of a recording to the end of the page
 */
export type Connection =
  | { readonly state: "connecting"; readonly attempt: number }
  | { readonly state: "live" }
  | { readonly state: "stale" }
  | { readonly state: "lost"; readonly attempt: number; readonly retryAt: number }
  | { readonly state: "no-session" }
  /** There is no line: a recording plays. */
  | { readonly state: "replay" }

export const staleAfterMs = 3_000
/** A line that is open but silent for this long is dead without knowing it. */
export const deadAfterMs = 8_000
