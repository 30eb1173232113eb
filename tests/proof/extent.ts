/** `npm run test:proof` proves everything; `npm test` a sample that takes a minute. */
export const everything = process.env.GAMEDAY_PROOF === "all"

export function extent<T>(all: T, sample: T): T {
  return everything ? all : sample
}
