import { type Static, Type } from "typebox"

export const CrashParams = Type.Object({}, { additionalProperties: false })
export type CrashParams = Static<typeof CrashParams>
