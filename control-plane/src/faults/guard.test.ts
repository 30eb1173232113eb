import { writeFile } from "node:fs/promises"
import { type FaultRequest, type Guard, type StopCondition, usualGuard } from "@gameday/contract"
import { afterEach, beforeEach, expect, test } from "vitest"
import type { StageSecond } from "./ports.ts"
import { type Life, operator, Stage, turning, until } from "./testing/stage.ts"

const unavailable: StopCondition = { metric: "availability", belowPercent: 90, forSeconds: 2 }
const errors: FaultRequest = {
  kind: "error-rate",
  params: { percentage: 100 },
  target: { service: "a", instances: "all" },
}
const latency: FaultRequest = {
  kind: "latency",
  params: { percentage: 100, delayMs: 5 },
  target: { service: "a", instances: 1 },
}
const bad: Partial<StageSecond> = { availabilityPercent: 20, errorsPercent: 80, p95Ms: 3_000 }
const unmeasured: Partial<StageSecond> = {
  measured: false,
  availabilityPercent: null,
  errorsPercent: null,
  p95Ms: null,
}

let stage: Stage
beforeEach(async () => {
  stage = await Stage.open()
})
afterEach(() => stage.close())

/** Lets seconds pass, each measured as given. */
function pass({ faults, clock }: Life, ...seconds: Partial<StageSecond>[]) {
  for (const second of seconds) {
    const at = clock.now()
    clock.advance(1_000)
    faults.judge({ at, measured: true, availabilityPercent: 100, errorsPercent: 0, p95Ms: 20, ...second })
  }
}

/** Waits with the clock turning: on a busy machine reverting may need more than one try. */
function turnUntil({ clock }: Life, condition: () => boolean): Promise<void> {
  return until(() => {
    if (!condition()) clock.advance(20)
    return condition()
  })
}
const settled = (life: Life) =>
  turnUntil(life, () => life.faults.list().every(({ status }) => status === "reverted"))
const typesOf = ({ timeline }: Life) => timeline.recent().map(({ type }) => type)

test("a fault's own condition ends that fault, and everybody is told why", { timeout: 60_000 }, async () => {
  const life = stage.live()
  const { id } = await life.faults.inject({ ...errors, stopWhen: [unavailable] }, operator)
  const other = await life.faults.inject(latency, operator)
  expect(life.ledger.entries()[0]?.fault.stopWhen).toEqual([unavailable])
  pass(life, bad, {}, bad)
  expect(life.faults.list().map(({ status }) => status)).toEqual(["active", "active"])
  pass(life, bad)
  await turnUntil(life, () => life.faults.list().find((fault) => fault.id === id)?.status === "reverted")
  const stoppedBy = { scope: "fault", condition: unavailable, measured: 20 }
  expect(life.faults.list()).toMatchObject([
    { id: other.id, status: "active", stoppedBy: null },
    { id, end: "stop-condition", stopWhen: [unavailable], stoppedBy },
  ])
  expect(await stage.injected()).toEqual(["a-2 latency"])
  expect(life.timeline.recent().find(({ type }) => type === "guard.tripped")).toMatchObject({
    tone: "warning",
    service: "a",
    faultId: id,
    actor: "gameday",
    data: { scope: "fault", metric: "availability", limit: 90, measured: 20, forSeconds: 2, faults: 1 },
  })
  const trip = (await stage.audit()).filter(({ faultId }) => faultId === id).slice(1)
  expect(trip).toMatchObject([
    { action: "guard.trip", role: "gameday", reason: "availability 20 beyond 90 for 2 s" },
    { action: "fault.end", role: "gameday", reason: "stop-condition: availability 20 beyond 90 for 2 s" },
  ])
})

test("the stage's guard ends everything active, last in first out, and leaves new faults alone", async () => {
  const life = stage.live()
  const guard: Guard = { enabled: true, stopWhen: [{ metric: "p95", aboveMs: 2_000, forSeconds: 2 }] }
  expect(await life.faults.setGuard(guard, { ...operator, name: "anna" })).toEqual(guard)
  const first = await life.faults.inject(errors, operator)
  const second = await life.faults.inject(latency, operator)
  const ended: string[] = []
  life.faults.subscribe((event) => {
    if (event.type === "ended") ended.push(event.fault.id)
  })
  pass(life, bad, bad, bad)
  await settled(life)
  expect(ended).toEqual([second.id, first.id])
  const stoppedBy = { scope: "everything", condition: guard.stopWhen[0], measured: 3_000 }
  for (const fault of life.faults.list()) expect(fault).toMatchObject({ end: "stop-condition", stoppedBy })
  expect(await stage.injected()).toEqual([])
  expect(typesOf(life).filter((type) => type === "guard.tripped")).toHaveLength(1)
  expect(life.timeline.recent()[0]).toMatchObject({ type: "guard.changed", actor: "anna" })

  await life.faults.inject(latency, operator)
  pass(life, bad)
  expect(life.faults.list()[0]?.status).toBe("active")
})

test("never trips without a load, or while the generator is the limit", async () => {
  const life = stage.live()
  const always: StopCondition[] = [
    { metric: "availability", belowPercent: 100, forSeconds: 1 },
    { metric: "lost", aboveCents: 1 },
  ]
  await life.faults.setGuard({ enabled: true, stopWhen: always }, operator)
  await life.faults.inject({ ...errors, stopWhen: always }, operator)
  stage.lostCents = 1_000
  pass(life, ...Array.from({ length: 20 }, () => unmeasured))
  expect(life.faults.list()[0]?.status).toBe("active")
  expect(typesOf(life)).not.toContain("guard.tripped")
})

test("seconds from before a fault are not its doing", async () => {
  const life = stage.live()
  const quick: StopCondition = { ...unavailable, forSeconds: 1 }
  await life.faults.setGuard({ enabled: true, stopWhen: [quick] }, operator)
  pass(life, bad, bad)
  const begun = life.clock.now()
  life.clock.advance(300)
  await life.faults.inject({ ...errors, stopWhen: [quick] }, operator)
  life.faults.judge({ at: begun, measured: true, availabilityPercent: 0, errorsPercent: 0, p95Ms: 1 })
  expect(life.faults.list()[0]?.status).toBe("active")
  life.faults.judge({ at: begun + 1_000, measured: true, availabilityPercent: 0, errorsPercent: 0, p95Ms: 1 })
  await settled(life)
})

test("counts the money lost since the fault, for the guard since the first active one, over a change of load", async () => {
  const life = stage.live()
  const lost: StopCondition = { metric: "lost", aboveCents: 1_000 }
  stage.lostCents = 50_000
  await life.faults.inject({ ...errors, stopWhen: [lost] }, operator)
  stage.lostCents = 50_600
  pass(life, {})
  // A new load counts from zero again.
  stage.lostCents = 400
  pass(life, {})
  expect(life.faults.list()[0]?.status).toBe("active")
  stage.lostCents = 401
  pass(life, {})
  await settled(life)
  expect(life.faults.list()[0]?.stoppedBy).toMatchObject({ measured: 1_001 })

  await life.faults.setGuard({ enabled: true, stopWhen: [lost] }, operator)
  await life.faults.inject(errors, operator)
  stage.lostCents = 1_000
  pass(life, {})
  await life.faults.inject(latency, operator)
  stage.lostCents = 1_402
  pass(life, {})
  await settled(life)
  expect(life.faults.list()[0]?.stoppedBy).toMatchObject({ scope: "everything", measured: 1_001 })
})

test("does nothing to a fault that is being healed already", async () => {
  const life = stage.live()
  const { id } = await life.faults.inject({ ...errors, stopWhen: [unavailable] }, operator)
  pass(life, bad)
  const healed = life.faults.heal(id, operator)
  pass(life, bad, bad)
  expect(await turning(life.clock, healed)).toMatchObject({ end: "healed", stoppedBy: null })
})

test("the setting outlives the control plane, starts switched off, and an unreadable one guards as usual", async () => {
  expect(stage.live().faults.guard()).toEqual({ ...usualGuard, enabled: false })
  const guard: Guard = { enabled: true, stopWhen: [unavailable] }
  await stage.live().faults.setGuard(guard, operator)
  expect(stage.live().faults.guard()).toEqual(guard)
  await writeFile(`${stage.directory}/guard.json`, '{"enabled": tr')
  expect(stage.live().faults.guard()).toEqual(usualGuard)
})

test("a guard that could never trip is refused", async () => {
  const { faults } = stage.live()
  await expect(faults.setGuard({ enabled: true, stopWhen: [] }, operator)).rejects.toMatchObject({
    code: "validation_failed",
  })
  await faults.setGuard({ enabled: false, stopWhen: [] }, operator)
})
