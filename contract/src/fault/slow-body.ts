import { type Static, Type } from "typebox"
import { RequestMatch } from "../admin.ts"
import { percentage } from "./percentage.ts"

export const SlowBodyParams = Type.Object(
  {
    percentage,
    bytesPerSecond: Type.Integer({
      minimum: 1,
      maximum: 10_000_000,
      default: 200,
      title: "Bytes per second",
    }),
    match: Type.Optional(RequestMatch),
  },
  { additionalProperties: false },
)
export type SlowBodyParams = Static<typeof SlowBodyParams>
