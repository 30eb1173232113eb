import { type Static, Type } from "typebox"
import { AutoscalingPolicy } from "./autoscaling.ts"
import { Localized, OneOf, ServiceName } from "./schema.ts"

/** "core" services make up "4 of 4 healthy"; "support" services do not. */
export const Tier = OneOf(["core", "support"])
export type Tier = Static<typeof Tier>

export const TargetService = Type.Object(
  {
    name: ServiceName,
    title: Localized,
    tier: Tier,
    role: OneOf(["entry", "backend"], "entry: customers talk to it; backend: only the entry does"),
    replicas: Type.Integer({ minimum: 1, maximum: 10, description: "desired at start" }),
    maxReplicas: Type.Integer({ minimum: 1, maximum: 10 }),
    /** Absent: off, and when switched on 150 requests per second and replica, from `replicas` to `maxReplicas`. */
    autoscaling: Type.Optional(Type.Partial(AutoscalingPolicy)),
    /** Path of the program, from the repository's root; what the local platform starts. */
    program: Type.String({ minLength: 1 }),
    ports: Type.Object(
      {
        public: Type.Integer({ minimum: 1, maximum: 65535 }),
        admin: Type.Integer({ minimum: 1, maximum: 65535 }),
      },
      {
        additionalProperties: false,
        description:
          "inside a container; locally only an entry service gets its public port, all others any free one",
      },
    ),
    /** Further public ports of an entry service, by name of the environment variable that carries it. */
    extraPorts: Type.Optional(Type.Record(Type.String(), Type.Integer({ minimum: 1, maximum: 65535 }))),
    /** Name of the service's own database, absent when it has none. */
    database: Type.Optional(ServiceName),
    /** Name of the database that events between services go through, for a service that tells or hears them. */
    events: Type.Optional(ServiceName),
    /** It keeps a cache of its own, in its memory or in one that it shares with its replicas. */
    cache: Type.Optional(Type.Boolean()),
    /** false: no admin port, so no in-service faults and no stats; absent: it has one. */
    admin: Type.Optional(Type.Boolean()),
    dependsOn: Type.Array(ServiceName, {
      description: "services and dependencies it calls: the topology's edges",
    }),
  },
  { additionalProperties: false },
)
export type TargetService = Static<typeof TargetService>

export const TargetDependency = Type.Object(
  {
    name: ServiceName,
    title: Localized,
    kind: OneOf(["database", "cache", "provider"]),
    /** Where it is there; absent: everywhere. Elsewhere nobody depends on it. */
    platforms: Type.Optional(Type.Array(OneOf(["local", "docker", "swarm"]), { minItems: 1 })),
  },
  { additionalProperties: false },
)
export type TargetDependency = Static<typeof TargetDependency>

/** Databases that the orders of the target are audited in, by what they keep. */
export const TargetLedgers = Type.Object(
  {
    orders: ServiceName,
    payments: ServiceName,
    /** The payment provider's own books. */
    charges: ServiceName,
    stock: ServiceName,
    /** Where what became of orders was heard. */
    events: ServiceName,
  },
  { additionalProperties: false },
)
export type TargetLedgers = Static<typeof TargetLedgers>

/** What `scenarios/target.yaml` says of the system under test. No code knows a service by name. */
export const Target = Type.Object(
  {
    name: ServiceName,
    services: Type.Array(TargetService, { minItems: 1 }),
    dependencies: Type.Array(TargetDependency),
    business: Type.Object(
      {
        currency: Type.String({ pattern: "^[A-Z]{3}$" }),
        /** Name of the service whose counters below are summed over its instances. */
        service: ServiceName,
        ordersCounter: Type.String({ minLength: 1 }),
        revenueCentsCounter: Type.String({ minLength: 1 }),
        /** Journey steps with this tag are "checkouts" in "share of checkouts failing". */
        criticalStepTag: Type.String({ minLength: 1 }),
        costOfDowntimeCentsPerMinute: Type.Integer({ minimum: 0 }),
      },
      { additionalProperties: false },
    ),
    /** Absent: its orders cannot be audited. */
    ledgers: Type.Optional(TargetLedgers),
    objectives: Type.Object(
      {
        availability: Type.Number({ minimum: 0, maximum: 1 }),
        p95Ms: Type.Number({ exclusiveMinimum: 0 }),
        errorRatioAmber: Type.Number({ minimum: 0, maximum: 1 }),
        errorRatioRed: Type.Number({ minimum: 0, maximum: 1 }),
        recoverySeconds: Type.Number({ exclusiveMinimum: 0, description: "the recovery time promised" }),
      },
      { additionalProperties: false },
    ),
  },
  { additionalProperties: false },
)
export type Target = Static<typeof Target>
