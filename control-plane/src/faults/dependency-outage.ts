import { Type } from "typebox"
import type { FaultDefinition } from "./fault-definition.ts"

const OutageUndo = Type.Object({ dependency: Type.String() })

/** A database or a cache is not there, for everybody at once. Its data are safe: what was stored is there again afterwards. */
export const dependencyOutage: FaultDefinition<"dependency-outage", typeof OutageUndo> = {
  kind: "dependency-outage",
  group: "behind",
  title: { en: "The database or the cache is away", de: "Datenbank oder Zwischenspeicher ist weg" },
  hint: { en: "nobody can ask it for anything", de: "niemand kann sie etwas fragen" },
  description: {
    en: "What all servers depend on is suddenly not there. Customers should hear so at once, and nobody should have to be restarted when it returns.",
    de: "Worauf alle Server angewiesen sind, ist plötzlich nicht da. Kunden sollen das sofort erfahren, und kehrt es zurück, soll niemand neu gestartet werden müssen.",
  },
  defaults: { mode: "gone" },
  undoRecord: OutageUndo,
  followsNewInstances: false,
  hits: "dependency",
  endsProcesses: false,
  freezesProcesses: false,
  /** After a crash a database first replays its log. */
  revertWithinMs: 60_000,

  whyNot: ({ platform }) => platform("dependencies"),
  requestedPercent: () => null,
  effect({ mode }, hit) {
    const [name] = hit
    return mode === "silent"
      ? {
          en: `${name} takes connections and answers nobody.`,
          de: `${name} nimmt Verbindungen an und antwortet niemandem.`,
        }
      : {
          en: `${name} ends as in a crash; whoever asks it is refused.`,
          de: `${name} endet wie bei einem Absturz; wer fragt, wird abgewiesen.`,
        }
  },
  undo: (_params, [name]) => ({
    en: `Healing brings ${name} back with everything it had stored.`,
    de: `Heilen bringt ${name} zurück, mit allem, was gespeichert war.`,
  }),
  manualRemedy: ({ dependency }) =>
    `Start ${dependency} again by hand (docker unpause and docker start for containers), or restart Gameday.`,

  async prepare({ service }) {
    return { dependency: service }
  },
  async inject({ dependencies, clock, signal }, { dependency }, { mode = "gone" }) {
    signal.throwIfAborted()
    await dependencies.takeAway(dependency, mode)
    return clock.now()
  },
  revert({ dependencies }, { dependency }) {
    return dependencies.giveBack(dependency)
  },
  /** Running is not enough: it has to answer. */
  async verify({ dependencies }, { dependency }) {
    return (await dependencies.isMissing(dependency)) ? [`${dependency} does not answer`] : []
  },
  /** Somebody else brought it back. */
  async recovered({ dependencies }, { dependency }) {
    return !(await dependencies.isMissing(dependency))
  },
}
