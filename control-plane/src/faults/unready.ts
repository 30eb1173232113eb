import { inServiceCondition } from "./in-service.ts"
import { enumeration } from "./voice.ts"

/** The readiness check fails while the service itself still works. */
export const unready = inServiceCondition<"unready">({
  kind: "unready",
  group: "answers",
  title: { en: "A server calls in sick", de: "Ein Server meldet sich krank" },
  hint: { en: "it works, but asks for no more work", de: "er arbeitet, will aber keine Arbeit mehr" },
  description: {
    en: "A server says that it is not ready. Nobody should send it customers until it says otherwise.",
    de: "Ein Server meldet, dass er nicht bereit ist. Niemand sollte ihm Kunden schicken, bis er sich zurückmeldet.",
  },
  defaults: {},
  effect(_params, hit) {
    const who = enumeration(hit)
    return hit.length === 1
      ? { en: `${who.en} says that it is not ready.`, de: `${who.de} meldet sich nicht bereit.` }
      : { en: `${who.en} say that they are not ready.`, de: `${who.de} melden sich nicht bereit.` }
  },
  toAdmin: (_params, leaseSeconds) => ({ kind: "unready", leaseSeconds, params: {} }),
})
