import { createHmac } from "node:crypto"
import { expect, test } from "vitest"
import { ClientIdentities } from "./client-identity.ts"
import { hashPassword, verifyPassword } from "./password.ts"
import { FakeClock } from "./testing/fake-clock.ts"
import { Tokens } from "./token.ts"

const secret = "a secret of the client header"
const identities = new ClientIdentities(secret)
const sign = (id: string, key = secret) => `${id}.${createHmac("sha256", key).update(id).digest("hex")}`

test("a signed header names the client", () => {
  const request = { headers: { "x-gameday-client": sign("vu-17") }, address: "10.0.0.1" }
  expect(identities.of(request)).toEqual({ kind: "signed", id: "vu-17" })
})

test.each([
  undefined,
  "",
  "vu-17",
  "vu-17.",
  sign("vu-17", "another secret"),
  `vu-18.${sign("vu-17").slice(6)}`,
])("with the header %s the address counts", (header) => {
  const request = { headers: { "x-gameday-client": header }, address: "10.0.0.1" }
  expect(identities.of(request)).toEqual({ kind: "address", id: "10.0.0.1" })
})

test("a pseudonym is stable, differs per client and does not show the address", () => {
  const a = identities.pseudonym({ kind: "address", id: "10.0.0.1" })
  expect(a).toBe(identities.pseudonym({ kind: "address", id: "10.0.0.1" }))
  expect(a).not.toBe(identities.pseudonym({ kind: "signed", id: "10.0.0.1" }))
  expect(a).not.toContain("10.0.0.1")
})

test("a password verifies against its own hash only, and hashes are salted", async () => {
  const [one, two] = await Promise.all([hashPassword("Secure123!"), hashPassword("Secure123!")])
  expect(one).not.toBe(two)
  expect(await verifyPassword("Secure123!", one)).toBe(true)
  expect(await verifyPassword("secure123!", one)).toBe(false)
})

test("many hashes at once all come out", async () => {
  const hashes = await Promise.all(Array.from({ length: 8 }, (_, i) => hashPassword(`password ${i}`)))
  expect(new Set(hashes).size).toBe(8)
})

test("a token is accepted for 24 h and refused after, and when it is not ours", async () => {
  const clock = new FakeClock()
  const rejected: string[] = []
  const tokens = new Tokens("a token secret", clock, (reason) => rejected.push(reason))
  const customer = { id: "5f1b", username: "admin" }
  const bearer = `Bearer ${await tokens.issue(customer)}`
  clock.advance(24 * 3_600_000 - 1_000)
  expect(await tokens.authenticate(bearer)).toEqual(customer)
  clock.advance(2_000)
  const foreign = await new Tokens("another secret", clock, () => {}).issue(customer)
  const unsigned = `${btoa('{"alg":"none"}')}.${btoa(`{"sub":"1","exp":9999999999}`)}.x`.replaceAll("=", "")
  for (const bad of [bearer, `Bearer ${foreign}`, `Bearer ${unsigned}`, "Basic x", undefined]) {
    await expect(tokens.authenticate(bad)).rejects.toMatchObject({ code: "unauthenticated", status: 401 })
  }
  expect(rejected).toEqual(["expired", "invalid", "invalid", "malformed", "missing"])
})
