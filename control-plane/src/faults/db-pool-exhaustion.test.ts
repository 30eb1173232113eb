import { expect, test } from "vitest"
import { describeConformance, oneOfA } from "./conformance.ts"
import { operator, Stage, service, targetOf } from "./testing/stage.ts"

describeConformance({
  request: { kind: "db-pool-exhaustion", params: {}, target: oneOfA },
  async affected(stage, id) {
    return stage.platform.pid(id) !== undefined && (await stage.ask(id, "/db")).status === 503
  },
})

test("some connections left mean some service left", async () => {
  const stage = await Stage.open()
  try {
    const { faults } = stage.live()
    const request = { kind: "db-pool-exhaustion", params: { connections: 7 }, target: oneOfA } as const
    expect(faults.preview(request).effect.de).toBe(
      "7 Datenbankverbindungen von a-2 werden belegt, benutzte, sobald sie frei sind.",
    )
    await faults.inject(request, operator)
    expect((await stage.ask("a-2", "/db")).status).toBe(200)
  } finally {
    await stage.close()
  }
})

test.each(["db-pool-exhaustion", "db-latency"] as const)(
  "%s needs a service with a database",
  async (kind) => {
    const stage = await Stage.open()
    try {
      const { database: _none, ...bare } = service("b")
      const { faults } = stage.live({ target: targetOf([service("a"), bare]) })
      const params = kind === "db-latency" ? { delayMs: 100 } : {}
      expect(faults.kinds().find((info) => info.kind === kind)?.targets).toEqual(["a"])
      expect(() =>
        faults.preview({ kind, params, target: { service: "b", instances: 1 } } as Parameters<
          typeof faults.preview
        >[0]),
      ).toThrow("b has no database of its own.")
    } finally {
      await stage.close()
    }
  },
)
