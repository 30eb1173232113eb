import { type Static, Type } from "typebox"

export const MemoryLimitParams = Type.Object(
  {
    megabytes: Type.Integer({
      minimum: 6,
      maximum: 65_536,
      default: 64,
      title: "Memory left, MB",
      description: "with swap",
    }),
  },
  { additionalProperties: false },
)
export type MemoryLimitParams = Static<typeof MemoryLimitParams>
