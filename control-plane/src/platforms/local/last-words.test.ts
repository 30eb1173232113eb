import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { lastWords } from "./last-words.ts"

describe("lastWords", () => {
  let folder: string
  let file: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "gameday-words-"))
    file = join(folder, "x.log")
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  it("reduces JSON lines to what they say, and quotes other lines as they are", () => {
    writeFileSync(
      file,
      '{"level":30,"msg":"starting"}\n{"level":50,"msg":"failed","err":{"message":"no bread"}}\n  at x\n',
    )
    expect(lastWords(file)).toContain('"starting | failed: no bread | at x"')
  })

  it("quotes the end of a long log, and says where all of it is", () => {
    writeFileSync(file, Array.from({ length: 1000 }, (_, line) => `line ${line}`).join("\n"))
    expect(lastWords(file)).toContain("line 999")
    expect(lastWords(file)).not.toContain("line 990 ")
    expect(lastWords(file)).toContain(file)
  })

  it("says so when nothing was written", () => {
    expect(lastWords(file)).toBe(`It wrote nothing to ${file}.`)
  })
})
