import { create } from "zustand"
import { browserClock } from "../clock.ts"

/** One message at a time: the newest. Errors stay until closed and carry their code: what went well does not hide one. */
export type Toast =
  | {
      readonly tone: "done"
      readonly text: string
      /** Takes back what was done; absent: there is no way back. */
      readonly undo?: (() => void) | undefined
    }
  | {
      readonly tone: "error"
      readonly code: string
      readonly text: string
      readonly details: readonly string[]
    }

const shownMs = 5_000

export const useToast = create<{ readonly toast: Toast | null }>(() => ({ toast: null }))

export function closeToast(): void {
  useToast.setState({ toast: null })
}

export function showToast(toast: Toast): void {
  if (toast.tone === "done" && useToast.getState().toast?.tone === "error") return
  useToast.setState({ toast })
  if (toast.tone === "error") return
  browserClock.after(shownMs, () => {
    if (useToast.getState().toast === toast) closeToast()
  })
}
