import { type Static, Type } from "typebox"
import { protections } from "../admin.ts"
import { OneOf } from "../schema.ts"

export const ResilienceOffParams = Type.Object(
  {
    mechanisms: Type.Optional(
      Type.Array(OneOf(protections), {
        minItems: 1,
        uniqueItems: true,
        default: [...protections],
        title: "Protections to switch off",
      }),
    ),
  },
  { additionalProperties: false },
)
export type ResilienceOffParams = Static<typeof ResilienceOffParams>
