import { expect, test } from "vitest"
import { hashPassword, verifyPassword } from "./password.ts"

test("a password fits its own hash and no other's", async () => {
  const hash = await hashPassword("correct horse")
  expect(await verifyPassword("correct horse", hash)).toBe(true)
  expect(await verifyPassword("correct horses", hash)).toBe(false)
})

test("a crowd at the door is turned away at once, and those who are let in are served", async () => {
  const crowd = await Promise.allSettled(Array.from({ length: 100 }, () => hashPassword("correct horse")))
  const turnedAway = crowd.filter(({ status }) => status === "rejected")
  expect(turnedAway.length).toBeGreaterThan(50)
  expect(turnedAway[0]).toMatchObject({
    reason: { code: "too_many_requests", headers: { "retry-after": "1" } },
  })
  expect(await hashPassword("correct horse")).toMatch(/^scrypt\$/)
})
