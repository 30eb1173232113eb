import type { AdminFault } from "@gameday/contract"
import type { XStatic } from "typebox/schema"

/*
 * The contract's schema of a fault, as plain JSON Schema. The contract builds its own with TypeBox, whose run time
 * would cost every service process 12 MB for this one check; a test holds the two equal.
 */
const percentage = { type: "number", minimum: 0.0001, maximum: 100 } as const
const match = {
  type: "object",
  additionalProperties: false,
  properties: {
    route: {
      type: "string",
      minLength: 1,
      maxLength: 200,
      description: "prefix of the path, e.g. /api/products",
    },
    method: { type: "string", enum: ["GET", "POST", "PUT", "PATCH", "DELETE"] },
  },
} as const
const seed = { type: "integer", minimum: 0 } as const
const leaseSeconds = { type: "number", exclusiveMinimum: 0, maximum: 60 } as const
const required = ["kind", "percentage", "match", "seed", "leaseSeconds", "params"] as const
const milliseconds = { type: "number", minimum: 0, maximum: 60_000 } as const

const latency = {
  type: "object",
  additionalProperties: false,
  required,
  properties: {
    kind: { type: "string", const: "latency" },
    percentage,
    match,
    seed,
    leaseSeconds,
    params: {
      type: "object",
      additionalProperties: false,
      required: ["delayMs", "jitterMs"],
      properties: { delayMs: milliseconds, jitterMs: milliseconds },
    },
  },
} as const

const errorRate = {
  type: "object",
  additionalProperties: false,
  required,
  properties: {
    kind: { type: "string", const: "error-rate" },
    percentage,
    match,
    seed,
    leaseSeconds,
    params: {
      type: "object",
      additionalProperties: false,
      required: ["status"],
      properties: { status: { type: "integer", minimum: 400, maximum: 599 } },
    },
  },
} as const

export const faultKindSchemas = { latency, "error-rate": errorRate } as const satisfies Record<
  AdminFault["kind"],
  object
>

/** Body of `PUT /faults/:id`. */
export const adminFaultSchema = {
  type: "object",
  discriminator: { propertyName: "kind" },
  required: ["kind"],
  oneOf: [latency, errorRate],
} as const

export const leaseSchema = {
  type: "object",
  additionalProperties: false,
  required: ["leaseSeconds"],
  properties: { leaseSeconds },
} as const
export type Lease = XStatic<typeof leaseSchema>
