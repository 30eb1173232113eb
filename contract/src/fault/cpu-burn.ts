import { type Static, Type } from "typebox"

export const CpuBurnParams = Type.Object(
  { loadPercent: Type.Integer({ minimum: 1, maximum: 100, default: 100, title: "Load of one core, %" }) },
  { additionalProperties: false },
)
export type CpuBurnParams = Static<typeof CpuBurnParams>
