import { inServiceCondition } from "./in-service.ts"
import { enumeration, quantity } from "./voice.ts"

/** The program does nothing at all for a moment, again and again; also the admin port waits. */
export const eventLoopBlock = inServiceCondition<"event-loop-block">({
  kind: "event-loop-block",
  group: "speed",
  title: { en: "A program hangs", de: "Ein Programm hängt" },
  hint: { en: "it stands still again and again", de: "es steht immer wieder still" },
  description: {
    en: "The program on a server stands still for a moment, again and again. Everything it does waits meanwhile.",
    de: "Das Programm auf einem Server steht immer wieder einen Moment still. Alles, was es tut, wartet solange.",
  },
  defaults: { blockMs: 500, everyMs: 1_000 },
  effect({ blockMs, everyMs }, hit) {
    const who = enumeration(hit)
    const [block, every] = [quantity(blockMs, "ms"), quantity(everyMs, "ms")]
    return {
      en: `Every ${every.en} nothing moves for ${block.en} on ${who.en}.`,
      de: `Alle ${every.de} steht auf ${who.de} für ${block.de} alles still.`,
    }
  },
  toAdmin: (params, leaseSeconds) => ({ kind: "event-loop-block", leaseSeconds, params }),
})
