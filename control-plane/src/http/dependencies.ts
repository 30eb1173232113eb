import type { Journey, LoadProfile, Target } from "@gameday/contract"
import type { FastifyRequest } from "fastify"
import type { Clock } from "../clock.ts"
import type { Actor, FaultController } from "../faults/ports.ts"
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
  /** Rolling: one instance after the other; answers their ids. */
  restartService(name: string): Promise<string[]>
  readonly timeline: TimelineRecorder
  readonly metrics: { readonly contentType: string; render(): Promise<string> }
  readonly dashboardDirectory: string
}

export function actorOf(request: FastifyRequest): Actor {
  return { role: request.role ?? "viewer", address: request.ip }
}
