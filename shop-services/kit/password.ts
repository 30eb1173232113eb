import { randomBytes, scrypt, timingSafeEqual } from "node:crypto"
import { ShopError } from "./errors.ts"

/*
 * scrypt with N = 2^13: about 20 ms and 8 MB per hash, off the event loop. That is less than one would choose for
 * a public shop (2^17); here every virtual user of a load registers once on the same machine that is measured.
 * The cost is written into each hash, so raising it later leaves old passwords valid.
 */
const costLog2 = 13
const blockSize = 8
const keyBytes = 32
/** More at once would only take turns on the CPU, hold 8 MB each and starve the thread pool. */
const maxConcurrent = 2
/**
 * About a fifth of a second of work, more on a busy machine. Whoever came after that would wait for an answer that nobody
 * reads any more: a crowd at the door would keep the processor busy with hashes for nothing.
 */
const maxWaiting = 16

let running = 0
const waiting: (() => void)[] = []

/**
 * @returns `scrypt$<log2 N>$<salt>$<key>`, base64
 * @throws ShopError too_many_requests when too many wait already
 */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  const key = await derive(password, salt, costLog2)
  return `scrypt$${costLog2}$${salt.toString("base64")}$${key.toString("base64")}`
}

/**
 * Takes as long for a wrong password as for the right one.
 *
 * @throws ShopError too_many_requests when too many wait already
 */
export async function verifyPassword(password: string, hash: string): Promise<boolean> {
  const [scheme, cost, salt, key] = hash.split("$")
  if (scheme !== "scrypt" || cost === undefined || salt === undefined || key === undefined) {
    throw new Error("A stored password hash is malformed.")
  }
  const expected = Buffer.from(key, "base64")
  const actual = await derive(password, Buffer.from(salt, "base64"), Number(cost))
  return timingSafeEqual(actual, expected)
}

async function derive(password: string, salt: Buffer, log2: number): Promise<Buffer> {
  if (waiting.length >= maxWaiting) {
    throw new ShopError(
      "too_many_requests",
      "Too many customers want in at this moment. Try again in a second.",
      {
        headers: { "retry-after": "1" },
      },
    )
  }
  if (running >= maxConcurrent) await new Promise<void>((resolve) => waiting.push(resolve))
  else running++
  try {
    return await new Promise<Buffer>((resolve, reject) => {
      scrypt(password.normalize("NFKC"), salt, keyBytes, { N: 2 ** log2, r: blockSize }, (error, key) => {
        if (error === null) resolve(key)
        else reject(error)
      })
    })
  } finally {
    // The place goes to the next in line, or is given back.
    const next = waiting.shift()
    if (next === undefined) running--
    else next()
  }
}
