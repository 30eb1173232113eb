import { type Static, Type } from "typebox"

export const FlashCrowdParams = Type.Object(
  {
    factor: Type.Number({ minimum: 1.1, maximum: 20, default: 3, title: "Times as many customers" }),
  },
  { additionalProperties: false },
)
export type FlashCrowdParams = Static<typeof FlashCrowdParams>
