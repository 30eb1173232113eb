import type {
  AutoscalingPolicy,
  AutoscalingState,
  Journey,
  LoadProfile,
  OrderAudit,
  Target,
} from "@gameday/contract"
import type { FastifyRequest } from "fastify"
import type { Actor } from "../actor.ts"
import type { AuditRecorder } from "../audit.ts"
import type { Clock } from "../clock.ts"
import type { FaultController } from "../faults/ports.ts"
import type { LoadController } from "../load/ports.ts"
import type { ServiceScaler } from "../platforms/ports.ts"
import type { Hub } from "../stream/hub.ts"
import type { TelemetryReader } from "../telemetry/ports.ts"
import type { TimelineRecorder } from "../telemetry/timeline.ts"
import type { AccessOptions } from "./plugins/access.ts"

export interface LoadDesk extends LoadController {
  journeys(): readonly Journey[]
  /** The profile's curve and its length; `durationSeconds` null: until stopped. */
  preview(profile: LoadProfile, points: number): object
}

/** What the routes may use; app.ts hands it in. */
export interface HttpDependencies {
  readonly access: AccessOptions
  readonly clock: Clock
  readonly version: string
  readonly target: Target
  readonly telemetry: TelemetryReader
  readonly hub: Hub
  readonly load: LoadDesk
  readonly faults: FaultController
  readonly platform: ServiceScaler
  readonly autoscaler: {
    /** @throws GamedayError validation_failed, unknown_service */
    configure(service: string, policy: AutoscalingPolicy): AutoscalingState
    /** Somebody scales by hand: autoscaling keeps out of it until it is configured anew. */
    hold(service: string): void
  }
  /** Rolling: one instance after the other; answers their ids. */
  restartService(name: string): Promise<string[]>
  /** @throws GamedayError unsupported_on_platform, starting, platform_failed */
  auditOrders(settleSeconds?: number): Promise<OrderAudit>
  readonly timeline: TimelineRecorder
  readonly audit: AuditRecorder
  readonly metrics: { readonly contentType: string; render(): Promise<string> }
  readonly dashboardDirectory: string
}

export function actorOf(request: FastifyRequest): Actor {
  const { role, callerName, ip: address } = request
  return { role: role ?? "viewer", ...(callerName === null ? {} : { name: callerName }), address }
}
