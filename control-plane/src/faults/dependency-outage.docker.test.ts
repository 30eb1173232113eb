import { execFileSync, spawnSync } from "node:child_process"
import { fileURLToPath } from "node:url"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { systemClock } from "../clock.ts"
import { DockerPlatform } from "../platforms/docker/docker-platform.ts"
import { labels } from "../platforms/docker/labels.ts"
import type { DependencyEvent } from "../platforms/ports.ts"
import { tinyTarget } from "../platforms/testing/tiny-target.ts"
import { freshId } from "../rng.ts"
import { describeDependencyConformance } from "./testing/dependency-conformance.ts"
import { postgresSeenBy } from "./testing/postgres-client.ts"
import { silent, until } from "./testing/stage.ts"

const composeFile = fileURLToPath(new URL("../platforms/testing/compose.yaml", import.meta.url))
const engineAnswers = spawnSync("docker", ["version"], { stdio: "ignore" }).status === 0

const docker = (...args: string[]) =>
  execFileSync("docker", args, { stdio: ["ignore", "pipe", "pipe"] })
    .toString()
    .trim()

/** A Postgres in a compose project of its own, and the platform's part that takes it away. */
async function project() {
  const name = `gameday-test-${freshId()}`
  const compose = (...args: string[]) => docker("compose", "-p", name, "-f", composeFile, ...args)
  compose("up", "-d", "--quiet-pull", "postgres")
  const id = compose("ps", "-q", "postgres")
  const target = tinyTarget({ entry: 8080, extra: 8083 })
  const { dependencies } = new DockerPlatform({ target, project: name, clock: systemClock, logger: silent })
  const address = () =>
    docker("inspect", "-f", "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}", id)
  const [dependency] = target.dependencies
  if (dependency === undefined) throw new Error("the tiny target has no dependency")
  return {
    dependency,
    switch: dependencies,
    dependencies,
    name,
    id,
    // A container that does not run has no address, and nobody listens on this one.
    ...postgresSeenBy(() => `postgres://postgres@${address() || "127.0.0.1:1"}/postgres`),
    async dispose() {
      dependencies.close()
      compose("down", "-v", "-t", "1")
    },
  }
}

describe.runIf(engineAnswers)("in containers", () => {
  describeDependencyConformance(
    { kind: "dependency-outage", params: { mode: "gone" }, affected: "refuses" },
    project,
  )
  describeDependencyConformance(
    { kind: "dependency-outage", params: { mode: "silent" }, affected: "hangs" },
    project,
  )

  describe("only what is labelled as a dependency", () => {
    let stage: Awaited<ReturnType<typeof project>>
    beforeAll(async () => {
      stage = await project()
      await until(async () => (await stage.look()) === "answers")
    })
    afterAll(() => stage?.dispose())

    test("can be taken away: nothing without the label, nothing of another project, no name of somebody's choice", async () => {
      const bystander = (project: string, service: string, label: string) =>
        docker(
          "run",
          "-d",
          "--rm",
          "--label",
          `${labels.project}=${project}`,
          "--label",
          `${labels.service}=${service}`,
          "--label",
          `${labels.oneOff}=False`,
          "--label",
          label,
          "postgres:17",
          "sleep",
          "600",
        )
      const foreign = bystander("somebody-else", "postgres", `${labels.dependency}=true`)
      const half = bystander(stage.name, "postgres", `${labels.dependency}=yes`)
      const unnamed = bystander(stage.name, "hall", `${labels.dependency}=true`)
      try {
        await stage.dependencies.takeAway("postgres", "gone")
        for (const name of ["hall", "room", half, foreign, `${stage.name}-postgres-1`, "../postgres", ""]) {
          await expect(stage.dependencies.takeAway(name, "gone")).rejects.toMatchObject({
            code: "unknown_service",
          })
        }
        const running = docker("ps", "-q", "--no-trunc").split("\n")
        expect(running).toEqual(expect.arrayContaining([foreign, half, unnamed]))
        expect(running).not.toContain(stage.id)
      } finally {
        docker("rm", "-f", foreign, half, unnamed)
        await stage.dependencies.giveBack("postgres")
      }
      await until(async () => (await stage.look()) === "answers")
    })

    test("is protected when its container lacks the label", async () => {
      const bare = new DockerPlatform({
        target: tinyTarget({ entry: 8080, extra: 8083 }),
        project: "gameday-nothing-here",
        clock: systemClock,
        logger: silent,
      })
      await expect(bare.dependencies.takeAway("postgres", "gone")).rejects.toMatchObject({
        code: "protected_target",
      })
    })

    test("is given back by a control plane that remembers nothing, killed or paused", async () => {
      for (const command of ["kill", "pause"]) {
        docker(command, stage.id)
        expect(await stage.dependencies.isMissing("postgres")).toBe(true)
        await stage.dependencies.giveBackAll()
        await until(async () => (await stage.look()) === "answers")
      }
    })

    test("tells when it dies by itself and runs again, and not when it is taken away", async () => {
      const seen: DependencyEvent[] = []
      stage.dependencies.subscribe((event) => seen.push(event))
      await stage.dependencies.open()
      docker("kill", stage.id)
      await until(() => seen.length === 1)
      docker("start", stage.id)
      await until(() => seen.length === 2)
      expect(seen).toMatchObject([
        { type: "died", name: "postgres", reason: "exit code 137" },
        { type: "started", name: "postgres" },
      ])
      await until(async () => (await stage.look()) === "answers")
      seen.length = 0
      await stage.dependencies.takeAway("postgres", "gone")
      await stage.dependencies.giveBack("postgres")
      await until(async () => (await stage.look()) === "answers")
      expect(seen).toEqual([])
    })
  })
})
