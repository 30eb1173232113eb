import type { JourneyStep } from "@gameday/contract"
import { describe, expect, test } from "vitest"
import { seededRng } from "../../rng.ts"
import { compileStep } from "./compiled-step.ts"
import { type PreparedRequest, VirtualUser } from "./virtual-user.ts"
import { VirtualUsers } from "./virtual-users.ts"

const get = (name: string, more: Partial<JourneyStep> = {}): JourneyStep => ({
  name,
  method: "GET",
  path: `/${name}`,
  ...more,
})

function userOf(steps: JourneyStep[], setup: JourneyStep[] = [], seed = 1): VirtualUser {
  const compile = (step: JourneyStep) => compileStep(step, "shop")
  return new VirtualUser(
    { setup: setup.map(compile), steps: steps.map(compile) },
    seededRng(seed),
    "x-gameday-client: me\r\n",
  )
}

function request(user: VirtualUser): PreparedRequest {
  const prepared = user.next()
  if (prepared === null) throw new Error("no step can be sent")
  return prepared
}

/** Goes on for so many steps, each answered the same way; tells which steps were asked for. */
function walk(user: VirtualUser, count: number, status = 200, body: string | null = "{}"): string[] {
  return Array.from({ length: count }, () => {
    const { step } = request(user)
    user.answered(step, { status, body })
    return step.name
  })
}

const login = get("login", { capture: { token: "/token" } })
const pay = get("pay", { headers: { authorization: "Bearer {{token}}" } })

describe("a virtual user", () => {
  test("setup → visiting: setup once, then visit after visit", () => {
    const user = userOf([get("a"), get("b")], [get("register"), get("login")])
    expect(walk(user, 7)).toEqual(["register", "login", "a", "b", "a", "b", "a"])
  })

  test("setup → setup: a failed setup step begins again with the first", () => {
    const user = userOf([get("a")], [get("register"), get("login")])
    expect(walk(user, 1)).toEqual(["register"])
    expect(walk(user, 1, 500)).toEqual(["login"])
    expect(walk(user, 3)).toEqual(["register", "login", "a"])
  })

  test("visiting → visiting: a failed step begins the visit again, setup stays done", () => {
    const user = userOf([get("a"), get("b"), get("c")], [get("register")])
    walk(user, 2)
    expect(walk(user, 1, 503)).toEqual(["b"])
    expect(walk(user, 3)).toEqual(["a", "b", "c"])
  })

  test("visiting → visiting: so does one without an answer", () => {
    const user = userOf([get("a"), get("b")])
    walk(user, 1)
    const { step } = request(user)
    expect(user.answered(step, { status: null, body: null })).toBe(false)
    expect(walk(user, 2)).toEqual(["a", "b"])
  })

  test("visiting → setup: a 401 logs in again", () => {
    const user = userOf([get("a"), get("b")], [get("login")])
    walk(user, 2)
    expect(walk(user, 1, 401)).toEqual(["b"])
    expect(walk(user, 2)).toEqual(["login", "a"])
  })

  test("visiting → visiting: a 401 that was expected is none", () => {
    const user = userOf([get("bad-login", { expect: { status: [401] } }), get("b")], [get("login")])
    walk(user, 1)
    expect(walk(user, 2, 401)).toEqual(["bad-login", "b"])
  })

  test("says which request begins a visit: the first one sent after setup, or after a step that failed", () => {
    const user = userOf([get("a", { repeat: 2 }), get("b")], [get("register")])
    const begins = (status: number) => {
      const { step, beginsVisit } = request(user)
      user.answered(step, { status, body: "{}" })
      return beginsVisit
    }
    expect([200, 200, 200, 200, 200, 500, 200].map(begins)).toEqual([
      false, // register
      true, // a
      false, // a again
      false, // b
      true, // a
      false, // a again fails
      true,
    ])
  })

  test("keeps what it captured in setup, and forgets a visit's captures with the visit", () => {
    const user = userOf(
      [get("list", { capture: { id: "/id" } }), get("show", { path: "/show/{{id}}?t={{token}}" })],
      [login],
    )
    walk(user, 1, 200, '{"token":"abc"}')
    walk(user, 1, 200, '{"id":5}')
    expect(request(user).text).toContain("GET /show/5?t=abc HTTP/1.1\r\n")
    user.answered(request(user).step, { status: 500, body: "" })
    expect(user.lookup("id")).toBeUndefined()
    expect(user.lookup("token")).toBe("abc")
  })

  test("never sends a step whose capture is not there: it is left out", () => {
    const list = get("list", { capture: { id: "/items/*/id" } })
    const user = userOf([list, get("show", { path: "/show/{{id}}" }), get("bye")])
    expect(walk(user, 4, 200, '{"items":[]}')).toEqual(["list", "bye", "list", "bye"])
    expect(walk(user, 3, 200, '{"items":[{"id":1}]}')).toEqual(["list", "show", "bye"])
  })

  test("never sends an unresolved template, whatever fails", () => {
    const rng = seededRng(9)
    const user = userOf(
      [get("list", { capture: { id: "/id" } }), pay, get("show", { path: "/{{id}}" })],
      [login],
    )
    for (let i = 0; i < 2000; i++) {
      const { step, text } = request(user)
      expect(text).not.toMatch(/\{\{|undefined|null/)
      const body = rng() < 0.5 ? '{"token":"t","id":3}' : "{}"
      user.answered(step, { status: rng() < 0.7 ? 200 : 401, body })
    }
  })

  test("logs in again when a visit holds nothing that it could send", () => {
    const user = userOf([pay], [get("login", { capture: { token: "/tokens/*" } })])
    expect(walk(user, 2, 200, '{"tokens":[]}')).toEqual(["login", "login"])
    expect(walk(user, 3, 200, '{"tokens":["t"]}')).toEqual(["login", "pay", "pay"])
  })

  test("fails a step whose answer is not what it expects", () => {
    const steps = [get("a", { expect: { status: [200], bodyIncludes: "welcome" }, capture: { id: "/id" } })]
    const judge = (status: number, body: string) => {
      const user = userOf(steps)
      return user.answered(request(user).step, { status, body })
    }
    expect(judge(200, '{"id":1,"text":"welcome"}')).toBe(true)
    expect(judge(201, '{"id":1,"text":"welcome"}')).toBe(false)
    expect(judge(200, '{"id":1}')).toBe(false)
    expect(judge(200, '{"text":"welcome"}')).toBe(false)
    expect(() => judge(200, "welcome")).toThrow(SyntaxError)
  })

  test("tells which order an answer confirmed, and nothing when it was another answer", () => {
    const steps = [
      get("checkout", {
        expect: { status: [201] },
        confirms: { orderId: "/order/id", totalCents: "/order/totalCents" },
      }),
      get("bye"),
    ]
    const user = userOf(steps)
    const answer = (status: number | null, body: string) => {
      const good = user.answered(request(user).step, { status, body })
      return [good, user.told]
    }
    const body = '{"order":{"id":"o1","totalCents":1999}}'
    expect(answer(201, body)).toEqual([true, { orderId: "o1", totalCents: 1999 }])
    expect(answer(200, "")).toEqual([true, null])
    // Not confirmed, not answered, and confirmed without saying what: nobody was told of an order.
    expect(answer(500, body)).toEqual([false, null])
    expect(answer(null, "")).toEqual([false, null])
    expect(answer(201, '{"order":{"id":"o2"}}')).toEqual([false, null])
    expect(answer(201, '{"order":{"id":"o2","totalCents":"much"}}')).toEqual([false, null])
    expect(() => answer(201, "<html>")).toThrow(SyntaxError)
    expect(user.told).toBeNull()
  })

  test("takes a step as often as its weight and repeat say", () => {
    const user = userOf([get("always"), get("rare", { probability: 0.2 }), get("thrice", { repeat: 3 })])
    const names = walk(user, 8000)
    const count = (name: string) => names.filter((other) => other === name).length
    expect(count("thrice") / count("always")).toBeCloseTo(3, 1)
    expect(count("rare") / count("always")).toBeGreaterThan(0.15)
    expect(count("rare") / count("always")).toBeLessThan(0.25)
  })

  test("writes whole requests", () => {
    const body = { name: "Zoë", n: "{{random.int(1,1)}}" }
    const user = userOf([get("a", { method: "POST", body, headers: { accept: "application/json" } })])
    expect(request(user).text).toBe(
      "POST /a HTTP/1.1\r\nHost: shop\r\nConnection: keep-alive\r\nx-gameday-client: me\r\naccept: application/json\r\n" +
        'Content-Type: application/json\r\nContent-Length: 21\r\n\r\n{"name":"Zoë","n":1}',
    )
    expect(request(userOf([get("b", { method: "DELETE" })])).text).toMatch(
      /^DELETE \/b HTTP\/1\.1\r\n.*\r\n\r\n$/s,
    )
    expect(request(userOf([get("c", { method: "PUT" })])).text).toContain("Content-Length: 0\r\n\r\n")
  })

  test("lets no answer write headers into the next request", () => {
    const user = userOf([get("show", { headers: { authorization: "Bearer {{token}}" } })], [login])
    walk(user, 1, 200, JSON.stringify({ token: "x\r\nevil: 1\r\n\r\nGET /evil" }))
    expect(request(user).text).toContain("authorization: Bearer xevil: 1GET /evil\r\n")
  })
})

describe("the population", () => {
  const population = (bound = 1000) => {
    const users = new VirtualUsers({ create: () => userOf([get("a")]), bound })
    const take = (nowMs: number) => {
      const user = users.take(nowMs)
      if (user === null) throw new Error("nobody is free")
      return user
    }
    return { users, take }
  }

  test("grows only while all are busy", () => {
    const { users, take } = population()
    const [first, second] = [take(0), take(0)]
    users.release(first, 1, 0)
    expect(take(2)).toBe(first)
    users.release(second, 3, 0)
    users.release(first, 3, 0)
    // Whoever came back last is the next to begin a visit.
    expect([take(4), take(4), users.count]).toEqual([first, second, 2])
  })

  test("lets those in the middle of a visit finish it before anybody begins another", () => {
    const users = new VirtualUsers({ create: () => userOf([get("a"), get("b"), get("c")]), bound: 100 })
    const stepOf: string[] = []
    const crowd = Array.from({ length: 20 }, () => users.take(0) as VirtualUser)
    const answer = (user: VirtualUser) => {
      const { step } = request(user)
      stepOf.push(step.name)
      user.answered(step, { status: 200, body: null })
      users.release(user, 0, 0)
    }
    for (const user of crowd) answer(user)
    for (let i = 0; i < 60; i++) answer(users.take(0) as VirtualUser)
    const count = (name: string) => stepOf.filter((other) => other === name).length
    expect(users.count).toBe(20)
    expect(count("c") / count("a")).toBeGreaterThan(0.95)
  })

  test("lets everybody think for as long as they want, the first ready first", () => {
    const { users, take } = population()
    const all = [take(0), take(0), take(0), take(0)]
    for (const [index, thinkTimeMs] of [400, 100, 300, 200].entries()) {
      users.release(all[index] as VirtualUser, 0, thinkTimeMs)
    }
    expect([take(100), take(200), take(300), take(400)]).toEqual([all[1], all[3], all[2], all[0]])
  })

  test("those who are turned away at the door leave the requests to those who are in", () => {
    const create = () => userOf([get("a", { thinkTimeMs: 100 })], [get("register")])
    const users = new VirtualUsers({ create, bound: 1000 })
    const sent = { register: 0, a: 0 }
    const arrival = (nowMs: number, doorsOpen: boolean) => {
      const user = users.take(nowMs)
      if (user === null) throw new Error("nobody is free")
      const { step } = request(user)
      sent[step.name as "register" | "a"] += 1
      user.answered(step, { status: step.name === "a" || doorsOpen ? 200 : 503, body: null })
      users.release(user, nowMs, step.thinkTimeMs)
    }
    for (let now = 0; now < 1_000; now += 10) arrival(now, true)
    sent.register = 0
    sent.a = 0
    for (let now = 1_000; now < 2_000; now += 1) arrival(now, false)
    expect(sent.register).toBeGreaterThan(0)
    expect(sent.register / (sent.register + sent.a)).toBeLessThan(0.12)
  })

  test("lets only a few in at once while others think", () => {
    const create = () => userOf([get("a", { thinkTimeMs: 1_000_000 })], [get("register")])
    const users = new VirtualUsers({ create, bound: 1000 })
    const first = users.take(0) as VirtualUser
    for (const _step of ["register", "a"]) {
      const { step } = request(first)
      first.answered(step, { status: 200, body: null })
      users.release(first, 0, step.thinkTimeMs)
      if (step.name === "register") users.take(0)
    }
    // From now on registrations take for ever, and the one customer who is in thinks.
    for (let i = 0; i < 1000; i++) {
      const user = users.take(i)
      if (user === first) users.release(first, i, 1_000_000)
    }
    expect(users.count).toBeLessThanOrEqual(1 + 8)
  })

  test("brings a newcomer with every tenth arrival while others only think", () => {
    const { users, take } = population()
    for (let i = 0; i < 100; i++) users.release(take(i), i, 1_000_000)
    expect(users.count).toBe(10)
  })

  test("has a bound", () => {
    const { users, take } = population(2)
    const first = take(0)
    take(0)
    expect(users.take(0)).toBeNull()
    users.release(first, 0, 5_000)
    expect(users.take(1)).toBe(first)
  })
})
