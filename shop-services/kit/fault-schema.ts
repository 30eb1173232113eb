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
    header: {
      type: "object",
      additionalProperties: false,
      required: ["name"],
      properties: {
        name: {
          type: "string",
          pattern: "^[A-Za-z0-9-]{1,64}$",
          description: "in any case, e.g. user-agent",
        },
        equals: {
          type: "string",
          maxLength: 200,
          description: "the whole value; absent: any value will do",
        },
      },
    },
    first: {
      type: "integer",
      minimum: 1,
      maximum: 1_000_000,
      description: "only so many requests of each instance, counted from the injection",
    },
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

/** All of them have to be there, but for those that are optional. */
function params(
  properties: Readonly<Record<string, object>>,
  optional: Readonly<Record<string, object>> = {},
) {
  return {
    type: "object",
    additionalProperties: false,
    required: Object.keys(properties),
    properties: { ...optional, ...properties },
  } as const
}

const upstream = { type: "string", pattern: "^[a-z][a-z0-9-]{0,30}$" } as const
const milliseconds = { type: "number", minimum: 0, maximum: 60_000 } as const
const queryMilliseconds = { type: "number", minimum: 0, maximum: 10_000 } as const
const distribution = {
  type: "string",
  enum: ["uniform", "normal", "pareto"],
  description:
    "uniform: 0 to the jitter; normal: around half of it; pareto: mostly less, rarely many times as much",
} as const

export const faultKindSchemas = {
  latency: requestFault("latency", params({ delayMs: milliseconds, jitterMs: milliseconds, distribution })),
  "error-rate": requestFault(
    "error-rate",
    params(
      { status: { type: "integer", minimum: 400, maximum: 599 } },
      { body: { type: "string", maxLength: 2_000 } },
    ),
  ),
  abort: requestFault("abort", noParams),
  timeout: requestFault("timeout", noParams),
  "slow-body": requestFault(
    "slow-body",
    params({ bytesPerSecond: { type: "integer", minimum: 1, maximum: 10_000_000 } }),
  ),
  "upstream-latency": requestFault(
    "upstream-latency",
    params({ delayMs: milliseconds, jitterMs: milliseconds }, { upstream }),
  ),
  "upstream-abort": requestFault("upstream-abort", {
    type: "object",
    additionalProperties: false,
    properties: { upstream },
  }),
  unready: condition("unready", noParams),
  "event-loop-block": condition(
    "event-loop-block",
    params({
      blockMs: { type: "integer", minimum: 10, maximum: 800 },
      everyMs: { type: "integer", minimum: 100, maximum: 60_000 },
    }),
  ),
  "cpu-burn": condition(
    "cpu-burn",
    params({
      cores: { type: "integer", minimum: 1, maximum: 8 },
      loadPercent: { type: "integer", minimum: 1, maximum: 100 },
    }),
  ),
  "memory-pressure": condition(
    "memory-pressure",
    params({ megabytes: { type: "integer", minimum: 1, maximum: 256 } }),
  ),
  "db-pool-exhaustion": condition(
    "db-pool-exhaustion",
    params({ connections: { type: "integer", minimum: 1, maximum: 8 } }),
  ),
  "db-latency": condition("db-latency", params({ delayMs: queryMilliseconds, jitterMs: queryMilliseconds })),
  "cache-flush": condition("cache-flush", noParams),
  "resilience-off": condition(
    "resilience-off",
    params({
      mechanisms: {
        type: "array",
        minItems: 1,
        uniqueItems: true,
        items: {
          type: "string",
          enum: [
            "retries",
            "circuit-breaker",
            "outlier-ejection",
            "health-checks",
            "load-balancing",
            "bulkheads",
            "fallbacks",
          ],
        },
      },
    }),
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
