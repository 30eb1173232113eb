import type { FaultPreview, FaultRequest } from "@gameday/contract"
import { useEffect, useState } from "react"
import { type ApiError, api } from "../../api/client.ts"
import { browserClock } from "../../clock.ts"

export type Preview =
  | { readonly state: "asking" }
  /** The same kind is at work on the same service: there is nothing to ask. */
  | { readonly state: "occupied" }
  /** A value is not allowed; the field says which. */
  | { readonly state: "invalid" }
  | { readonly state: "ready"; readonly preview: FaultPreview }
  | { readonly state: "failed"; readonly error: ApiError }

const settleMs = 200
const refreshMs = 3_000

/** Asks who would be hit, whenever the request changes and every 3 s while it stands, unless it could not be injected anyway. */
export function usePreview(
  request: FaultRequest,
  { live, occupied, valid }: { readonly live: boolean; readonly occupied: boolean; readonly valid: boolean },
): Preview {
  const enabled = live && !occupied && valid
  const key = JSON.stringify(request)
  const [answer, setAnswer] = useState<{ readonly key: string; readonly preview: Preview } | null>(null)
  useEffect(() => {
    if (!enabled) return
    let current = true
    const ask = async () => {
      const result = await api.previewFault(JSON.parse(key) as FaultRequest)
      if (!current) return
      setAnswer({
        key,
        preview: result.ok
          ? { state: "ready", preview: result.value }
          : { state: "failed", error: result.error },
      })
    }
    const cancelFirst = browserClock.after(settleMs, () => void ask())
    const cancelRefresh = browserClock.every(refreshMs, () => void ask())
    return () => {
      current = false
      cancelFirst()
      cancelRefresh()
    }
  }, [key, enabled])
  if (!valid) return { state: "invalid" }
  if (occupied) return { state: "occupied" }
  return answer !== null && answer.key === key ? answer.preview : { state: "asking" }
}
