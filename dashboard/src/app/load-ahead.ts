import type { View } from "./views.ts"

/** Where each view that viewers have comes from. A new view is one line here; the compiler asks for it. */
const sources = {
  load: () => import("../features/load/Load.tsx"),
  director: () => import("../features/director/Director.tsx"),
  services: () => import("../features/services/Services.tsx"),
  performance: () => import("../features/performance/Performance.tsx"),
  business: () => import("../features/business/Business.tsx"),
  timeline: () => import("../features/timeline/Timeline.tsx"),
  report: () => import("../features/report/Report.tsx"),
  checklist: () => import("../features/checklist/Checklist.tsx"),
  grafana: () => import("../features/grafana/Grafana.tsx"),
} as const satisfies Record<Exclude<View, "overview" | "chaos">, () => Promise<unknown>>

/** Everything a recording may be looked at with, while there is a network. */
export async function loadAhead(): Promise<void> {
  await Promise.all([
    ...Object.values(sources).map((load) => load()),
    import("../features/present/Present.tsx"),
    document.fonts.load('1em "JetBrains Mono Variable"'),
  ])
}
