import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { type Static, Type } from "typebox"
import { Check } from "typebox/value"

/** Where a running stage can be reached, for programs of the same user on the same machine, such as `npx gameday heal`. */
export const StageFile = Type.Object({
  url: Type.String(),
  operatorToken: Type.String(),
  viewerToken: Type.String(),
  /** Of the control plane: when it is gone, the file is left over from a stage that was killed. */
  pid: Type.Integer({ minimum: 1 }),
})
export type StageFile = Static<typeof StageFile>

const fileIn = (dataDir: string) => join(dataDir, "stage.json")

/** Readable by its owner only. Never half-written. */
export function writeStageFile(dataDir: string, content: StageFile): void {
  const file = fileIn(dataDir)
  rmSync(`${file}.new`, { force: true })
  writeFileSync(`${file}.new`, `${JSON.stringify(content)}\n`, { mode: 0o600 })
  renameSync(`${file}.new`, file)
}

/** @returns undefined when there is none, or none that can be understood */
export function readStageFile(dataDir: string): StageFile | undefined {
  try {
    const content: unknown = JSON.parse(readFileSync(fileIn(dataDir), "utf8"))
    return Check(StageFile, content) ? content : undefined
  } catch {
    return undefined
  }
}

/** Removes the file when it speaks of this process; another stage's stays. */
export function removeStageFile(dataDir: string, pid: number): void {
  if (readStageFile(dataDir)?.pid === pid) rmSync(fileIn(dataDir), { force: true })
}
