import { Type } from "typebox"

/** Share of matching requests that is hit. */
export const percentage = Type.Number({
  minimum: 0.0001,
  maximum: 100,
  default: 30,
  title: "Share of requests, %",
})
