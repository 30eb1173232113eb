import type { Localized } from "@gameday/contract"
import type { IconName } from "../ui/Icon.tsx"

/** How the stage talks about a kind of fault. */
export interface FaultPresentation {
  readonly icon: IconName
  /** Short, for bands on charts. */
  readonly band: Localized
  /** The command, naming the victims as `{who}`. */
  readonly command: Localized
  /** What we did, in the first person. */
  readonly did: Localized
  /** Headline of the incident it caused. */
  readonly incident: Localized
  /** What happens to a named victim, below its name. */
  readonly happens: Localized
  /**
   * leave       instances go away and others take over
   * stay        instances are hit and stay in rotation
   * dependency  a database, a cache or a provider as a whole
   * nobody      nothing is chosen: everybody feels it
   */
  readonly victims: "leave" | "stay" | "dependency" | "nobody"
}

/** Kinds of one group. */
export type Presentations = Readonly<Record<string, FaultPresentation>>
