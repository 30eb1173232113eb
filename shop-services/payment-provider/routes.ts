import type { FastifyInstance } from "fastify"
import type { XStatic } from "typebox/schema"
import { ShopError } from "../kit/errors.ts"
import type { Charges } from "./charges.ts"

const newCharge = {
  type: "object",
  additionalProperties: false,
  required: ["reference", "amountCents", "method"],
  properties: {
    reference: { type: "string", minLength: 1, maxLength: 100 },
    amountCents: { type: "integer", minimum: 0 },
    method: { type: "string", minLength: 1, maxLength: 50 },
  },
} as const
type NewCharge = XStatic<typeof newCharge>

const key = { type: "string", minLength: 1, maxLength: 200 } as const
const keyHeader = {
  type: "object",
  required: ["idempotency-key"],
  properties: { "idempotency-key": key },
} as const
const keyParam = { type: "object", properties: { key } } as const

export function addProviderRoutes(app: FastifyInstance, charges: Charges): void {
  app.post<{ Body: NewCharge; Headers: { "idempotency-key": string } }>(
    "/v1/charges",
    { schema: { body: newCharge, headers: keyHeader } },
    ({ headers, body }) => charges.make(headers["idempotency-key"], body),
  )
  app.post<{ Params: { key: string } }>("/v1/refunds/:key", { schema: { params: keyParam } }, ({ params }) =>
    charges.cancel(params.key),
  )
  app.get<{ Params: { key: string } }>(
    "/v1/charges/:key",
    { schema: { params: keyParam } },
    async ({ params }) => {
      const charge = await charges.byKey(params.key)
      if (charge === undefined) throw new ShopError("not_found", `There is no charge ${params.key}.`)
      return charge
    },
  )
}
