import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { systemClock } from "../clock.ts"
import { Supervisor } from "../healing/supervisor.ts"
import type { PlatformEvent } from "../platforms/ports.ts"
import { Timeline } from "../telemetry/timeline.ts"
import { DockerStage, docker, engineAnswers } from "./testing/docker-stage.ts"
import { silent, until } from "./testing/stage.ts"

describe.runIf(engineAnswers)("crash on Docker", () => {
  let stage: DockerStage
  beforeAll(async () => {
    stage = await DockerStage.open()
  })
  afterAll(() => stage?.close())

  test("the engine's restart policy brings it back, and self-healing does not fight it", async () => {
    const events: PlatformEvent["type"][] = []
    stage.platform.subscribe(({ type, instance }) => {
      if (instance.id === "a-2") events.push(type)
    })
    const problems: string[] = []
    const supervisor = new Supervisor({
      inventory: stage.platform,
      starter: stage.platform,
      timeline: new Timeline(systemClock),
      clock: systemClock,
      logger: { ...silent, warn: (_metadata, message) => problems.push(message) },
    })
    supervisor.start()
    const admin = stage.platform.instances().find(({ id }) => id === "a-2")?.adminUrl
    await fetch(`${admin}/crash`, { method: "POST" })
    await until(() => events.includes("ready"))
    // Whoever would start it a second time does so at once.
    await new Promise((resume) => setTimeout(resume, 3_000))
    supervisor.stop()
    expect(events).toEqual(["died", "started", "ready"])
    expect(await docker("inspect", "-f", "{{.RestartCount}}", await stage.idOf("a-2"))).toBe("1")
    expect(stage.platform.instances().find(({ id }) => id === "a-2")).toMatchObject({
      phase: "running",
      restarts: 1,
    })
    expect(problems).toEqual(["instance died"])
  })
})
