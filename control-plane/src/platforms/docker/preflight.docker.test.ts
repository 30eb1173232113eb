import { execFileSync, spawnSync } from "node:child_process"
import { resolve } from "node:path"
import { beforeAll, describe, expect, it } from "vitest"
import { freshId } from "../../rng.ts"
import { quietLogger } from "../testing/quiet-logger.ts"
import { DockerEngine } from "./docker-engine.ts"
import { Preflight } from "./preflight.ts"

const root = resolve(import.meta.dirname, "../../../..")
const engineAnswers = spawnSync("docker", ["version"], { stdio: "ignore" }).status === 0
const network = ["partition", "packet-loss", "bandwidth", "network-latency"] as const

describe.runIf(engineAnswers)("preflight", () => {
  const engine = new DockerEngine({ project: `gameday-test-${freshId()}` })

  beforeAll(() => {
    const build = [
      "build",
      "-q",
      "-t",
      "gameday-nettools",
      "-f",
      "compose/Dockerfile",
      "--target",
      "nettools",
      ".",
    ]
    execFileSync("docker", build, { cwd: root, stdio: "ignore" })
  })

  it("says that it has not looked yet until it has", async () => {
    const preflight = new Preflight(engine, quietLogger)
    expect(preflight.whyNot("partition")?.en).toContain("being checked")
    await preflight.run()
    expect(preflight.whyNot("partition")?.en ?? "").not.toContain("being checked")
  })

  it("finds out what this kernel can by trying it: each is possible, or the reason names what is missing", async () => {
    const preflight = new Preflight(engine, quietLogger)
    await preflight.run()
    for (const [capability, tool] of [
      ["partition", "conntrack"],
      ["packet-loss", "statistic"],
      ["bandwidth", "tbf"],
      ["network-latency", "netem"],
    ] as const) {
      const reason = preflight.whyNot(capability)
      if (reason === undefined) continue
      expect(reason.en).toContain(`kernel of this machine does not have what it takes (${tool}:`)
      expect(reason.de).toContain(`(${tool}:`)
    }
    expect(preflight.whyNot("cpu-limit")).toBeUndefined()
    expect(preflight.whyNot("memory-limit")).toBeUndefined()
  })

  it("says how to get the helper where its image is not there", async () => {
    const without = { runAlone: async () => "no image" as const, facts: () => engine.facts() }
    const preflight = new Preflight(without, quietLogger)
    await preflight.run()
    for (const capability of network) {
      expect(preflight.whyNot(capability)?.en).toContain("npm run start:docker")
      expect(preflight.whyNot(capability)?.de).toContain("npm run start:docker")
    }
    expect(preflight.whyNot("cpu-limit")).toBeUndefined()
  })

  it("does not keep the stage from starting when the engine does not answer: everything is greyed, with the reason", async () => {
    const deaf = new DockerEngine({ project: "nobody", socketPath: "/nowhere/docker.sock" })
    const preflight = new Preflight(deaf, quietLogger)
    await preflight.run()
    for (const capability of [...network, "cpu-limit", "memory-limit"] as const) {
      expect(preflight.whyNot(capability)?.en).toContain("does not answer")
    }
  })
})
