import type { FaultKindInfo } from "@gameday/contract"
import { useCallback, useEffect, useState } from "react"
import { type ApiError, api } from "../../api/client.ts"

export type FaultKinds =
  | { readonly state: "loading" }
  | { readonly state: "ready"; readonly kinds: readonly FaultKindInfo[] }
  | { readonly state: "failed"; readonly error: ApiError }

/** What can be broken here; asked once per visit, and again on `retry`. */
export function useFaultKinds(): readonly [FaultKinds, retry: () => void] {
  const [kinds, setKinds] = useState<FaultKinds>({ state: "loading" })
  const load = useCallback(() => {
    setKinds({ state: "loading" })
    void api.faultKinds().then((answer) => {
      setKinds(answer.ok ? { state: "ready", kinds: answer.value } : { state: "failed", error: answer.error })
    })
  }, [])
  useEffect(load, [load])
  return [kinds, load]
}
