import { type Static, Type } from "typebox"

export const CacheFlushParams = Type.Object({}, { additionalProperties: false })
export type CacheFlushParams = Static<typeof CacheFlushParams>
