import type { OrderAudit } from "@gameday/contract"
import { useCallback, useEffect, useRef, useState } from "react"
import { type ApiError, api } from "../../api/client.ts"
import { browserClock } from "../../clock.ts"
import { isReplaying } from "../../replay/replay-store.ts"

/*
 * asking ──► none | known | failed          the newest result, asked for when the view opens and every 15 s
 * none | known | failed ──audit──► auditing ──► known | failed
 */
export type AuditState =
  | { readonly state: "asking" }
  | { readonly state: "none" }
  /** `before`: the result there was. */
  | { readonly state: "auditing"; readonly before: OrderAudit | null }
  | { readonly state: "known"; readonly audit: OrderAudit }
  | { readonly state: "failed"; readonly error: ApiError; readonly before: OrderAudit | null }

const askEveryMs = 15_000

const knownOf = (state: AuditState): OrderAudit | null =>
  state.state === "known" ? state.audit : "before" in state ? state.before : null

export interface OrderAuditing {
  readonly audit: AuditState
  /** Reads all databases now. */
  now(): Promise<void>
}

/** The newest order audit of this stage, whoever asked for it. */
export function useOrderAudit(): OrderAuditing {
  const [audit, setAudit] = useState<AuditState>({ state: "asking" })
  const current = useRef(true)
  useEffect(() => {
    current.current = true
    const ask = async () => {
      // What the live stage's books say now has no place in a recording.
      if (isReplaying()) return setAudit({ state: "none" })
      const answer = await api.lastOrderAudit()
      if (!current.current) return
      setAudit((before) => {
        // What somebody waits for, or has just been refused, is not replaced by what was known anyway.
        if (before.state === "auditing") return before
        if (!answer.ok)
          return before.state === "asking" ? { state: "failed", error: answer.error, before: null } : before
        const newest = answer.value
        if (newest === null) return before.state === "asking" ? { state: "none" } : before
        return newest.at > (knownOf(before)?.at ?? 0) ? { state: "known", audit: newest } : before
      })
    }
    void ask()
    const cancel = browserClock.every(askEveryMs, () => void ask())
    return () => {
      current.current = false
      cancel()
    }
  }, [])
  const now = useCallback(async () => {
    setAudit((before) => ({ state: "auditing", before: knownOf(before) }))
    const answer = await api.auditOrders()
    if (!current.current) return
    setAudit((before) =>
      answer.ok
        ? { state: "known", audit: answer.value }
        : { state: "failed", error: answer.error, before: knownOf(before) },
    )
  }, [])
  return { audit, now }
}
