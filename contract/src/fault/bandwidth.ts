import { type Static, Type } from "typebox"

export const BandwidthParams = Type.Object(
  {
    kilobitsPerSecond: Type.Integer({
      minimum: 8,
      maximum: 10_000_000,
      default: 256,
      title: "Bandwidth, kbit/s",
      description: "of what it sends",
    }),
  },
  { additionalProperties: false },
)
export type BandwidthParams = Static<typeof BandwidthParams>
