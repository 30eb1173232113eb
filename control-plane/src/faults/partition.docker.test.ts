import type { PartitionParams } from "@gameday/contract"
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest"
import { describeConformanceOn, oneOfA } from "./conformance.ts"
import { DockerStage, docker, engineAnswers } from "./testing/docker-stage.ts"
import { operator, until } from "./testing/stage.ts"

describe.runIf(engineAnswers)("partition on Docker", () => {
  describeConformanceOn(() => DockerStage.open(), {
    request: { kind: "partition", params: {}, target: oneOfA },
    affected: async (stage, id) => stage.address(id) !== undefined && !(await stage.answers(id)),
  })

  describe("beyond the battery", () => {
    let stage: DockerStage
    beforeAll(async () => {
      stage = await DockerStage.open()
    })
    afterAll(() => stage?.close())
    afterEach(async () => {
      const { faults } = stage.live()
      await faults.recover()
      expect((await faults.healEverything(operator)).residue).toEqual([])
      await stage.platform.scale("a", 2)
    })

    const cut = (params: PartitionParams, instances: "all" | 1 = 1) =>
      stage.live().faults.inject({ kind: "partition", params, target: { service: "a", instances } }, operator)

    test("from everyone: nobody gets through, the control plane still sees it, and it still talks to itself", async () => {
      await cut({ from: "everyone" })
      expect(await stage.reaches("b-1", "a-2")).toBe(false)
      expect(await stage.reaches("a-2", "b-1")).toBe(false)
      expect(await stage.reaches("a-2", "store-1")).toBe(false)
      const admin = stage.platform.instances().find(({ id }) => id === "a-2")?.adminUrl
      expect((await fetch(`${admin}/health/ready`)).status).toBe(200)
      expect(await stage.inside("a-2", "node", "-e", loopback)).toBe("yes")
    })

    test("from a dependency by name: only that way is cut, in both directions", async () => {
      await cut({ from: ["store"] })
      expect(await stage.reaches("a-2", "store-1")).toBe(false)
      expect(await stage.reaches("store-1", "a-2")).toBe(false)
      expect(await stage.reaches("a-1", "store-1")).toBe(true)
      expect(await stage.reaches("a-2", "b-1")).toBe(true)
      expect(await stage.answers("a-2")).toBe(true)
    })

    test.each([
      { direction: "incoming" as const, fromB: false, toB: true },
      { direction: "outgoing" as const, fromB: true, toB: false },
    ])("$direction only: the other direction goes on working", async ({ direction, fromB, toB }) => {
      await cut({ from: ["b"], direction })
      expect(await stage.reaches("b-1", "a-2")).toBe(fromB)
      expect(await stage.reaches("a-2", "b-1")).toBe(toB)
    })

    test("follows a process that starts anew, and an address that changes, and new instances", async () => {
      const { faults, clock } = stage.live()
      const target = { service: "a", instances: "all" as const }
      await faults.inject({ kind: "partition", params: { from: ["b"] }, target }, operator)
      await stage.platform.restart("a-2")
      await until(() => stage.platform.instances().every(({ phase }) => phase === "running"))
      await until(async () => !(await stage.reaches("a-2", "b-1")))

      await stage.platform.scale("a", 3)
      await until(() => faults.list()[0]?.instances.includes("a-3") === true)
      await until(async () => !(await stage.reaches("a-3", "b-1")))

      const before = stage.address("b-1")
      const id = await stage.idOf("b-1")
      const network = `${stage.project}_default`
      await docker("network", "disconnect", network, id)
      await docker(
        "network",
        "connect",
        "--ip",
        otherAddress(before ?? ""),
        "--alias",
        "b",
        network,
        id,
      ).catch(() => docker("network", "connect", "--alias", "b", network, id))
      clock.advance(2_000)
      await stage.platform.restart("b-1")
      await until(() => stage.platform.instances().every(({ phase }) => phase === "running"))
      await until(async () => {
        clock.advance(2_000)
        return !(await stage.reaches("a-2", "b-1"))
      })
    })

    test("two faults of the network are on one instance, and each is healed on its own", async () => {
      const { faults } = stage.live()
      const target = { service: "a", instances: 1 as const }
      const one = await faults.inject({ kind: "partition", params: { from: ["b"] }, target }, operator)
      const other = await faults.inject(
        { kind: "packet-loss", params: { percentage: 100 }, target },
        operator,
      )
      expect(await stage.answers("a-2")).toBe(false)
      await faults.heal(other.id, operator)
      expect(await stage.answers("a-2")).toBe(true)
      expect(await stage.reaches("a-2", "b-1")).toBe(false)
      await faults.heal(one.id, operator)
      expect(await stage.reaches("a-2", "b-1")).toBe(true)
    })

    test("leaves no helper behind", async () => {
      await cut({})
      const helpers = () => docker("ps", "-aq", "--filter", `label=gameday.helper=${stage.project}`)
      await until(async () => (await helpers()) === "")
    })
  })
})

const loopback = `fetch("http://127.0.0.1:8081/").then(()=>console.log("yes"))`

/** Another one of the same network, far from those in use. */
const otherAddress = (address: string) => address.replace(/\d+$/, "77")
