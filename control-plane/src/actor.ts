/** Who asked for something. */
export interface Actor {
  readonly role: "operator" | "viewer" | "gameday"
  /** Whose token it was, when the configuration gives tokens names. */
  readonly name?: string
  /** Address the command came from; empty for Gameday itself. */
  readonly address: string
}

/** Who acts when nobody asked: times to live, recoveries, restarts, the guard. */
export const gameday: Actor = { role: "gameday", address: "" }

/** As the timeline shows it: the name, when there is one. */
export function nameOf({ role, name }: Actor): string {
  return name ?? role
}
