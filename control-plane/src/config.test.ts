import { describe, expect, test } from "vitest"
import { readConfig } from "./config.ts"
import { GamedayError } from "./errors.ts"

const read = (environment: Record<string, string>) => readConfig(environment, "/somewhere")

describe("configuration", () => {
  test("has documented defaults and fresh tokens", () => {
    const config = read({})
    expect(config).toMatchObject({
      platform: "local",
      host: "127.0.0.1",
      port: 3001,
      idleLoadRps: 100,
      runsKept: 20,
    })
    expect(config.dataDir).toBe("/somewhere/.gameday")
    expect(config.operatorToken).not.toBe(config.viewerToken)
    expect(read({}).operatorToken).not.toBe(config.operatorToken)
  })

  test("names every wrong variable at once, and what it takes", () => {
    const wrong = {
      GAMEDAY_PLATFORM: "moon",
      GAMEDAY_PORT: "70000",
      GAMEDAY_OPERATOR_TOKEN: "short",
      GAMEDAY_GRAFANA_URL: "nowhere",
      GAMEDAY_RUNS_KEPT: "0",
    }
    try {
      read(wrong)
      expect.unreachable()
    } catch (error) {
      expect(error).toBeInstanceOf(GamedayError)
      const { message, details } = error as GamedayError
      expect(details?.map(({ path }) => path).sort()).toEqual(Object.keys(wrong).sort())
      expect(message).toMatch(/GAMEDAY_PLATFORM takes "local" or "docker", not "moon"/)
    }
  })

  test("gives operators names, and refuses lists that cannot tell them apart, without showing a token", () => {
    const anna = "anna:token-of-anna-0123"
    expect(read({ GAMEDAY_OPERATOR_TOKENS: `${anna}, Jürgen:token-of-j-01234567` }).namedOperators).toEqual([
      { name: "anna", token: "token-of-anna-0123" },
      { name: "Jürgen", token: "token-of-j-01234567" },
    ])
    expect(read({}).namedOperators).toEqual([])
    for (const wrong of [
      "anna",
      "anna:short",
      ":token-of-anna-0123",
      "gameday:token-of-anna-0123",
      `${anna},Anna:another-token-0123`,
      `${anna},ben:token-of-anna-0123`,
      `${anna},`,
    ]) {
      expect(() => read({ GAMEDAY_OPERATOR_TOKENS: wrong })).toThrow(/GAMEDAY_OPERATOR_TOKENS takes/)
      expect(() => read({ GAMEDAY_OPERATOR_TOKENS: wrong })).not.toThrow(/token-of-anna/)
    }
    expect(() => read({ GAMEDAY_OPERATOR_TOKENS: anna, GAMEDAY_VIEWER_TOKEN: "token-of-anna-0123" })).toThrow(
      /GAMEDAY_OPERATOR_TOKENS must differ/,
    )
  })

  test("refuses one token for both roles", () => {
    const token = "the-same-token-twice"
    expect(() => read({ GAMEDAY_OPERATOR_TOKEN: token, GAMEDAY_VIEWER_TOKEN: token })).toThrow(/must differ/)
  })
})
