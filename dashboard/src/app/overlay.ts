import { create } from "zustand"

/** What lies over the stage: the keys, or the way in for the audience. */
export type Overlay = "help" | "audience"

export const useOverlay = create<{ readonly open: Overlay | null }>(() => ({ open: null }))

export function openOverlay(open: Overlay): void {
  useOverlay.setState({ open })
}

export function closeOverlay(): void {
  useOverlay.setState({ open: null })
}
