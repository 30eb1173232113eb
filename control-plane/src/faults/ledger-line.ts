import { EpochMs, FaultTarget, StopCondition } from "@gameday/contract"
import { type Static, Type } from "typebox"
import { Check } from "typebox/value"

/** What the ledger remembers of a fault: enough to undo it and to show it, in a process that never saw it. */
export const LedgerFault = Type.Object({
  id: Type.String({ minLength: 1 }),
  /** Any word: a ledger may be read by a version that does not know the kind. */
  kind: Type.String({ minLength: 1 }),
  target: FaultTarget,
  instances: Type.Array(Type.String()),
  params: Type.Record(Type.String(), Type.Unknown()),
  injectedAt: EpochMs,
  expiresAt: EpochMs,
  stopWhen: Type.Optional(Type.Array(StopCondition)),
})
export type LedgerFault = Static<typeof LedgerFault>

/** opened: before injecting. extended: before injecting into further instances. closed: reverted and verified. */
export const LedgerLine = Type.Union([
  Type.Object({ type: Type.Literal("opened"), fault: LedgerFault, undo: Type.Unknown() }),
  Type.Object({
    type: Type.Literal("extended"),
    faultId: Type.String(),
    instances: Type.Array(Type.String()),
    undo: Type.Unknown(),
  }),
  Type.Object({ type: Type.Literal("closed"), faultId: Type.String() }),
])
export type LedgerLine = Static<typeof LedgerLine>

/** A fault that was not closed. */
export interface LedgerEntry {
  readonly fault: LedgerFault
  /** Undo records in the order of injection; to be reverted from the last to the first. */
  readonly undo: readonly unknown[]
}

/**
 * Reads a ledger's text. A torn last line is a write the crash interrupted: nothing was injected on its account, because
 * injecting waits for the line to be on disk.
 *
 * @returns what is still open, oldest first, and the lines that say nothing we understand
 */
export function readLedger(text: string): { open: LedgerEntry[]; unreadable: string[] } {
  const lines = text.split("\n")
  const torn = lines.pop() ?? ""
  const open = new Map<string, LedgerEntry>()
  const unreadable = torn === "" ? [] : [torn]
  for (const text of lines) {
    const line = parse(text)
    if (line === undefined) {
      if (text !== "") unreadable.push(text)
      continue
    }
    apply(open, line)
  }
  return { open: [...open.values()], unreadable }
}

/** The lines that say the same as `entry`. */
export function ledgerLinesOf({ fault, undo }: LedgerEntry): LedgerLine[] {
  const [first, ...further] = undo
  return [
    { type: "opened", fault, undo: first },
    ...further.map(
      (record): LedgerLine => ({ type: "extended", faultId: fault.id, instances: [], undo: record }),
    ),
  ]
}

/** Brings the picture of what is open up to date. */
export function apply(open: Map<string, LedgerEntry>, line: LedgerLine): void {
  switch (line.type) {
    case "opened":
      open.set(line.fault.id, { fault: line.fault, undo: [line.undo] })
      return
    case "extended": {
      const entry = open.get(line.faultId)
      if (entry === undefined) return
      const instances = [...entry.fault.instances, ...line.instances]
      open.set(line.faultId, { fault: { ...entry.fault, instances }, undo: [...entry.undo, line.undo] })
      return
    }
    case "closed":
      open.delete(line.faultId)
      return
    default:
      line satisfies never
  }
}

function parse(text: string): LedgerLine | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return Check(LedgerLine, value) ? value : undefined
  } catch {
    return undefined
  }
}
