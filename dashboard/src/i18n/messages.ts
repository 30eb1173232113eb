import type { Messages } from "./localized-messages.ts"
import { chaosMessages } from "./messages/chaos.ts"
import { guardMessages } from "./messages/guard.ts"
import { loadMessages } from "./messages/load.ts"
import { overviewMessages } from "./messages/overview.ts"
import { servicesMessages } from "./messages/services.ts"
import { shellMessages } from "./messages/shell.ts"
import { timelineMessages } from "./messages/timeline.ts"

export const messages = {
  ...shellMessages,
  ...overviewMessages,
  ...chaosMessages,
  ...guardMessages,
  ...loadMessages,
  ...servicesMessages,
  ...timelineMessages,
} as const satisfies Messages

export type MessageKey = keyof typeof messages
