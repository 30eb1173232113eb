import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { describeConformanceOn, oneOfA } from "./conformance.ts"
import { DockerStage, docker, engineAnswers } from "./testing/docker-stage.ts"
import { operator, until } from "./testing/stage.ts"

/** What the kernel lets the container use, in cores, as the container itself can read; undefined when it does not run. */
async function cores(stage: DockerStage, id: string): Promise<number | undefined> {
  const read =
    "cat /sys/fs/cgroup/cpu.max 2>/dev/null || cat /sys/fs/cgroup/cpu/cpu.cfs_quota_us /sys/fs/cgroup/cpu/cpu.cfs_period_us"
  const [quota, period] = (await stage.inside(id, "sh", "-c", read)).split(/\s+/).map(Number)
  return quota === undefined || period === undefined ? undefined : quota / period
}

describe.runIf(engineAnswers)("cpu-limit on Docker", () => {
  describeConformanceOn(() => DockerStage.open(), {
    request: { kind: "cpu-limit", params: { cores: 0.2 }, target: oneOfA },
    affected: async (stage, id) => (await cores(stage, id)) === 0.2,
  })

  describe("beyond the battery", () => {
    let stage: DockerStage
    beforeAll(async () => {
      stage = await DockerStage.open()
    })
    afterAll(() => stage?.close())

    test("gives back exactly what was there, and a replica that is made meanwhile does not keep the limit", async () => {
      const { faults } = stage.live()
      const configured = async (id: string) =>
        docker(
          "inspect",
          "-f",
          "{{json .HostConfig.NanoCpus}} {{json .HostConfig.Memory}}",
          await stage.idOf(id),
        )
      const before = await configured("a-1")
      const target = { service: "a", instances: "all" as const }
      const { id } = await faults.inject({ kind: "cpu-limit", params: { cores: 0.2 }, target }, operator)
      await stage.platform.scale("a", 3)
      await until(() => faults.list()[0]?.instances.includes("a-3") === true)
      expect([await cores(stage, "a-1"), await cores(stage, "a-3")]).toEqual([0.2, 0.2])
      await faults.heal(id, operator)
      expect([await configured("a-1"), await configured("a-3")]).toEqual([before, before])
      expect([await cores(stage, "a-1"), await cores(stage, "a-3")]).toEqual([1.5, 1.5])
    })

    test("is held over a restart, by the engine itself", async () => {
      const { faults } = stage.live()
      const { id } = await faults.inject(
        { kind: "cpu-limit", params: { cores: 0.2 }, target: oneOfA },
        operator,
      )
      const [hit = ""] = faults.list()[0]?.instances ?? []
      await stage.platform.restart(hit)
      expect(await cores(stage, hit)).toBe(0.2)
      await faults.heal(id, operator)
      expect(await cores(stage, hit)).toBe(1.5)
    })
  })
})
