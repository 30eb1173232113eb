import type { LoadProfile } from "@gameday/contract"
import { useEffect, useState } from "react"
import { type ApiError, api, type LoadPreview } from "../../api/client.ts"
import { browserClock } from "../../clock.ts"

export type LoadPreviewState =
  | { readonly state: "asking" }
  | { readonly state: "ready"; readonly preview: LoadPreview }
  | { readonly state: "failed"; readonly error: ApiError }

const settleMs = 250

/** The curve of a profile, from the function that would drive it. */
export function useLoadPreview(profile: LoadProfile): LoadPreviewState {
  const key = JSON.stringify(profile)
  const [preview, setPreview] = useState<LoadPreviewState>({ state: "asking" })
  useEffect(() => {
    let current = true
    const cancel = browserClock.after(settleMs, () => {
      void api.previewLoad(JSON.parse(key) as LoadProfile).then((answer) => {
        if (!current) return
        setPreview(
          answer.ok ? { state: "ready", preview: answer.value } : { state: "failed", error: answer.error },
        )
      })
    })
    return () => {
      current = false
      cancel()
    }
  }, [key])
  return preview
}
