import { type Static, Type } from "typebox"

export const MemoryPressureParams = Type.Object(
  { megabytes: Type.Integer({ minimum: 1, maximum: 256, default: 128, title: "Memory, MB" }) },
  { additionalProperties: false },
)
export type MemoryPressureParams = Static<typeof MemoryPressureParams>
