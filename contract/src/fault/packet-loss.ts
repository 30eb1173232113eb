import { type Static, Type } from "typebox"
import { Direction } from "./direction.ts"

export const PacketLossParams = Type.Object(
  {
    percentage: Type.Number({
      minimum: 0.0001,
      maximum: 100,
      default: 20,
      title: "Share of packets, %",
    }),
    direction: Type.Optional(Type.Unsafe<Direction>({ ...Direction, default: "both", title: "Direction" })),
  },
  { additionalProperties: false },
)
export type PacketLossParams = Static<typeof PacketLossParams>
