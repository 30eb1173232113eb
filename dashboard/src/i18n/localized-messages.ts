import type { Localized } from "@gameday/contract"

/** Both languages of a text side by side, so that none can be forgotten. `{name}` is filled in. */
export type Messages = Readonly<Record<string, Localized>>
