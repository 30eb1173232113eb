import { Check } from "typebox/value"
import type { AnyFaultDefinition, FaultContext } from "./fault-definition.ts"
import type { FaultTiming } from "./fault-timing.ts"
import { withDeadline } from "./serial.ts"

interface Reverting {
  readonly definition: AnyFaultDefinition
  readonly context: FaultContext
  readonly timing: FaultTiming
}

/**
 * One try to revert everything the undo records name, last in first out, and to see that it is gone.
 *
 * @returns what is left or what went wrong, in words; undefined when nothing is left
 */
export async function tryToRevert(
  { definition, context, timing }: Reverting,
  undo: readonly unknown[],
): Promise<string | undefined> {
  const { clock } = context
  try {
    for (const record of undo.toReversed()) {
      if (!Check(definition.undoRecord, record)) return "The ledger's undo record cannot be understood"
      const reverted = definition.revert(context, record)
      await withDeadline(clock, timing.attemptDeadlineMs, "Reverting", reverted)
    }
    const residue: string[] = []
    for (const record of undo) {
      const looked = definition.verify(context, record)
      residue.push(...(await withDeadline(clock, timing.attemptDeadlineMs, "Verifying", looked)))
    }
    return residue.length === 0 ? undefined : residue.join("; ")
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/** What went wrong and what to do by hand, for people. */
export function remedyOf(definition: AnyFaultDefinition, undo: readonly unknown[], reason: string): string {
  const byHand = undo
    .filter((record) => Check(definition.undoRecord, record))
    .map((record) => definition.manualRemedy(record))
  return [`${reason}.`, ...(byHand.length > 0 ? byHand : ["Restart the service."])].join(" ")
}
