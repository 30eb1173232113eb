import { type Static, Type } from "typebox"

export const StopParams = Type.Object({}, { additionalProperties: false })
export type StopParams = Static<typeof StopParams>
