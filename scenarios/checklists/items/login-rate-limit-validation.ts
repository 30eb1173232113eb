import { expect } from "@playwright/test"
import { type Check, freshUsername } from "../check.ts"
import { shopAt } from "../shop.ts"

const password = "Checked-123!"
/** So many attempts a username has in 15 minutes. */
const attempts = 5

/** The security part of the demo, with an account of this look's own: the presenter keeps all attempts. */
export const loginRateLimitValidation: Check = async ({ page, stage }) => {
  const shop = shopAt(page, stage.shopUrl)
  await page.goto(stage.shopUrl)
  const username = freshUsername()
  const account = { username, password, email: `${username}@example.com` }
  const registered = await shop.post("/api/auth/register", account)
  expect(registered.status, `A customer can register (${registered.text})`).toBe(201)

  const { status, body } = await shop.post("/api/auth/login", { username, password })
  expect(status, "The login works").toBe(200)
  expect(body.token, "The login answers a JWT").toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/)
  expect((await shop.get("/api/users/me", String(body.token))).status, "The token opens the profile").toBe(
    200,
  )
  expect((await shop.get("/api/users/me", "not.a.token")).status, "A bad token opens nothing").toBe(401)

  for (let attempt = 2; attempt <= attempts; attempt++) {
    const refused = await shop.post("/api/auth/login", { username, password: "wrong" })
    expect(refused.status, `Attempt ${attempt} with a wrong password is refused`).toBe(401)
  }
  const limited = await shop.post("/api/auth/login", { username, password })
  expect(limited.status, `Attempt ${attempts + 1} is one too many`).toBe(429)
  expect(Number(limited.retryAfter), "It says when to try again").toBeGreaterThan(0)

  const invalid = await shop.post("/api/auth/register", { ...account, username: "ab" })
  expect(invalid.status, "A username of two letters is refused").toBe(400)
  expect(invalid.text, "The refusal names the field").toContain("/body/username")
}
