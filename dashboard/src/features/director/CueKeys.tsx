import type { RunState } from "@gameday/contract"
import { useCueKeys } from "./use-cue-keys.ts"
import { useRunCommands } from "./use-run-commands.ts"

/** The presenter's clicker while the audience sees the presenter's picture, which has no buttons. */
export function CueKeys({ run }: { readonly run: RunState }) {
  useCueKeys(run, useRunCommands(run.id))
  return null
}
