import { spawnSync } from "node:child_process"
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import { describe, expect, it } from "vitest"
import { stringify } from "yaml"
import { readTarget } from "../../control-plane/src/target.ts"
import { dashboards, renderDashboards } from "./dashboards.ts"

const target = readTarget(resolve(import.meta.dirname, "../../scenarios/target.yaml"))
const folder = join(import.meta.dirname, "dashboards")
const hasPromtool = spawnSync("promtool", ["--version"]).status === 0

describe("Grafana dashboards", () => {
  it("are committed as they are generated (else run: node compose/grafana/generate.ts)", () => {
    const rendered = renderDashboards(target)
    expect(readdirSync(folder).sort()).toEqual(rendered.map(({ file }) => file).sort())
    for (const { file, content } of rendered) expect(readFileSync(join(folder, file), "utf8")).toBe(content)
  })

  it("have uids of their own that never change with the content", () => {
    expect(Object.values(dashboards).map((create) => create(target).uid)).toEqual(["gameday-ha-overview"])
  })

  it.each(Object.entries(dashboards))("%s: panels explain themselves and do not overlap", (_, create) => {
    const { panels } = create(target)
    const cells = new Set<string>()
    for (const panel of panels) {
      expect(panel).toMatchObject({ description: expect.stringMatching(/\.$/), title: expect.any(String) })
      const { x, y, w, h } = panel.gridPos
      expect(x + w).toBeLessThanOrEqual(24)
      for (let cell = 0; cell < w * h; cell++) {
        const at = `${x + (cell % w)},${y + Math.floor(cell / w)}`
        expect(cells.has(at), `${panel.title} lies on another panel`).toBe(false)
        cells.add(at)
      }
    }
  })

  it.each(Object.entries(dashboards))(
    "%s: the same query is not asked for with two meanings of empty",
    (_, create) => {
      const ratios = create(target).panels.flatMap(({ targets }) =>
        targets.filter(({ expr }) => expr.includes("5..")),
      )
      expect(ratios.length).toBeGreaterThan(0)
      for (const { expr } of ratios) expect(expr).toContain("or 0 * sum(")
    },
  )

  // Rules are the only place where promtool parses an expression on its own.
  it.skipIf(!hasPromtool)("ask only what Prometheus understands (skipped where promtool is missing)", () => {
    const scratch = mkdtempSync(join(tmpdir(), "gameday-promql-"))
    try {
      const file = join(scratch, "expressions.yaml")
      writeFileSync(file, stringify({ groups: [{ name: "panels", rules: expressions() }] }))
      const { status, stdout, stderr } = spawnSync("promtool", ["check", "rules", file], { encoding: "utf8" })
      expect(`${stdout}${stderr}`).toContain("SUCCESS")
      expect(status).toBe(0)
    } finally {
      rmSync(scratch, { recursive: true, force: true })
    }
  })
})

/** Every panel's and annotation's expression, with Grafana's variables filled in, as a recording rule. */
function expressions() {
  const asked = Object.values(dashboards).flatMap((create) => {
    const { panels, annotations } = create(target)
    return [...panels.flatMap(({ targets }) => targets), ...annotations.list].map(({ expr }) => expr)
  })
  return asked.map((expr, index) => ({
    record: `panel:expression:${index}`,
    expr: expr.replaceAll("$__rate_interval", "20s").replaceAll("$__range", "15m"),
  }))
}
