import type { AdminFault, AdminFaultProof, InstanceStats, Localized } from "@gameday/contract"

/*
 * What the rest of the control plane asks of a platform, in our words. Consumers take the narrowest port they
 * need; a platform implements all of them and app.ts hands them out.
 *
 * Life of an instance, as every platform reports it:
 *
 *   starting ──ready──► running ◄──resume/pause──► paused
 *       │                  │                         │
 *       └──────exit────────┴─────────exit────────────┘──► exited ──start──► starting
 *
 * "running" means the process runs and was ready once; whether it is ready *now* is telemetry's to observe.
 */
export type InstancePhase = "starting" | "running" | "paused" | "exited"

export interface ServiceInstance {
  /** `<service>-<number>`, the same after a restart. */
  readonly id: string
  readonly service: string
  readonly phase: InstancePhase
  /** Base URL of the admin port, reachable from the control plane; null while there is no process. */
  readonly adminUrl: string | null
  /** ms since the epoch when the present process started; null when none was ever started. */
  readonly startedAt: number | null
  /** Starts after the first one. */
  readonly restarts: number
}

export type PlatformEvent =
  | { readonly type: "started"; readonly at: number; readonly instance: ServiceInstance }
  | { readonly type: "ready"; readonly at: number; readonly instance: ServiceInstance }
  | {
      readonly type: "died"
      readonly at: number
      readonly instance: ServiceInstance
      readonly reason: string
    }
  | { readonly type: "removed"; readonly at: number; readonly instance: ServiceInstance }

/** Who is there, and what just happened to them. */
export interface PlatformInventory {
  /** All instances that are meant to exist, also exited ones, in order of service and number. */
  instances(): readonly ServiceInstance[]
  /** Tells every event as it happens; returns a function that ends it. */
  subscribe(listener: (event: PlatformEvent) => void): () => void
}

export interface InstanceKiller {
  /**
   * Ends the instance's process at once (SIGKILL), with no chance to clean up. Resolves when it is gone; resolves
   * also when it was gone already. Nothing starts it again but the supervisor.
   * @throws GamedayError unknown_instance, protected_target, platform_failed
   */
  kill(instanceId: string): Promise<void>
}

export interface InstanceStarter {
  /** Starts an exited instance again; does nothing when it runs. Resolves when the process runs, ready or not. */
  start(instanceId: string): Promise<void>
  /** Ends gracefully (drains), then starts again. */
  restart(instanceId: string): Promise<void>
}

export interface InstanceStopper {
  /**
   * Ends the instance gracefully (drains), as an operator would, and SIGKILLs it when it does not end in time. Resolves when
   * it is gone; resolves also when it was gone already. Reported as a death: the service has one instance less.
   * @throws GamedayError unknown_instance, protected_target, platform_failed
   */
  stop(instanceId: string): Promise<void>
}

export interface InstanceFreezer {
  /**
   * Freezes the instance: it keeps its memory, ports and connections and answers nobody. Resolves when it is "paused"; does
   * nothing when it is already, or has no process. Ending a frozen instance works as ending any other.
   * @throws GamedayError unknown_instance, protected_target, platform_failed
   */
  pause(instanceId: string): Promise<void>
  /** Lets a frozen instance go on where it was; does nothing when it is not frozen. */
  resume(instanceId: string): Promise<void>
}

export interface ServiceScaler {
  /** Makes the service have that many instances: new ones start, the highest numbers drain and go. */
  scale(service: string, replicas: number): Promise<void>
  desired(service: string): number
}

export type PlatformCapability =
  | "kill"
  | "restart"
  | "stop"
  | "scale"
  | "pause"
  | "cpu-limit"
  | "memory-limit"
  | "partition"
  | "packet-loss"
  | "bandwidth"
  | "network-latency"
  | "dependencies"

/** Told each step by name; told the same name again with news of it ("3 of 9 ready") while it goes on. */
export type ProgressListener = (step: string, news?: string) => void

export interface PlatformLifecycle {
  readonly name: "local" | "docker" | "swarm"
  /** Brings everything up that is not; resolves when every instance was ready once, rejects with a GamedayError. */
  up(progress: ProgressListener): Promise<void>
  /** Ends everything this platform started. Safe to call twice and half-way through `up`. */
  down(): Promise<void>
  /** undefined: it can; otherwise the reason why not, for people. */
  whyNot(capability: PlatformCapability): Localized | undefined
  /** Where customers enter, as seen from the load generator, e.g. http://127.0.0.1:8080. */
  entryUrl(): string
  /** True when the dependency (database, cache) answers now. */
  dependencyAnswers(name: string): Promise<boolean>
}

export interface Platform
  extends PlatformLifecycle,
    PlatformInventory,
    InstanceKiller,
    InstanceStarter,
    InstanceStopper,
    InstanceFreezer,
    ServiceScaler {}

/**
 * The admin port of one instance (contract/src/admin.ts), over HTTP with the shared secret. Every call has its own
 * deadline of 1 s and rejects with a plain Error when the instance does not answer; callers decide what that means.
 */
export interface InstanceAdmin {
  stats(instance: ServiceInstance): Promise<InstanceStats>
  putFault(instance: ServiceInstance, faultId: string, fault: AdminFault): Promise<void>
  /** false: the instance knows no such fault (expired, or a new process). */
  renewLease(instance: ServiceInstance, faultId: string, leaseSeconds: number): Promise<boolean>
  removeFault(instance: ServiceInstance, faultId: string): Promise<void>
  faults(instance: ServiceInstance): Promise<AdminFaultProof[]>
  /** The process dies of an error of its own, right after it has answered. */
  crash(instance: ServiceInstance): Promise<void>
}
