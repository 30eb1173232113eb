import { expect, test } from "vitest"
import { Supervisor } from "../healing/supervisor.ts"
import { describeConformance, oneOfA } from "./conformance.ts"
import { operator, Stage, silent, until } from "./testing/stage.ts"

describeConformance({
  request: { kind: "stop", params: {}, target: oneOfA },
  async affected(stage, id) {
    return stage.platform.pid(id) === undefined
  },
})

test("self-healing leaves it down until it is healed, and heals it again afterwards", async () => {
  const stage = await Stage.open()
  const { faults, clock, timeline } = stage.live()
  const { platform, downIntents: intents } = stage
  const supervisor = new Supervisor({
    inventory: platform,
    starter: platform,
    intents,
    clock,
    timeline,
    logger: silent,
  })
  const phases = () => platform.instances().map(({ phase }) => phase)
  try {
    supervisor.start()
    const { id } = await faults.inject({ kind: "stop", params: {}, target: oneOfA }, operator)
    await platform.kill("b-1")
    await until(() => phases()[2] === "running")
    clock.advance(20_000)
    expect(phases()).toEqual(["running", "exited", "running"])
    await faults.heal(id, operator)
    await until(() => phases()[1] === "running")
    await platform.kill("a-2")
    await until(() => phases()[1] === "running")
  } finally {
    supervisor.stop()
    await stage.close()
  }
})

test("is over when somebody starts it by hand", async () => {
  const stage = await Stage.open()
  try {
    const { faults } = stage.live()
    await faults.inject({ kind: "stop", params: {}, target: oneOfA }, operator)
    await stage.platform.startUntilReady("a-2")
    await until(() => faults.list()[0]?.end === "recovered")
    expect(stage.downIntents.meantToBeDown("a-2")).toBe(false)
  } finally {
    await stage.close()
  }
})
