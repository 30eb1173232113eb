import { type Static, Type } from "typebox"
import { RequestMatch } from "../admin.ts"
import { percentage } from "./percentage.ts"

export const ErrorRateParams = Type.Object(
  {
    percentage,
    status: Type.Optional(Type.Integer({ minimum: 400, maximum: 599, default: 500, title: "HTTP status" })),
    match: Type.Optional(RequestMatch),
  },
  { additionalProperties: false },
)
export type ErrorRateParams = Static<typeof ErrorRateParams>
