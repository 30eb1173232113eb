// The forked process that sends the load; one per load. It speaks generator-protocol.ts with the control plane and imports no
// schemas, so that it starts fast.
import { createHmac } from "node:crypto"
import { constants, setPriority } from "node:os"
import { clientIdentityHeader } from "@gameday/contract/headers"
import { systemClock } from "../clock.ts"
import { seededRng } from "../rng.ts"
import { ArrivalSchedule, type Schedule } from "./arrival-schedule.ts"
import { ConnectionPool } from "./client/connection-pool.ts"
import { ClosedSchedule } from "./closed-schedule.ts"
import { FreshAddress } from "./fresh-address.ts"
import {
  controlPlaneSilentMs,
  type FromGenerator,
  type GeneratorOrder,
  heartbeatMs,
  type ToGenerator,
} from "./generator-protocol.ts"
import { compileStep } from "./journey/compiled-step.ts"
import { VirtualUser } from "./journey/virtual-user.ts"
import { VirtualUsers } from "./journey/virtual-users.ts"
import { type Flight, LoadRun } from "./load-run.ts"
import { durationMs, rateAt } from "./profiles/registry.ts"

const mostVirtualUsers = 20_000

// A refused connection is an everyday event here, and its stack would be the most expensive part of it.
Error.stackTraceLimit = 0

const clock = systemClock
let run: LoadRun | undefined
let heardAtMs = clock.monotonic()

function tell(message: FromGenerator): void {
  process.send?.(message)
}

function goFirst(): void {
  try {
    // Whoever measures must not be late. It takes little CPU, and where it may, it takes it first.
    setPriority(constants.priority.PRIORITY_HIGH)
  } catch {
    // Only root may go first; the deltas tell how late the generator was.
  }
}

function scheduleOf({ profile, crowdFactor }: GeneratorOrder): Schedule {
  const schedule =
    profile.kind === "amount"
      ? new ClosedSchedule(profile.requests, profile.rps)
      : new ArrivalSchedule((elapsedMs) => rateAt(profile, elapsedMs), durationMs(profile))
  schedule.multiply(crowdFactor)
  return schedule
}

function usersOf({ journey, target, seed, loadId, clientSecret }: GeneratorOrder): VirtualUsers {
  const host = new URL(target.origin).host
  const compiled = {
    setup: (journey.setup ?? []).map((step) => compileStep(step, host)),
    steps: journey.steps.map((step) => compileStep(step, host)),
  }
  const identityLine = (index: number) => {
    const id = `${loadId}-${index}`
    const signature = createHmac("sha256", clientSecret).update(id).digest("hex")
    return `${clientIdentityHeader}: ${id}.${signature}\r\n`
  }
  return new VirtualUsers({
    bound: mostVirtualUsers,
    // Weyl sequence: neighbouring users must not throw neighbouring dice.
    create: (index) =>
      new VirtualUser(compiled, seededRng(seed + Math.imul(index, 0x9e3779b1)), identityLine(index)),
  })
}

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}

async function start(order: GeneratorOrder): Promise<void> {
  const { target, timeoutMs, maxConnections } = order
  if (order.measures) goFirst()
  const address = new FreshAddress(clock, target, order.allowedHosts)
  await address.resolve()
  const users = usersOf(order)
  run = LoadRun.start({
    clock,
    schedule: scheduleOf(order),
    users,
    cpuSeconds,
    pool: (onEnd) =>
      new ConnectionPool<Flight>({
        url: target.origin,
        maxConnections,
        timeoutMs,
        endpoint: () => ({ host: address.current, port: target.port }),
        onEnd(flight, outcome) {
          if (outcome.kind === "refused" || outcome.kind === "timeout") address.doubt()
          onEnd(flight, outcome)
        },
      }),
    onDelta: (delta) => tell({ type: "delta", delta }),
    onEnd() {
      process.send?.({ type: "ended" } satisfies FromGenerator, () => process.exit(0))
    },
  })
  tell({ type: "started" })
}

process.on("message", (message: ToGenerator) => {
  heardAtMs = clock.monotonic()
  switch (message.type) {
    case "start":
      start(message.order).catch((error: unknown) => {
        console.error(error instanceof Error ? error.message : String(error))
        process.exit(1)
      })
      return
    case "rate":
      run?.setRate(message.rps, message.maxConnections)
      return
    case "crowd":
      tell({ type: "crowded", at: run?.multiply(message.factor, message.maxConnections) ?? clock.now() })
      return
    case "stop":
      if (run === undefined) process.exit(0)
      run.stop()
      return
    case "heartbeat":
      return
    default:
      message satisfies never
  }
})
process.on("disconnect", () => process.exit(0))
// Ctrl-C reaches the whole process group; the control plane decides when we end.
process.on("SIGINT", () => {})
process.on("SIGTERM", () => process.exit(0))

clock.every(heartbeatMs, () => {
  if (clock.monotonic() - heardAtMs < controlPlaneSilentMs) return
  console.error(`The control plane said nothing for ${controlPlaneSilentMs / 1000} s`)
  process.exit(1)
})
