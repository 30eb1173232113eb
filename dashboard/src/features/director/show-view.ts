import { type View, views } from "../../app/views.ts"

/** The view that a section wants on the big screen; null: none, or one this page does not have. */
export function viewToShow(name: string | null): View | null {
  return views.find((view) => view === name) ?? null
}
