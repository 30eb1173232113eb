import { spawn } from "node:child_process"
import { once } from "node:events"
import { mkdtempSync, rmSync, statSync } from "node:fs"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { FaultRecord, HealReport } from "@gameday/contract"
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { removeStageFile, writeStageFile } from "../control-plane/src/stage-file.ts"

const token = "operator-token-of-a-test"
const verified: HealReport = { healed: 2, failed: 0, verified: true, tookMs: 412, residue: [] }

let home: string
const closing: (() => void)[] = []
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "gameday-cli-"))
})
afterEach(() => {
  for (const close of closing.splice(0)) close()
  rmSync(home, { recursive: true, force: true })
})

/** Runs the real command in a process of its own, as somebody whose machine has no other stage. */
async function gameday(args: readonly string[], environment: Record<string, string> = {}) {
  const child = spawn(process.execPath, [join(import.meta.dirname, "gameday.mjs"), ...args], {
    env: { PATH: process.env.PATH, HOME: home, GAMEDAY_DATA_DIR: home, ...environment },
  })
  let out = ""
  let err = ""
  child.stdout.on("data", (chunk) => (out += chunk))
  child.stderr.on("data", (chunk) => (err += chunk))
  const [code] = (await once(child, "close")) as [number]
  return { code, out, err }
}

/** A control plane that has the given to say. */
async function stageSaying(report: HealReport, faults: Partial<FaultRecord>[] = []) {
  const asked: string[] = []
  const server = createServer(({ method, url, headers }, response) => {
    const say = (status: number, body: object) => response.writeHead(status).end(JSON.stringify(body))
    if (url === "/health") return say(200, { status: "up" })
    if (headers.authorization !== `Bearer ${token}`) return say(401, { code: "unauthenticated", message: "" })
    asked.push(`${method} ${url}`)
    return say(200, method === "DELETE" ? report : { faults })
  })
  server.listen(0, "127.0.0.1")
  await once(server, "listening")
  closing.push(() => server.close())
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, asked }
}

describe("gameday", () => {
  test("without a command says what there is", async () => {
    const { code, out } = await gameday([])
    expect(code).toBe(64)
    expect(out).toMatch(/heal .*every fault/)
    expect((await gameday(["--help"])).code).toBe(0)
    const help = await gameday(["heal", "--help"])
    expect(help.code).toBe(0)
    expect(help.out).toMatch(/--json/)
  })

  test.each([
    [["haul"], /no command "haul". Did you mean "heal"\?/],
    [["stat"], /Did you mean "status"\?/],
    [["xyzzy"], /There are: .*heal, status/],
    [["heal", "--everything"], /--everything.*gameday heal --help/],
    [["heal", "product"], /product.*gameday heal --help/],
  ])("%o: one sentence that helps, exit code 64", async (args, sentence) => {
    const { code, out, err } = await gameday(args)
    expect(code).toBe(64)
    expect(err).toMatch(sentence)
    expect(err).not.toMatch(/\n\s+at /)
    expect(out).toBe("")
  })
})

describe("gameday heal", () => {
  test("ends with 0 when nothing is left, and says how many and how long", async () => {
    const { url, asked } = await stageSaying(verified)
    const named = { GAMEDAY_URL: `${url}/ha-dashboard`, GAMEDAY_OPERATOR_TOKEN: token }
    const { code, out } = await gameday(["heal"], named)
    expect(code).toBe(0)
    expect(out).toBe("Healed 2 faults. Verified in 0.4 s: nothing is left on any instance.\n")
    expect(asked).toEqual(["DELETE /api/v1/faults"])
    expect(JSON.parse((await gameday(["heal", "--json"], named)).out)).toEqual(verified)
  })

  test("ends with 1 when something is left, and says what and what to do", async () => {
    const residue = ["latency k1 on a-1 is not reverted", "a-1 does not answer (timeout)"]
    const report: HealReport = { healed: 1, failed: 1, verified: false, tookMs: 18_200, residue }
    const { url } = await stageSaying(report, [{ manualRemedy: "Restart a-1." }, { manualRemedy: null }])
    const { code, out } = await gameday(["heal"], { GAMEDAY_URL: url, GAMEDAY_OPERATOR_TOKEN: token })
    expect(code).toBe(1)
    for (const line of ["Healed 1 of 2 faults in 18.2 s", ...residue, "Restart a-1."])
      expect(out).toContain(line)
  })

  test("ends with 2 when no stage runs, and when none answers where it should be", async () => {
    const nowhere = await gameday(["heal"])
    expect([nowhere.code, nowhere.err]).toEqual([2, expect.stringContaining("npm start")])
    const named = { GAMEDAY_URL: "http://127.0.0.1:1", GAMEDAY_OPERATOR_TOKEN: token }
    const silent = await gameday(["heal"], named)
    expect([silent.code, silent.err]).toEqual([2, expect.stringContaining("http://127.0.0.1:1")])
  })

  test("finds the local stage by the file it writes, and not when its process is gone", async () => {
    const { url } = await stageSaying(verified)
    const note = { url, operatorToken: token, viewerToken: "viewer", pid: process.pid }
    writeStageFile(home, note)
    expect(statSync(join(home, "stage.json")).mode & 0o777).toBe(0o600)
    expect((await gameday(["heal"])).code).toBe(0)
    removeStageFile(home, process.pid + 1)
    expect((await gameday(["heal"])).code).toBe(0)

    const short = spawn(process.execPath, ["-e", ""])
    await once(short, "exit")
    writeStageFile(home, { ...note, pid: short.pid ?? 0 })
    expect((await gameday(["heal"])).code).toBe(2)
    removeStageFile(home, short.pid ?? 0)
    expect((await gameday(["heal"])).err).toContain("No stage is running here")
  })

  test("says so when the token is not this stage's, and asks for one beside a URL", async () => {
    const { url } = await stageSaying(verified)
    const wrong = await gameday(["heal"], { GAMEDAY_URL: url, GAMEDAY_OPERATOR_TOKEN: "wrong" })
    expect([wrong.code, wrong.err]).toEqual([1, expect.stringContaining("GAMEDAY_OPERATOR_TOKEN")])
    const without = await gameday(["heal"], { GAMEDAY_URL: url })
    expect([without.code, without.err]).toEqual([64, expect.stringContaining("GAMEDAY_OPERATOR_TOKEN")])
  })
})
