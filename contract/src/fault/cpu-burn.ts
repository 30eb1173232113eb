import { type Static, Type } from "typebox"

export const CpuBurnParams = Type.Object(
  {
    cores: Type.Optional(Type.Integer({ minimum: 1, maximum: 8, default: 1, title: "Processor cores" })),
    loadPercent: Type.Integer({ minimum: 1, maximum: 100, default: 100, title: "Load of each core, %" }),
  },
  { additionalProperties: false },
)
export type CpuBurnParams = Static<typeof CpuBurnParams>
