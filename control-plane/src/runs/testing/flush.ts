import type { FakeClock } from "../../testing/fake-clock.ts"

/** Lets everything that only waits for promises go on. */
export function flush(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve)
  })
}

/** Turns the clock in small steps, and lets what that sets off go on in between. */
export async function pass(clock: FakeClock, seconds: number): Promise<void> {
  for (let ms = 0; ms < seconds * 1000; ms += 100) {
    clock.advance(100)
    await flush()
  }
}
