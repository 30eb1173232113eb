// `npm run check`: every static gate, all of them even when one fails, so that one run names every problem.
import { spawnSync } from "node:child_process"
import { join, resolve } from "node:path"

const root = resolve(import.meta.dirname, "..")
const bin = (name: string) => join(root, "node_modules/.bin", name)

const gates: readonly { readonly name: string; readonly command: readonly [string, ...string[]] }[] = [
  { name: "types", command: [bin("tsc"), "-p", "."] },
  { name: "types (dashboard)", command: [bin("tsc"), "-p", "dashboard"] },
  { name: "lint", command: [bin("oxlint"), "--type-aware", "--deny-warnings"] },
  { name: "format", command: [bin("biome"), "ci", "--colors=off", "--error-on-warnings"] },
  { name: "dependency rule", command: [process.execPath, "tools/check-dependencies.ts"] },
  { name: "lock file", command: [process.execPath, "tools/complete-lockfile.ts", "--check"] },
  { name: "published schemas", command: [process.execPath, "tools/publish-schemas.ts", "--check"] },
  { name: "dead code", command: [bin("knip"), "--no-progress"] },
]

const failed = gates.filter(({ name, command: [program, ...args] }) => {
  const startedAt = performance.now()
  const { status, stdout, stderr } = spawnSync(program, args, {
    cwd: root,
    encoding: "utf8",
    env: { ...process.env, NO_COLOR: "1" },
  })
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
  console.log(`${status === 0 ? "ok    " : "FAILED"} ${name} ${seconds} s`)
  if (status !== 0) console.log(`${stdout}${stderr}`)
  return status !== 0
})

if (failed.length > 0) {
  console.error(
    `\n${failed.length} of ${gates.length} gates failed: ${failed.map(({ name }) => name).join(", ")}`,
  )
  process.exit(1)
}
