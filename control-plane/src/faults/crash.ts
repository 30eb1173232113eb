import { type EndedUndo, endEach, endedInstances } from "./ended-instances.ts"
import type { FaultContext, FaultDefinition } from "./fault-definition.ts"
import { noAdminPort } from "./in-service.ts"
import { instanceNamed, reachable } from "./instances.ts"
import { enumeration } from "./voice.ts"

/** The program dies of an error of its own, with its last words in the log, as a bug would make it die. */
export const crash: FaultDefinition<"crash", typeof EndedUndo> = {
  ...endedInstances,
  kind: "crash",
  group: "servers",
  title: { en: "A server crashes", de: "Ein Server stürzt ab" },
  hint: { en: "a bug ends the program", de: "ein Programmfehler beendet ihn" },
  description: {
    en: "The program on a server ends with an error, as a bug would end it. The others take over, and it comes back by itself.",
    de: "Das Programm auf einem Server endet mit einem Fehler, wie bei einem Bug. Die anderen übernehmen, und er kommt von selbst zurück.",
  },
  defaults: {},

  whyNot: ({ service }) => (service?.admin === false ? noAdminPort(service.name) : undefined),
  effect(_params, hit) {
    const who = enumeration(hit)
    return hit.length === 1
      ? { en: `${who.en} crashes.`, de: `${who.de} stürzt ab.` }
      : { en: `${who.en} crash.`, de: `${who.de} stürzen ab.` }
  },
  undo: () => ({
    en: "It is started again at once by whoever watches over it; healing by hand does the same.",
    de: "Wer über ihn wacht, startet ihn sofort neu; von Hand heilen bewirkt dasselbe.",
  }),

  inject: (context, { instances }) =>
    endEach(
      context,
      instances.map(({ id }) => id),
      (id) => crashAndWait(context, id),
    ),
}

/** Resolves when the platform has told of the death. */
async function crashAndWait({ inventory, admin, signal }: FaultContext, id: string): Promise<void> {
  const instance = reachable(inventory, id)
  if (instance === undefined) return
  const { promise: died, resolve, reject } = Promise.withResolvers<void>()
  const unsubscribe = inventory.subscribe((event) => {
    if (event.instance.id === id && (event.type === "died" || event.type === "removed")) resolve()
  })
  signal.addEventListener("abort", () => reject(signal.reason), { once: true })
  try {
    await admin.crash(instance).catch((error: unknown) => {
      // Somebody else may have ended it just now.
      if (instanceNamed(inventory, id)?.phase !== "exited") throw error
    })
    await died
  } finally {
    unsubscribe()
  }
}
