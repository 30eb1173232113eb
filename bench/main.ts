// `npm run bench`: the stage as a whole. `npm run bench -- load viewers` runs those; each prints its own table. What follows the
// names is theirs: `npm run bench -- viewers 500`, `npm run bench -- faults kill latency`.
const benches = {
  stage: () => import("./stage/main.ts"),
  load: () => import("./load/main.ts"),
  gateway: () => import("./gateway/main.ts"),
  viewers: () => import("./viewers/main.ts"),
  faults: () => import("./faults/main.ts"),
  availability: () => import("./availability/main.ts"),
  dashboard: () => import("./dashboard/main.ts"),
} as const

const asked = process.argv.slice(2)
const names = asked.filter((name): name is keyof typeof benches => Object.hasOwn(benches, name))
if (asked.length > 0 && names.length === 0) {
  console.error(`There is no bench "${asked.join('", "')}". There are: ${Object.keys(benches).join(", ")}.`)
  process.exit(1)
}
for (const name of names.length === 0 ? (["stage"] as const) : names) await benches[name]()
