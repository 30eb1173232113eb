import { type Static, Type } from "typebox"

export const CpuLimitParams = Type.Object(
  {
    cores: Type.Number({
      minimum: 0.01,
      maximum: 16,
      default: 0.1,
      title: "Processor cores left",
      description: "a tenth of a core is 0.1",
    }),
  },
  { additionalProperties: false },
)
export type CpuLimitParams = Static<typeof CpuLimitParams>
