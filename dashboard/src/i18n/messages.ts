import type { Localized } from "@gameday/contract"
import { chaosMessages } from "./messages/chaos.ts"
import { loadMessages } from "./messages/load.ts"
import { overviewMessages } from "./messages/overview.ts"
import { shellMessages } from "./messages/shell.ts"
import { timelineMessages } from "./messages/timeline.ts"

/** Both languages of a text side by side, so that none can be forgotten. `{name}` is filled in. */
export type Messages = Readonly<Record<string, Localized>>

export const messages = {
  ...shellMessages,
  ...overviewMessages,
  ...chaosMessages,
  ...loadMessages,
  ...timelineMessages,
} as const satisfies Messages

export type MessageKey = keyof typeof messages
