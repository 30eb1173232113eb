import { Readable } from "node:stream"
import type { Pace } from "./faults.ts"

const slicesPerSecond = 10

/** The same bytes, at that pace. When the fault ends, the rest comes at once. */
export function trickle(body: string | Uint8Array | Readable, pace: Pace): Readable {
  const chunks = body instanceof Readable ? body : [body]
  return Readable.from(sliced(chunks, pace), { objectMode: false })
}

async function* sliced(
  chunks: Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>,
  pace: Pace,
): AsyncGenerator<Buffer> {
  const size = Math.max(1, Math.floor(pace.bytesPerSecond / slicesPerSecond))
  for await (const chunk of chunks) {
    const bytes = Buffer.from(chunk)
    for (let at = 0; at < bytes.length; at += size) {
      const slice = bytes.subarray(at, at + size)
      await pace.wait((1000 * slice.length) / pace.bytesPerSecond)
      yield slice
    }
  }
}
