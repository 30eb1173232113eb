// Who may import whom (docs/adr/0001). tools/check-dependencies.ts runs it.
import type { IConfiguration } from "dependency-cruiser"

const tests = "\\.test\\.tsx?$|/testing/"
const room = (name: string) => `^control-plane/src/${name}/`

/** Files of a room may import nothing of the control plane but what is named. */
const only = (name: string, allowed: readonly string[]) => ({
  name: `${name}-knows-only-its-neighbours`,
  severity: "error" as const,
  from: { path: room(name), pathNot: tests },
  to: { path: "^control-plane/src/", pathNot: [room(name), ...shared, ...allowed] },
})

const shared = ["actor", "audit", "clock", "cost-meter", "rng", "errors", "log", "validation"].map(
  (file) => `^control-plane/src/${file}\\.ts$`,
)
const port = (name: string) => `^control-plane/src/${name}/ports\\.ts$`
const timeline = "^control-plane/src/telemetry/timeline\\.ts$"

/** For dependency-cruiser. */
export const dependencyRules = {
  forbidden: [
    {
      name: "contract-imports-nothing-of-ours",
      severity: "error" as const,
      from: { path: "^contract/" },
      to: { path: "^(control-plane|dashboard|shop-services)/" },
    },
    {
      name: "contract-does-no-io",
      severity: "error" as const,
      from: { path: "^contract/src/" },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "workspaces-share-only-the-contract",
      severity: "error" as const,
      from: { path: "^(control-plane|dashboard|shop-services)/" },
      to: { path: "^(control-plane|dashboard|shop-services)/", pathNot: "^$1/" },
    },
    only("platforms", []),
    only("faults", [port("platforms"), timeline]),
    only("load", [port("platforms"), timeline]),
    only("healing", [port("platforms"), timeline]),
    only("telemetry", [
      port("platforms"),
      port("load"),
      port("faults"),
      port("healing"),
      "load/histogram\\.ts$",
    ]),
    only("stream", [port("telemetry")]),
    only("checklist", []),
    only("http", [
      port("platforms"),
      room("runs"),
      room("faults"),
      room("load"),
      room("stream"),
      port("telemetry"),
      timeline,
    ]),
    {
      name: "drivers-are-wired-in-app-only",
      severity: "error" as const,
      from: {
        path: "^control-plane/src/",
        // The watchdog is a program of its own, with a composition of its own.
        pathNot: ["^control-plane/src/(app|watchdog-main)\\.ts$", "^control-plane/src/platforms/", tests],
      },
      to: { path: "^control-plane/src/platforms/(?!ports\\.ts)" },
    },
    {
      name: "dashboard-ui-is-the-ground-floor",
      severity: "error" as const,
      from: { path: "^dashboard/src/ui/", pathNot: tests },
      to: { path: "^dashboard/src/(features|charts|store|stream)/" },
    },
    {
      name: "dashboard-charts-know-no-feature",
      severity: "error" as const,
      from: { path: "^dashboard/src/charts/", pathNot: tests },
      to: { path: "^dashboard/src/(features|stream)/" },
    },
    {
      name: "dashboard-features-do-not-know-each-other",
      severity: "error" as const,
      from: { path: "^dashboard/src/features/([^/]+)/", pathNot: tests },
      to: { path: "^dashboard/src/features/", pathNot: "^dashboard/src/features/$1/" },
    },
    {
      name: "dashboard-flows-one-way",
      severity: "error" as const,
      from: { path: "^dashboard/src/(store|stream)/", pathNot: tests },
      to: { path: "^dashboard/src/(features|charts|ui)/" },
    },
    {
      name: "no-circles",
      severity: "error" as const,
      from: {},
      to: { circular: true, viaOnly: { pathNot: "node_modules" }, dependencyTypesNot: ["type-only"] },
    },
  ],
  options: {
    parser: "swc",
    doNotFollow: { path: "node_modules" },
    exclude: { path: "(^|/)dist/" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: [".ts", ".tsx", ".mjs", ".js"],
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default"],
    },
  },
} satisfies IConfiguration
