import { writeFileSync } from "node:fs"
import { join, resolve } from "node:path"
import { readTarget } from "../../control-plane/src/target.ts"
import { renderDashboards } from "./dashboards.ts"

/* Writes the dashboards as JSON beside this file, where Grafana finds them: node compose/grafana/generate.ts */
const target = readTarget(resolve(import.meta.dirname, "../../scenarios/target.yaml"))
for (const { file, content } of renderDashboards(target)) {
  writeFileSync(join(import.meta.dirname, "dashboards", file), content)
  process.stdout.write(`${file}\n`)
}
