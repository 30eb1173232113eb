import { type Static, Type } from "typebox"

export const RestartParams = Type.Object({}, { additionalProperties: false })
export type RestartParams = Static<typeof RestartParams>
