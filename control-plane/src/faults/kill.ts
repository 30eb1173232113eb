import { type EndedUndo, endEach, endedInstances } from "./ended-instances.ts"
import type { FaultDefinition } from "./fault-definition.ts"
import { enumeration } from "./voice.ts"

/** SIGKILL. Its effect ends when the replacements are ready, so it is active until then. */
export const kill: FaultDefinition<"kill", typeof EndedUndo> = {
  ...endedInstances,
  kind: "kill",
  group: "servers",
  title: { en: "A server dies", de: "Ein Server stirbt" },
  hint: { en: "switched off without warning", de: "ohne Vorwarnung abgeschaltet" },
  description: {
    en: "A server is switched off without warning. The others take over, and it comes back by itself.",
    de: "Ein Server wird ohne Vorwarnung abgeschaltet. Die anderen übernehmen, und er kommt von selbst zurück.",
  },
  defaults: {},

  whyNot: ({ platform }) => platform("kill"),
  effect(_params, hit) {
    const who = enumeration(hit)
    return hit.length === 1
      ? { en: `${who.en} is killed.`, de: `${who.de} wird abgeschossen.` }
      : { en: `${who.en} are killed.`, de: `${who.de} werden abgeschossen.` }
  },
  undo: () => ({
    en: "Self-healing starts a replacement at once; healing by hand does the same.",
    de: "Die Selbstheilung startet sofort Ersatz; von Hand heilen bewirkt dasselbe.",
  }),

  inject: (context, { instances }) =>
    endEach(
      context,
      instances.map(({ id }) => id),
      (id) => context.killer.kill(id),
    ),
}
