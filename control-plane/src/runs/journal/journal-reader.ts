import { createReadStream } from "node:fs"
import { createInterface } from "node:readline"
import { createGunzip } from "node:zlib"
import type { JournalLine } from "@gameday/contract"
import type { KeptJournal } from "../ports.ts"

/**
 * Reads a journal, line by line. A line that was torn, because the control plane died or the disk was full, is left out: the
 * others are worth reading all the same.
 */
export async function* readJournal({ file, gzipped }: KeptJournal): AsyncGenerator<JournalLine> {
  const stream = createReadStream(file)
  const input = gzipped ? stream.pipe(createGunzip()) : stream
  stream.on("error", (error) => input.destroy(error))
  for await (const text of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    const line = parse(text)
    if (line !== undefined) yield line
  }
}

function parse(line: string): JournalLine | undefined {
  try {
    return JSON.parse(line) as JournalLine
  } catch {
    return undefined
  }
}
