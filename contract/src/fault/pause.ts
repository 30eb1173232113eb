import { type Static, Type } from "typebox"

export const PauseParams = Type.Object({}, { additionalProperties: false })
export type PauseParams = Static<typeof PauseParams>
