import { type Static, Type } from "typebox"

export const UnreadyParams = Type.Object({}, { additionalProperties: false })
export type UnreadyParams = Static<typeof UnreadyParams>
