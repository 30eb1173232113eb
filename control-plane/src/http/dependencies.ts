import type {
  AutoscalingPolicy,
  AutoscalingState,
  Checklist,
  ChecklistReport,
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
import type { RunDesk } from "../runs/ports.ts"
import type { Hub } from "../stream/hub.ts"
import type { TelemetryReader } from "../telemetry/ports.ts"
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
  readonly autoscaler: {
    /** @throws GamedayError validation_failed, unknown_service */
    configure(service: string, policy: AutoscalingPolicy): AutoscalingState
  }
  readonly services: {
    /** By hand. @throws GamedayError unknown_service, validation_failed, platform_failed */
    scale(service: string, replicas: number, actor: Actor): Promise<object>
    /** Rolling; answers the ids of the instances. @throws GamedayError unknown_service, platform_failed */
    restart(service: string, actor: Actor): Promise<string[]>
  }
  readonly runs: RunDesk
  readonly checklist: {
    state(): Checklist
    /** @throws GamedayError validation_failed */
    report(report: ChecklistReport): Checklist
  }
  /** @throws GamedayError unsupported_on_platform, starting, platform_failed */
  auditOrders(settleSeconds?: number): Promise<OrderAudit>
  readonly audit: AuditRecorder
  readonly metrics: { readonly contentType: string; render(): Promise<string> }
  readonly dashboardDirectory: string
}

export function actorOf(request: FastifyRequest): Actor {
  const { role, callerName, ip: address } = request
  return { role: role ?? "viewer", ...(callerName === null ? {} : { name: callerName }), address }
}
