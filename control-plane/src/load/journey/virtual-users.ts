import { Queue } from "./queue.ts"
import type { VirtualUser } from "./virtual-user.ts"

/** While others only think, a new customer comes with one arrival in so many. */
const arrivalsPerNewcomer = 10
/** And only while fewer than that many are being let in. */
const settingUpAtOnce = 8

/**
 * Who is free to make the next request. Customers in the middle of a visit go first, the longest waiting of them; then those
 * between two visits, whoever came last. So after a stall, in which every arrival needed somebody new, all finish what they
 * began, and only as many come back as the load needs. Those who think sit in a heap, the one who is ready next on top.
 *
 * When nobody is free a new customer comes to the door, up to a bound. As long as others only think, that is one arrival in
 * ten, a few at a time, and the others cut somebody's thinking short: otherwise every load would begin with a storm of
 * registrations. Who was turned away waits at the door in place of somebody new: refusals are quick, and those who are refused
 * would soon make all the requests there are.
 */
export class VirtualUsers {
  readonly #create: (index: number) => VirtualUser
  readonly #bound: number
  readonly #underway = new Queue<VirtualUser>()
  readonly #betweenVisits: VirtualUser[] = []
  readonly #thinking: VirtualUser[] = []
  readonly #atTheDoor: VirtualUser[] = []
  readonly #settingUp = new Set<VirtualUser>()
  #count = 0
  #arrivalsSinceNewcomer = 0

  constructor(options: { readonly create: (index: number) => VirtualUser; readonly bound: number }) {
    this.#create = options.create
    this.#bound = options.bound
  }

  /** How many there are, busy, thinking or idle. */
  get count(): number {
    return this.#count
  }

  /** @returns null when all are busy and no more may come */
  take(nowMs: number): VirtualUser | null {
    this.#arrivalsSinceNewcomer += 1
    while ((this.#thinking[0]?.readyAtMs ?? Number.POSITIVE_INFINITY) <= nowMs) {
      this.#ready(this.#popThinking())
    }
    return (
      this.#underway.shift() ??
      this.#betweenVisits.pop() ??
      this.#newcomer() ??
      (this.#thinking.length > 0 ? this.#popThinking() : null)
    )
  }

  /** Gives one back, who thinks first. */
  release(user: VirtualUser, nowMs: number, thinkTimeMs: number): void {
    const isTurnedAway = user.isSettingUp && !user.isUnderway
    if (isTurnedAway || !user.isSettingUp) this.#settingUp.delete(user)
    if (thinkTimeMs <= 0 || isTurnedAway) {
      this.#ready(user)
      return
    }
    user.readyAtMs = nowMs + thinkTimeMs
    this.#pushThinking(user)
  }

  #ready(user: VirtualUser): void {
    if (user.isUnderway) this.#underway.push(user)
    else if (user.isSettingUp) this.#atTheDoor.push(user)
    else this.#betweenVisits.push(user)
  }

  #newcomer(): VirtualUser | undefined {
    const mayComeYet =
      this.#thinking.length === 0 ||
      (this.#arrivalsSinceNewcomer >= arrivalsPerNewcomer && this.#settingUp.size < settingUpAtOnce)
    if (!mayComeYet) return undefined
    const user =
      this.#atTheDoor.pop() ?? (this.#count < this.#bound ? this.#create(++this.#count) : undefined)
    if (user === undefined) return undefined
    this.#arrivalsSinceNewcomer = 0
    if (user.isSettingUp) this.#settingUp.add(user)
    return user
  }

  #pushThinking(user: VirtualUser): void {
    const heap = this.#thinking
    let at = heap.push(user) - 1
    while (at > 0) {
      const parent = (at - 1) >> 1
      const above = heap[parent] as VirtualUser
      if (above.readyAtMs <= user.readyAtMs) break
      heap[at] = above
      at = parent
    }
    heap[at] = user
  }

  #popThinking(): VirtualUser {
    const heap = this.#thinking
    const top = heap[0] as VirtualUser
    const last = heap.pop() as VirtualUser
    if (heap.length === 0) return top
    let at = 0
    for (;;) {
      let child = 2 * at + 1
      if (child >= heap.length) break
      const right = heap[child + 1]
      if (right !== undefined && right.readyAtMs < (heap[child] as VirtualUser).readyAtMs) child += 1
      const below = heap[child] as VirtualUser
      if (last.readyAtMs <= below.readyAtMs) break
      heap[at] = below
      at = child
    }
    heap[at] = last
    return top
  }
}
