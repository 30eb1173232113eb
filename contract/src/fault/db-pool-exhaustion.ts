import { type Static, Type } from "typebox"

export const DbPoolExhaustionParams = Type.Object(
  {
    connections: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 8,
        default: 8,
        title: "Connections",
        description: "taken of the at most 8 that an instance has; 8: all of them",
      }),
    ),
  },
  { additionalProperties: false },
)
export type DbPoolExhaustionParams = Static<typeof DbPoolExhaustionParams>
