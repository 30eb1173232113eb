import type { Target } from "@gameday/contract"
import { haArchitectureOverview } from "./ha-architecture-overview.ts"
import type { Dashboard } from "./panels.ts"

/** Every dashboard, by the name of its file. */
export const dashboards = {
  "ha-architecture-overview": haArchitectureOverview,
} as const satisfies Record<string, (target: Target) => Dashboard>

/** @returns file name and content of each dashboard, as they are committed */
export function renderDashboards(target: Target): { readonly file: string; readonly content: string }[] {
  return Object.entries(dashboards).map(([name, create]) => ({
    file: `${name}.json`,
    content: `${JSON.stringify(create(target), null, 2)}\n`,
  }))
}
