import type { Static } from "typebox"
import { OneOf } from "../schema.ts"

/** Seen from the instance that is hit. */
export const Direction = OneOf(["both", "incoming", "outgoing"])
export type Direction = Static<typeof Direction>
