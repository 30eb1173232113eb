import { execFileSync, spawnSync } from "node:child_process"
import { rmSync } from "node:fs"
import { connect, createServer, type Server, type Socket } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { systemClock } from "../../clock.ts"
import { freshId } from "../../rng.ts"
import type { PlatformEvent } from "../ports.ts"
import { platformBattery } from "../testing/platform-battery.ts"
import { quietLogger } from "../testing/quiet-logger.ts"
import { tinyTarget } from "../testing/tiny-target.ts"
import { DockerEngine } from "./docker-engine.ts"
import { DockerPlatform } from "./docker-platform.ts"
import { labels } from "./labels.ts"

const composeFile = fileURLToPath(new URL("../testing/compose.yaml", import.meta.url))
const engineAnswers = spawnSync("docker", ["version"], { stdio: "ignore" }).status === 0
const required = process.env.GAMEDAY_REQUIRE_DOCKER === "1"

const docker = (...args: string[]) =>
  execFileSync("docker", args, { stdio: ["ignore", "pipe", "pipe"] })
    .toString()
    .trim()

/** The tiny target's compose project, up, under a name of its own. */
function project() {
  const name = `gameday-test-${freshId()}`
  const compose = (...args: string[]) => docker("compose", "-p", name, "-f", composeFile, ...args)
  compose("up", "-d", "--build", "--quiet-pull")
  const ids = (...filters: string[]) =>
    docker(
      "ps",
      "-aq",
      "--no-trunc",
      ...[`label=${labels.project}=${name}`, ...filters].flatMap((f) => ["--filter", f]),
    )
      .split("\n")
      .filter((id) => id !== "")
  const idOf = (service: string, number: number) =>
    ids(`label=${labels.service}=${service}`, `label=${labels.number}=${number}`)[0] ?? ""
  return { name, ids, idOf, remove: () => void compose("down", "-v", "-t", "1") }
}

function platformOf(name: string, socketPath?: string) {
  return new DockerPlatform({
    target: tinyTarget({ entry: 8080, extra: 8083 }),
    project: name,
    clock: systemClock,
    logger: quietLogger,
    ...(socketPath === undefined ? {} : { socketPath }),
  })
}

describe.runIf(required && !engineAnswers)("docker platform", () => {
  it("has an engine to run against", () => {
    expect.fail("GAMEDAY_REQUIRE_DOCKER is set, but no Docker engine answers")
  })
})

describe.runIf(engineAnswers)("docker platform", () => {
  platformBattery("docker", async () => {
    const stage = project()
    const platform = platformOf(stage.name)
    return {
      platform,
      service: "room",
      protectedId: "postgres-1",
      leftovers: async () => stage.ids(`label=${labels.clone}=true`),
      dispose: async () => stage.remove(),
    }
  })

  describe("beyond the battery", () => {
    let stage: ReturnType<typeof project>
    beforeAll(() => {
      stage = project()
    })
    afterAll(() => stage?.remove())

    it("clones limits and network aliases, so that others find the new replica by name", async () => {
      const platform = platformOf(stage.name)
      await platform.up(() => undefined)
      await platform.scale("room", 3)
      const clone = stage.idOf("room", 3)
      expect(docker("inspect", "-f", "{{.HostConfig.Memory}}", clone)).toBe(String(200 * 1024 * 1024))
      const lookup = "require('dns').resolve4(process.argv[1],(e,a)=>console.log(a.length))"
      const resolved = (name: string) => docker("exec", stage.idOf("door", 1), "node", "-e", lookup, name)
      expect([resolved("room"), resolved("chamber")]).toEqual(["3", "3"])
      await platform.down()
      expect([resolved("room"), resolved("chamber")]).toEqual(["2", "2"])
    })

    it("brings back a dependency that an earlier control plane has taken away, before anybody waits for it", async () => {
      const untilItAnswers = (platform: DockerPlatform) =>
        expect
          .poll(() => platform.dependencyAnswers("postgres"), { timeout: 60_000, interval: 200 })
          .toBe(true)
      // Killed while it makes its files it would never come up again.
      await untilItAnswers(platformOf(stage.name))
      for (const command of ["kill", "pause"]) {
        docker(command, stage.idOf("postgres", 1))
        const platform = platformOf(stage.name)
        expect(await platform.dependencyAnswers("postgres")).toBe(false)
        await platform.up(() => undefined)
        await untilItAnswers(platform)
        await platform.down()
      }
    })

    it("says what to do when the project does not run, and when no engine answers", async () => {
      await expect(platformOf("gameday-nothing-here").up(() => undefined)).rejects.toThrow(
        "npm run start:docker",
      )
      const deaf = platformOf(stage.name, join(tmpdir(), "no-such-docker.sock"))
      await expect(deaf.up(() => undefined)).rejects.toThrow(
        /The Docker engine does not answer .* Is it running/,
      )
    })

    it("leaves a container of the project alone that lacks the target label, whatever it is called", async () => {
      const platform = platformOf(stage.name)
      const own = {
        [labels.project]: stage.name,
        [labels.service]: "hall",
        [labels.number]: "1",
        [labels.oneOff]: "False",
      }
      const flags = Object.entries(own).flatMap(([name, value]) => ["--label", `${name}=${value}`])
      const hall = docker("run", "-d", "--name", `${stage.name}-room-9`, ...flags, "gameday-tiny-service")
      try {
        await platform.up(() => undefined)
        expect(platform.instances().map(({ id }) => id)).toEqual(["door-1", "room-1", "room-2"])
        await expect(platform.kill("hall-1")).rejects.toMatchObject({ code: "protected_target" })
        const engine = new DockerEngine({ project: stage.name })
        await expect(engine.kill(hall)).rejects.toMatchObject({ code: "protected_target" })
        expect(docker("inspect", "-f", "{{.State.Running}}", hall)).toBe("true")
      } finally {
        await platform.down()
        docker("rm", "-f", hall)
      }
    })

    it("catches up with what happened while the engine's event stream was broken", async () => {
      const proxy = await engineProxy()
      const platform = platformOf(stage.name, proxy.path)
      const events: PlatformEvent[] = []
      await platform.up(() => undefined)
      platform.subscribe((event) => events.push(event))
      proxy.breakOff()
      docker("kill", stage.idOf("room", 1))
      docker("restart", "-t", "1", stage.idOf("room", 2))
      expect(events).toEqual([])
      await proxy.resume()
      const typesOf = (id: string) =>
        events.filter(({ instance }) => instance.id === id).map(({ type }) => type)
      await expect.poll(() => typesOf("room-1"), { timeout: 20_000 }).toEqual(["died"])
      await expect.poll(() => typesOf("room-2"), { timeout: 20_000 }).toEqual(["died", "started", "ready"])
      await platform.start("room-1")
      await expect.poll(() => typesOf("room-1"), { timeout: 20_000 }).toEqual(["died", "started", "ready"])
      await platform.down()
      proxy.close()
    })
  })
})

/** A socket in front of the engine's, which can be pulled out like a plug. */
async function engineProxy() {
  const path = join(tmpdir(), `gameday-engine-${freshId()}.sock`)
  const sockets = new Set<Socket>()
  let server: Server
  const listen = () =>
    new Promise<void>((resolve) => {
      server = createServer((client) => {
        const engine = connect("/var/run/docker.sock")
        for (const socket of [client, engine]) {
          sockets.add(socket)
          socket.on("error", () => undefined)
          socket.on("close", () => sockets.delete(socket))
        }
        client.pipe(engine).pipe(client)
      }).listen(path, resolve)
    })
  const breakOff = () => {
    server.close()
    for (const socket of sockets) socket.destroy()
    rmSync(path, { force: true })
  }
  await listen()
  return { path, breakOff, resume: listen, close: breakOff }
}
