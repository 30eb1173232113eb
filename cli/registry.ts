import type { Command } from "./command.ts"
import { heal } from "./commands/heal.ts"
import { status } from "./commands/status.ts"

/** Every command of `npx gameday`, in the order of the help. A new one is one file and one line here. */
export const commands = { heal, status } as const satisfies Record<string, Command>
