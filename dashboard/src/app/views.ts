import { useSyncExternalStore } from "react"

export const views = [
  "overview",
  "chaos",
  "load",
  "director",
  "services",
  "performance",
  "business",
  "timeline",
  "report",
  "checklist",
  "grafana",
] as const
export type View = (typeof views)[number]

const base = "/ha-dashboard"

/** The view an address means; what is unknown is the overview. */
export function viewOf(pathname: string): View {
  const segment = pathname.slice(base.length).replaceAll("/", "")
  return views.find((view) => view === segment) ?? "overview"
}

export function pathOf(view: View): string {
  return view === "overview" ? base : `${base}/${view}`
}

const changed = "gameday:view"

/** Goes there without loading the page anew; what else the address says stays. */
export function goTo(view: View): void {
  history.pushState(null, "", `${pathOf(view)}${location.search}`)
  dispatchEvent(new Event(changed))
}

function subscribe(listener: () => void): () => void {
  addEventListener("popstate", listener)
  addEventListener(changed, listener)
  return () => {
    removeEventListener("popstate", listener)
    removeEventListener(changed, listener)
  }
}

export function useView(): View {
  return useSyncExternalStore(subscribe, () => viewOf(location.pathname))
}

/** Viewers watch: the view that only commands is not theirs. */
export function viewsFor(operator: boolean): readonly View[] {
  return operator ? views : views.filter((view) => view !== "chaos")
}
