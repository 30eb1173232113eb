import { type Static, Type } from "typebox"
import { RequestMatch } from "../admin.ts"
import { percentage } from "./percentage.ts"

export const ErrorRateParams = Type.Object(
  {
    percentage,
    status: Type.Optional(Type.Integer({ minimum: 400, maximum: 599, default: 500, title: "HTTP status" })),
    body: Type.Optional(
      Type.String({
        maxLength: 2_000,
        title: "Body",
        description: "sent as JSON when it is, else as plain text",
      }),
    ),
    match: Type.Optional(RequestMatch),
  },
  { additionalProperties: false },
)
export type ErrorRateParams = Static<typeof ErrorRateParams>
