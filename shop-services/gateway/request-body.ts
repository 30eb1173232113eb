import type { IncomingMessage } from "node:http"

/** A body small enough to hold can be sent again to another instance; a larger one is passed on as it comes. */
export const replayableBytes = 64 * 1024

export type RequestBody =
  | { readonly kind: "none" }
  | { readonly kind: "whole"; readonly bytes: Buffer }
  | { readonly kind: "stream"; readonly stream: IncomingMessage }

/**
 * Takes a customer's body, unparsed.
 *
 * @throws Error when the customer hangs up in the middle
 */
export async function takeBody(request: IncomingMessage): Promise<RequestBody> {
  const length = request.headers["content-length"]
  if (request.headers["transfer-encoding"] !== undefined) return { kind: "stream", stream: request }
  if (length === undefined || length === "0") return { kind: "none" }
  if (Number(length) > replayableBytes) return { kind: "stream", stream: request }
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return { kind: "whole", bytes: chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks) }
}
