// `npm run bench`: the stage as a whole. `npm run bench -- load viewers` runs those; each prints its own table.
const benches = {
  stage: () => import("./stage/main.ts"),
  load: () => import("./load/main.ts"),
  viewers: () => import("./viewers/main.ts"),
} as const

const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !(name in benches))
if (unknown.length > 0) {
  console.error(`There is no bench "${unknown.join('", "')}". There are: ${Object.keys(benches).join(", ")}.`)
  process.exit(1)
}
for (const name of asked.length === 0 ? ["stage"] : asked) await benches[name as keyof typeof benches]()
