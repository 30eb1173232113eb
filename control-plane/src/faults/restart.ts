import { type EndedUndo, endEach, endedInstances } from "./ended-instances.ts"
import type { FaultDefinition } from "./fault-definition.ts"
import { enumeration } from "./voice.ts"

/** A graceful restart, all chosen ones at the same time. Over when they are ready again. */
export const restart: FaultDefinition<"restart", typeof EndedUndo> = {
  ...endedInstances,
  kind: "restart",
  group: "servers",
  title: { en: "A server restarts", de: "Ein Server startet neu" },
  hint: { en: "finishes its work, then starts anew", de: "beendet seine Arbeit und startet neu" },
  description: {
    en: "A server finishes what it is doing, ends and starts again, as with an update. The others take over meanwhile.",
    de: "Ein Server beendet, was er gerade tut, und startet neu, wie bei einem Update. Die anderen übernehmen solange.",
  },
  defaults: {},
  injectWithinMs: 30_000,

  whyNot: ({ platform }) => platform("restart"),
  effect(_params, hit) {
    const who = enumeration(hit)
    return hit.length === 1
      ? { en: `${who.en} restarts.`, de: `${who.de} startet neu.` }
      : { en: `${who.en} restart at the same time.`, de: `${who.de} starten gleichzeitig neu.` }
  },
  undo: () => ({
    en: "It comes back by itself; healing makes sure that it does.",
    de: "Er kommt von selbst zurück; heilen stellt sicher, dass er es tut.",
  }),

  inject: (context, { instances }) =>
    endEach(
      context,
      instances.map(({ id }) => id),
      (id) => context.starter.restart(id),
    ),
}
