import { type EndedUndo, endEach, endedInstances } from "./ended-instances.ts"
import type { FaultDefinition } from "./fault-definition.ts"
import { enumeration } from "./voice.ts"

/** A graceful end. Stays down, whatever self-healing would like, until the fault ends or somebody starts it by hand. */
export const stop: FaultDefinition<"stop", typeof EndedUndo> = {
  ...endedInstances,
  kind: "stop",
  group: "servers",
  title: { en: "A server is stopped", de: "Ein Server wird abgeschaltet" },
  hint: { en: "in order, and stays off", de: "geordnet, und bleibt aus" },
  description: {
    en: "A server finishes what it is doing and is switched off. It stays off until you heal it or its time is over.",
    de: "Ein Server beendet, was er gerade tut, und wird abgeschaltet. Er bleibt aus, bis er geheilt wird oder die Zeit um ist.",
  },
  defaults: {},
  injectWithinMs: 30_000,

  whyNot: ({ platform }) => platform("stop"),
  effect(_params, hit) {
    const who = enumeration(hit)
    return hit.length === 1
      ? { en: `${who.en} is stopped and stays off.`, de: `${who.de} wird abgeschaltet und bleibt aus.` }
      : { en: `${who.en} are stopped and stay off.`, de: `${who.de} werden abgeschaltet und bleiben aus.` }
  },
  undo: () => ({
    en: "Healing starts it again; so does the end of its time.",
    de: "Heilen startet ihn wieder; das Ende der Zeit ebenso.",
  }),

  inject(context, { instances }) {
    const { downKeeper, stopper, faultId } = context
    return endEach(
      context,
      instances.map(({ id }) => id),
      (id) => {
        downKeeper.keepDown(id, faultId)
        return stopper.stop(id)
      },
    )
  },
  async revert(context, undo) {
    for (const { id } of undo.instances) context.downKeeper.letGo(id, context.faultId)
    await endedInstances.revert(context, undo)
  },
}
