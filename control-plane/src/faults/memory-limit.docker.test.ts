import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { systemClock } from "../clock.ts"
import { IncidentTracker } from "../healing/incidents.ts"
import { Supervisor } from "../healing/supervisor.ts"
import { describeConformanceOn, oneOfA } from "./conformance.ts"
import { DockerStage, docker, engineAnswers } from "./testing/docker-stage.ts"
import { operator, silent, until } from "./testing/stage.ts"

const megabyte = 1024 * 1024

/** What the kernel lets the container use, in MB, as the container itself can read; undefined when it does not run. */
async function megabytes(stage: DockerStage, id: string): Promise<number | undefined> {
  const read = "cat /sys/fs/cgroup/memory.max 2>/dev/null || cat /sys/fs/cgroup/memory/memory.limit_in_bytes"
  const said = await stage.inside(id, "sh", "-c", read)
  return said === "" ? undefined : Number(said) / megabyte
}

describe.runIf(engineAnswers)("memory-limit on Docker", () => {
  describeConformanceOn(() => DockerStage.open(), {
    request: { kind: "memory-limit", params: { megabytes: 120 }, target: oneOfA },
    affected: async (stage, id) => (await megabytes(stage, id)) === 120,
  })

  describe("beyond the battery", () => {
    let stage: DockerStage
    beforeAll(async () => {
      stage = await DockerStage.open()
    })
    afterAll(() => stage?.close())

    test("who needs more is ended by the kernel; the incident names the fault, and it comes back", async () => {
      const { faults, timeline } = stage.live()
      const inventory = stage.platform
      const incidents = new IncidentTracker({
        inventory,
        timeline,
        clock: systemClock,
        lostCents: () => 0,
        activeFaultFor: (id) => faults.activeFor(id),
      })
      const killedOnPurpose = (id: string) => faults.activeFor(id) !== null
      const supervisor = new Supervisor({
        inventory,
        starter: stage.platform,
        timeline,
        clock: systemClock,
        logger: silent,
        killedOnPurpose,
      })
      supervisor.start()
      const configured = async () =>
        docker(
          "inspect",
          "-f",
          "{{json .HostConfig.Memory}} {{json .HostConfig.MemorySwap}}",
          await stage.idOf("a-2"),
        )
      const before = await configured()
      const fault = await faults.inject(
        { kind: "memory-limit", params: { megabytes: 100 }, target: oneOfA },
        operator,
      )
      await stage.answers("a-2", "/grow")
      await until(() => incidents.incidents().length > 0)
      expect(incidents.incidents()).toMatchObject([
        { instance: "a-2", faultId: fault.id, faultKind: "memory-limit" },
      ])
      await until(() => incidents.incidents()[0]?.recoveredAt !== null)
      expect(await megabytes(stage, "a-2")).toBe(100)
      await faults.heal(fault.id, operator)
      supervisor.stop()
      incidents.close()
      expect(await configured()).toBe(before)
      expect(await megabytes(stage, "a-2")).toBe(200)
    })

    test("who uses more already is ended, and starts again within the limit", async () => {
      const { faults } = stage.live()
      const startedAt = async () => docker("inspect", "-f", "{{.State.StartedAt}}", await stage.idOf("a-2"))
      const before = await startedAt()
      const tooLittle = { kind: "memory-limit", params: { megabytes: 16 }, target: oneOfA } as const
      const fault = await faults.inject(tooLittle, operator)
      const limited = await docker("inspect", "-f", "{{.HostConfig.Memory}}", await stage.idOf("a-2"))
      expect(Number(limited)).toBe(16 * megabyte)
      await until(async () => (await startedAt()) !== before)
      await faults.heal(fault.id, operator)
      await until(async () => (await megabytes(stage, "a-2")) === 200)
    })
  })
})
