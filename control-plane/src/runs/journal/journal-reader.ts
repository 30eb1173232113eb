import { createReadStream } from "node:fs"
import { createInterface } from "node:readline"
import { createGunzip } from "node:zlib"
import type { JournalLine } from "@gameday/contract"
import type { KeptJournal } from "../ports.ts"

/**
 * Reads a journal, line by line. A last line that was torn when the control plane died is left out.
 *
 * @throws SyntaxError when a line before the last is no JSON
 */
export async function* readJournal({ file, gzipped }: KeptJournal): AsyncGenerator<JournalLine> {
  const stream = createReadStream(file)
  const input = gzipped ? stream.pipe(createGunzip()) : stream
  stream.on("error", (error) => input.destroy(error))
  let held: string | undefined
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (held !== undefined) yield JSON.parse(held) as JournalLine
    held = line === "" ? undefined : line
  }
  const last = held === undefined ? undefined : parseLast(held)
  if (last !== undefined) yield last
}

function parseLast(line: string): JournalLine | undefined {
  try {
    return JSON.parse(line) as JournalLine
  } catch {
    return undefined
  }
}
