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
const noParams = { type: "object", additionalProperties: false, properties: {} } as const

function requestFault<const K extends string, const P extends object>(kind: K, params: P) {
  return {
    type: "object",
    additionalProperties: false,
    required: ["kind", "percentage", "match", "seed", "leaseSeconds", "params"],
    properties: { kind: { type: "string", const: kind }, percentage, match, seed, leaseSeconds, params },
  } as const
}

function condition<const K extends string, const P extends object>(kind: K, params: P) {
  return {
    type: "object",
    additionalProperties: false,
    required: ["kind", "leaseSeconds", "params"],
    properties: { kind: { type: "string", const: kind }, leaseSeconds, params },
  } as const
}

/** All of them have to be there. */
function params(properties: Readonly<Record<string, object>>) {
  return {
    type: "object",
    additionalProperties: false,
    required: Object.keys(properties),
    properties,
  } as const
}

const milliseconds = { type: "number", minimum: 0, maximum: 60_000 } as const

export const faultKindSchemas = {
  latency: requestFault("latency", params({ delayMs: milliseconds, jitterMs: milliseconds })),
  "error-rate": requestFault(
    "error-rate",
    params({ status: { type: "integer", minimum: 400, maximum: 599 } }),
  ),
  abort: requestFault("abort", noParams),
  timeout: requestFault("timeout", noParams),
  "slow-body": requestFault(
    "slow-body",
    params({ bytesPerSecond: { type: "integer", minimum: 1, maximum: 10_000_000 } }),
  ),
  unready: condition("unready", noParams),
  "event-loop-block": condition(
    "event-loop-block",
    params({
      blockMs: { type: "integer", minimum: 10, maximum: 800 },
      everyMs: { type: "integer", minimum: 100, maximum: 60_000 },
    }),
  ),
  "cpu-burn": condition("cpu-burn", params({ loadPercent: { type: "integer", minimum: 1, maximum: 100 } })),
  "memory-pressure": condition(
    "memory-pressure",
    params({ megabytes: { type: "integer", minimum: 1, maximum: 256 } }),
  ),
} as const satisfies Record<AdminFault["kind"], object>

/** Body of `PUT /faults/:id`. */
export const adminFaultSchema = {
  type: "object",
  discriminator: { propertyName: "kind" },
  required: ["kind"],
  oneOf: Object.values(faultKindSchemas),
} as const

export const leaseSchema = {
  type: "object",
  additionalProperties: false,
  required: ["leaseSeconds"],
  properties: { leaseSeconds },
} as const
export type Lease = XStatic<typeof leaseSchema>
