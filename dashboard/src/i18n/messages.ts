import type { Messages } from "./localized-messages.ts"
import { businessMessages } from "./messages/business.ts"
import { chaosMessages } from "./messages/chaos.ts"
import { chartMessages } from "./messages/charts.ts"
import { checklistMessages } from "./messages/checklist.ts"
import { directorMessages } from "./messages/director.ts"
import { guardMessages } from "./messages/guard.ts"
import { loadMessages } from "./messages/load.ts"
import { overviewMessages } from "./messages/overview.ts"
import { performanceMessages } from "./messages/performance.ts"
import { presentMessages } from "./messages/present.ts"
import { replayMessages } from "./messages/replay.ts"
import { reportMessages } from "./messages/report.ts"
import { runMessages } from "./messages/run.ts"
import { servicesMessages } from "./messages/services.ts"
import { shellMessages } from "./messages/shell.ts"
import { timelineMessages } from "./messages/timeline.ts"

export const messages = {
  ...shellMessages,
  ...overviewMessages,
  ...businessMessages,
  ...chaosMessages,
  ...chartMessages,
  ...guardMessages,
  ...loadMessages,
  ...performanceMessages,
  ...runMessages,
  ...directorMessages,
  ...reportMessages,
  ...replayMessages,
  ...checklistMessages,
  ...presentMessages,
  ...servicesMessages,
  ...timelineMessages,
} as const satisfies Messages

export type MessageKey = keyof typeof messages
