import type { Clock } from "../clock.ts"

/** Runs one task after the other, in the order asked for. A task that fails does not keep the next from running. */
export class Serial {
  #tail: Promise<unknown> = Promise.resolve()
  #waiting = 0

  get busy(): boolean {
    return this.#waiting > 0
  }

  run<T>(task: () => Promise<T>): Promise<T> {
    this.#waiting++
    const result = this.#tail.then(task).finally(() => {
      this.#waiting--
    })
    // Whoever asked hears of the failure through `result`; the next task only has to wait.
    this.#tail = result.catch(() => undefined)
    return result
  }
}

/** Gives up waiting after `ms`. The work itself goes on: what we wait for may not be ours to cancel. */
export function withDeadline<T>(clock: Clock, ms: number, what: string, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(ms, () => reject(new Error(`${what} took longer than ${ms / 1000} s`)))
    work.then(resolve, reject).finally(cancel)
  })
}
