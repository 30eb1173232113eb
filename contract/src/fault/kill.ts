import { type Static, Type } from "typebox"

export const KillParams = Type.Object({}, { additionalProperties: false })
export type KillParams = Static<typeof KillParams>
