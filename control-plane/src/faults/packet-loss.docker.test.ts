import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { describeConformanceOn, oneOfA } from "./conformance.ts"
import { DockerStage, engineAnswers } from "./testing/docker-stage.ts"
import { operator } from "./testing/stage.ts"

describe.runIf(engineAnswers)("packet-loss on Docker", () => {
  describeConformanceOn(() => DockerStage.open(), {
    request: { kind: "packet-loss", params: { percentage: 100 }, target: oneOfA },
    affected: async (stage, id) => stage.address(id) !== undefined && !(await stage.answers(id)),
  })

  describe("beyond the battery", () => {
    let stage: DockerStage
    beforeAll(async () => {
      stage = await DockerStage.open()
    })
    afterAll(() => stage?.close())

    test("loses the share that was asked for, as the container itself counts when it sends itself datagrams", async () => {
      const { faults } = stage.live()
      const { id } = await faults.inject(
        { kind: "packet-loss", params: { percentage: 30, direction: "outgoing" }, target: oneOfA },
        operator,
      )
      const sent = 2_000
      const arrived = Number(
        await stage.inside("a-2", "node", "-e", datagrams(stage.address("b-1") ?? "", sent)),
      )
      await faults.heal(id, operator)
      // Four standard deviations: wrong once in 15,000 runs.
      const deviation = Math.sqrt(sent * 0.3 * 0.7)
      expect(Math.abs(sent * 0.7 - arrived)).toBeLessThan(4 * deviation)
    })
  })
})

/** Counts the datagrams the packet filter lets out: what it drops fails with EPERM at the sender. */
const datagrams = (address: string, count: number) => `
  const socket = require("dgram").createSocket("udp4"); let sent = 0, done = 0
  const next = () => socket.send("x", 9, ${JSON.stringify(address)}, (error) => {
    if (!error) sent++
    if (++done < ${count}) next(); else { console.log(sent); socket.close() }
  })
  next()`
