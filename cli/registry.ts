import type { Command } from "./command.ts"
import { checklist } from "./commands/checklist.ts"
import { compare } from "./commands/compare.ts"
import { completion } from "./commands/completion.ts"
import { heal } from "./commands/heal.ts"
import { list } from "./commands/list.ts"
import { replay } from "./commands/replay.ts"
import { reset } from "./commands/reset.ts"
import { run } from "./commands/run.ts"
import { status } from "./commands/status.ts"
import { validate } from "./commands/validate.ts"

/** Every command of `npx gameday`, in the order of the help. A new one is one file and one line here. */
export const commands = {
  run,
  heal,
  status,
  list,
  validate,
  replay,
  compare,
  checklist,
  reset,
  completion,
} as const satisfies Record<string, Command>
