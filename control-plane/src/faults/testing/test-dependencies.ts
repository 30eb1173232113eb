const connections = 8
const patienceMs = 200
const cachedItems = 10

/** Something like a pool of connections to a database that knows every answer: real waiting, real giving up. */
export class TestDatabase {
  delayMs = 0
  #free = connections
  readonly #waiting: (() => void)[] = []

  /** Asks something on a connection. @returns false when none became free in time */
  async query(): Promise<boolean> {
    if (!(await this.#taken(patienceMs))) return false
    await new Promise((resolve) => setTimeout(resolve, this.delayMs))
    this.#giveBack()
    return true
  }

  /** Takes connections, and keeps them. @returns what gives them back */
  holdBack(count: number): () => void {
    let wanted = true
    let held = 0
    for (let i = 0; i < count; i++) {
      void this.#taken(Number.POSITIVE_INFINITY).then(() => {
        if (wanted) held++
        else this.#giveBack()
      })
    }
    return () => {
      wanted = false
      for (; held > 0; held--) this.#giveBack()
    }
  }

  async #taken(withinMs: number): Promise<boolean> {
    if (this.#free > 0) {
      this.#free--
      return true
    }
    return new Promise((resolve) => {
      const take = () => {
        clearTimeout(timer)
        resolve(true)
      }
      const giveUp = () => {
        this.#waiting.splice(this.#waiting.indexOf(take), 1)
        resolve(false)
      }
      const timer = withinMs === Number.POSITIVE_INFINITY ? undefined : setTimeout(giveUp, withinMs)
      this.#waiting.push(take)
    })
  }

  #giveBack() {
    const next = this.#waiting.shift()
    if (next === undefined) this.#free++
    else next()
  }
}

/** A cache of ten items, full at first. */
export class TestCache {
  readonly #items = new Set(Array.from({ length: cachedItems }, (_, item) => item))
  #asked = 0

  get size(): number {
    return this.#items.size
  }

  /** Needs the next item and has it from then on. */
  ask(): void {
    this.#items.add(this.#asked++ % cachedItems)
  }

  flush(): void {
    this.#items.clear()
  }
}
