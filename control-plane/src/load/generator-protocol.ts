import type { Journey, LoadProfile } from "@gameday/contract"
import type { LoadDelta } from "./ports.ts"

/*
 * What the control plane and the generator tell each other over the IPC channel, as JSON. The generator ends itself when
 * the channel closes.
 *
 *   control plane                       generator (forked)
 *        │ start ───────────────────────────►│  compiles the journey, readies the connections
 *        │◄────────────────────────── started │
 *        │ heartbeat every second ───────────►│  ends itself after 10 s without
 *        │◄─────────────────── delta (250 ms) │  its heartbeat: 5 s without one is a hang
 *        │ rate ─────────────────────────────►│
 *        │ crowd ────────────────────────────►│  multiplies the rate, and says since when
 *        │◄───────────────────────── crowded │
 *        │ stop ─────────────────────────────►│  sends nothing more, waits 200 ms for answers
 *        │◄───────────────────── delta, ended │  and is gone
 */

export interface GeneratorOrder {
  readonly loadId: string
  readonly journey: Journey
  readonly profile: LoadProfile
  /** Where requests go. */
  readonly target: { readonly origin: string; readonly hostname: string; readonly port: number }
  /** Hosts outside this machine that may be sent to; see target-address.ts. */
  readonly allowedHosts: readonly string[]
  readonly timeoutMs: number
  readonly maxConnections: number
  /** So many times the profile's rate, until told otherwise. */
  readonly crowdFactor: number
  /** Measures the shop, so it must not be late; what only makes traffic stands back. */
  readonly measures: boolean
  readonly seed: number
  readonly clientSecret: string
}

export type ToGenerator =
  | { readonly type: "start"; readonly order: GeneratorOrder }
  | { readonly type: "rate"; readonly rps: number; readonly maxConnections: number }
  | { readonly type: "crowd"; readonly factor: number; readonly maxConnections: number }
  | { readonly type: "heartbeat" }
  | { readonly type: "stop" }

export type FromGenerator =
  | { readonly type: "started" }
  /** The answer to each crowd: in force since then, ms since the epoch. */
  | { readonly type: "crowded"; readonly at: number }
  | { readonly type: "delta"; readonly delta: LoadDelta }
  | { readonly type: "ended" }

export const heartbeatMs = 1_000
/** The generator tells a delta every 250 ms; a machine that is merely busy gets it out in time. */
export const generatorSilentMs = 5_000
/** A process that starts on a busy machine says nothing for a while. */
export const generatorStartMs = 20_000
export const controlPlaneSilentMs = 10_000
