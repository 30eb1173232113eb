import { Type } from "typebox"
import type { FaultDefinition } from "./fault-definition.ts"
import { instanceNamed } from "./instances.ts"
import { enumeration } from "./voice.ts"

/** Who was killed, and how often each had been restarted until then: more restarts mean that a new process runs. */
const KillUndo = Type.Object({
  instances: Type.Array(Type.Object({ id: Type.String(), restarts: Type.Integer({ minimum: 0 }) })),
})

/** SIGKILL. Its effect ends when the replacements are ready, so it is active until then. */
export const kill: FaultDefinition<"kill", typeof KillUndo> = {
  kind: "kill",
  group: "servers",
  title: { en: "A server dies", de: "Ein Server stirbt" },
  hint: { en: "switched off without warning", de: "ohne Vorwarnung abgeschaltet" },
  description: {
    en: "A server is switched off without warning. The others take over, and it comes back by itself.",
    de: "Ein Server wird ohne Vorwarnung abgeschaltet. Die anderen übernehmen, und er kommt von selbst zurück.",
  },
  defaults: {},
  undoRecord: KillUndo,
  followsNewInstances: false,
  endsProcesses: true,

  whyNot: ({ platform }) => platform("kill"),
  requestedPercent: () => null,
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
  manualRemedy: ({ instances }) =>
    `Start ${enumeration(instances.map(({ id }) => id)).en} again, or restart the whole service.`,

  async prepare(_context, hit) {
    return { instances: hit.map(({ id, restarts }) => ({ id, restarts })) }
  },
  async inject({ killer, inventory, clock, signal }, { instances }) {
    signal.throwIfAborted()
    const goneAt = await Promise.all(
      instances.map(async ({ id }) => {
        try {
          await killer.kill(id)
        } catch (error) {
          if (instanceNamed(inventory, id) !== undefined) throw error
          return Number.POSITIVE_INFINITY
        }
        return clock.now()
      }),
    )
    const first = Math.min(...goneAt)
    return Number.isFinite(first) ? first : null
  },
  async revert({ inventory, starter }, { instances }) {
    await Promise.all(
      instances.map(async ({ id }) => {
        if (instanceNamed(inventory, id)?.phase === "exited") await starter.start(id)
      }),
    )
  },
  async verify({ inventory }, { instances }) {
    return instances.flatMap(({ id }) =>
      instanceNamed(inventory, id)?.phase === "exited" ? [`${id} is not running`] : [],
    )
  },
  recovered({ inventory }, { instances }) {
    return instances.every(({ id, restarts }) => {
      const now = instanceNamed(inventory, id)
      return now === undefined || (now.phase === "running" && now.restarts !== restarts)
    })
  },
}
