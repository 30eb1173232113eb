#!/usr/bin/env node
// `npx gameday`, on whatever Node the machine has (20 or newer), so: plain JavaScript, no dependencies. What it does is in
// main.ts, which needs the Node 24 that comes with the packages.
import { spawn } from "node:child_process"
import { existsSync } from "node:fs"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"

const folder = dirname(fileURLToPath(import.meta.url))
const main = join(folder, "main.ts")
const node24 = join(folder, "../node_modules/.bin/node")

if (!existsSync(join(folder, "../node_modules"))) {
  process.stderr.write('Gameday is not installed yet. Run "npm ci" or "npm start" once.\n')
  process.exitCode = 70
} else if (Number(process.versions.node.split(".")[0]) >= 24) {
  await import(main)
} else {
  const child = spawn(node24, [main, ...process.argv.slice(2)], { stdio: "inherit" })
  // A Ctrl-C in the terminal reaches the child by itself; it decides when to end.
  process.on("SIGINT", () => undefined)
  process.on("SIGTERM", () => child.kill("SIGTERM"))
  child.on("error", () => {
    process.stderr.write('Node 24 did not arrive with the packages. Run "npm rebuild node".\n')
    process.exitCode = 70
  })
  child.on("exit", (code, signal) => {
    process.exitCode = code ?? (signal === "SIGINT" ? 130 : 143)
  })
}
