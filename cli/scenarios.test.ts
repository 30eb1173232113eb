import { spawn, spawnSync } from "node:child_process"
import { once } from "node:events"
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { scripts } from "./completion-scripts.ts"

const scenarios = join(resolve(import.meta.dirname, ".."), "scenarios")

let home: string
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "gameday-cli-"))
})
afterEach(() => {
  rmSync(home, { recursive: true, force: true })
})

/** Runs the real command in a process of its own, on a machine without a stage. */
async function gameday(args: readonly string[], environment: Record<string, string> = {}) {
  const child = spawn(process.execPath, [join(import.meta.dirname, "gameday.mjs"), ...args], {
    cwd: home,
    env: { PATH: process.env.PATH, HOME: home, GAMEDAY_DATA_DIR: home, ...environment },
  })
  let out = ""
  let err = ""
  child.stdout.on("data", (chunk) => (out += chunk))
  child.stderr.on("data", (chunk) => (err += chunk))
  const [code] = (await once(child, "close")) as [number]
  return { code, out, err }
}

describe("words besides options", () => {
  test.each([
    [["status", "product"], /"gameday status" takes nothing besides options, "product" is too much/],
    [["completion", "bash", "zsh"], /takes one shell, "zsh" is too much/],
    [["completion"], /"gameday completion" needs <shell>/],
  ])("%o: one sentence that helps, exit code 64", async (args, sentence) => {
    const { code, err } = await gameday(args)
    expect([code, err]).toEqual([64, expect.stringMatching(sentence)])
    expect(err).toMatch(/gameday \w+ --help/)
  })

  test("stand in the usage line", async () => {
    expect((await gameday(["validate", "--help"])).out).toMatch(
      /^Usage: gameday validate \[file\|name\.\.\.\] \[options\]/,
    )
    expect((await gameday(["completion", "--help"])).out).toMatch(
      /^Usage: gameday completion <shell> \[options\]/,
    )
  })
})

describe("gameday validate", () => {
  test("takes every shipped scenario", async () => {
    const { code, out } = await gameday(["validate"])
    expect(code).toBe(0)
    expect(out).toMatch(/black-friday\.yaml: can be run\n/)
    expect(out).not.toMatch(/target\.yaml/)
  })

  test("names every problem of a file with its line and column, and ends with 1", async () => {
    const right = readFileSync(join(scenarios, "ha-demo-3min.yaml"), "utf8")
    const wrong = right
      .replace("kind: abort", "kind: abrot")
      .replace("    seconds: 60\n", "    seconds: soon\n")
    writeFileSync(join(home, "mine.yaml"), wrong)
    const lineOf = (text: string) => wrong.split("\n").findIndex((line) => line.includes(text)) + 1
    const { code, out } = await gameday(["validate", "black-friday", "mine.yaml"])
    expect(code).toBe(1)
    expect(out.split("\n").slice(1, 3)).toEqual([
      `mine.yaml:${lineOf("soon")}:14: sections/0/seconds must be number`,
      `mine.yaml:${lineOf("abrot")}:11: sections/2/steps/0/inject does not know the kind "abrot"`,
    ])
    const asJson = await gameday(["validate", "mine.yaml", "--json"])
    expect(JSON.parse(asJson.out)).toMatchObject([
      { file: "mine.yaml", line: lineOf("soon"), column: 14, path: "/sections/0/seconds" },
      { line: lineOf("abrot") },
    ])
  })

  test("says what is meant when there is no such file", async () => {
    const { code, err } = await gameday(["validate", "black-fryday"])
    expect([code, err]).toEqual([64, expect.stringContaining('Did you mean "black-friday"?')])
  })
})

describe("gameday list", () => {
  test("knows the scenarios, in German where people speak it", async () => {
    const { code, out } = await gameday(["list"])
    expect(code).toBe(0)
    expect(out).toMatch(/^ha-demo-3min +3 min +High availability in 3 minutes +rps=100$/m)
    expect((await gameday(["list"], { LANG: "de_DE.UTF-8" })).out).toMatch(/Hochverfügbarkeit in 3 Minuten/)
    const listed = JSON.parse((await gameday(["list", "--json"])).out) as {
      name: string
      plannedSeconds: number
    }[]
    expect(listed.find(({ name }) => name === "agenda-15min")?.plannedSeconds).toBe(900)
  })
})

describe("gameday completion", () => {
  /** What bash offers after these words. */
  async function offered(...words: string[]): Promise<string[]> {
    const { out } = await gameday(["completion", "bash"])
    const line = words.map((word) => JSON.stringify(word)).join(" ")
    const script = `${out}
COMP_WORDS=(gameday ${line}); COMP_CWORD=${words.length}; _gameday; printf '%s\\n' "\${COMPREPLY[@]}"`
    const { stdout } = spawnSync("bash", ["-c", script], { cwd: home, encoding: "utf8" })
    return stdout.split("\n").filter((word) => word !== "")
  }

  test("completes commands, options, scenarios and files in bash", async () => {
    expect(await offered("va")).toEqual(["validate"])
    expect(await offered("run", "--j")).toEqual(["--junit", "--json"])
    copyFileSync(join(scenarios, "black-friday.yaml"), join(home, "black-out.yaml"))
    expect((await offered("validate", "black")).toSorted()).toEqual(["black-friday", "black-out.yaml"])
    expect(await offered("completion", "")).toEqual(["bash", "zsh", "fish", "--help"])
  })

  test("has a script for zsh and one for fish, of the same commands", async () => {
    const zsh = await gameday(["completion", "zsh"])
    expect(zsh.out).toMatch(/^#compdef gameday\n/)
    expect(zsh.out).toMatch(/^ +validate\) compadd -- .*black-friday.*--json --help; _files ;;$/m)
    const fish = await gameday(["completion", "fish"])
    expect(fish.out).toMatch(/__fish_use_subcommand -a validate -d 'check /)
    expect(fish.out).toMatch(/__fish_seen_subcommand_from validate" -a '.*black-friday/)
    expect((await gameday(["completion", "tcsh"])).code).toBe(64)
  })

  test("quotes what a summary may hold", () => {
    const command = { name: "go", summary: "it's on", options: [], words: [], files: false }
    expect(scripts.zsh([command])).toContain(`'go:it'\\''s on'`)
  })
})
