import { type Static, Type } from "typebox"
import { ServiceName } from "../schema.ts"
import { Direction } from "./direction.ts"

/** Names are services and dependencies of the target description; an address is none. */
const From = Type.Unsafe<"everyone" | string[]>({
  oneOf: [
    { const: "everyone" },
    { type: "array", items: ServiceName, minItems: 1, maxItems: 20, uniqueItems: true },
  ],
  default: "everyone",
  title: "Cut off from",
  description: '"everyone", or names of services and dependencies',
})

export const PartitionParams = Type.Object(
  {
    from: Type.Optional(From),
    direction: Type.Optional(
      Type.Unsafe<Direction>({
        ...Direction,
        default: "both",
        title: "Direction",
        description: "incoming: nobody reaches it; outgoing: it reaches nobody",
      }),
    ),
  },
  { additionalProperties: false },
)
export type PartitionParams = Static<typeof PartitionParams>
