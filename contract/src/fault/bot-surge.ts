import { type Static, Type } from "typebox"

/** A path on the shop's own address: no host, no template, nothing that could end the request line. */
const route = Type.String({
  pattern: "^/(?!/)[A-Za-z0-9._~!$&'()*+,;=:@%/?-]*$",
  maxLength: 200,
  default: "/api/products",
  title: "Path they ask for",
})

export const BotSurgeParams = Type.Object(
  {
    rps: Type.Number({ minimum: 1, maximum: 2_000, default: 100, title: "Requests per second" }),
    route,
  },
  { additionalProperties: false },
)
export type BotSurgeParams = Static<typeof BotSurgeParams>
