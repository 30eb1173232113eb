import type { AdminFault, AdminFaultProof, Direction, InstanceStats, Localized } from "@gameday/contract"

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

/** What an instance may use of its machine; null: as much as there is. */
export interface ResourceLimits {
  readonly cores: number | null
  readonly memory: MemoryLimit | null
}

export interface MemoryLimit {
  readonly bytes: number
  /** Memory and swap together; null: any amount of swap. */
  readonly withSwapBytes: number | null
}

export interface ResourceLimiter {
  /** As it is now; undefined when there is no such instance any more. */
  limitsOf(instanceId: string): Promise<ResourceLimits | undefined>
  /**
   * At once, without a restart, and also for the processes it starts later. An instance that is gone is no error.
   * @throws GamedayError unsupported_on_platform, platform_failed when the engine refuses
   */
  limitCores(instanceId: string, cores: number | null): Promise<void>
  /** The same for memory. A process that needs more than it is left with is ended by its machine. */
  limitMemory(instanceId: string, memory: MemoryLimit | null): Promise<void>
}

/**
 * What can be done to an instance's network from outside. Never touched: what the instance says to itself, and the control
 * plane's way to its admin port (bandwidth and delay cannot tell packets apart, so there the admin port suffers too).
 *
 * cut        no packet of connections in that direction passes: "incoming" are those that others open to it. From services
 *            and dependencies by name, or from everyone.
 * loss       that share of its packets in that direction is lost
 * bandwidth  what it sends leaves at this rate
 * delay      what it sends leaves later, by `delayMs` ± `jitterMs`
 */
export type Disturbance =
  | { readonly type: "cut"; readonly from: "everyone" | readonly string[]; readonly direction: Direction }
  | { readonly type: "loss"; readonly percentage: number; readonly direction: Direction }
  | { readonly type: "bandwidth"; readonly kilobitsPerSecond: number }
  | { readonly type: "delay"; readonly delayMs: number; readonly jitterMs: number }

export interface NetworkDisturber {
  /**
   * Puts the disturbance in place under the fault's id; brings it up to date when the instance has a new process, or those
   * it is cut off from have new addresses; cheap when nothing has changed. Does nothing when it has no process.
   * @throws GamedayError unsupported_on_platform, unknown_service, platform_failed
   */
  disturb(instanceId: string, faultId: string, disturbance: Disturbance): Promise<void>
  /** Takes away whatever is in place under that id. No error when there is nothing, no process or no such instance. */
  calm(instanceId: string, faultId: string): Promise<void>
  /** Looks whether anything is in place under that id. */
  isDisturbed(instanceId: string, faultId: string): Promise<boolean>
}

/** "gone": its server has ended, connecting is refused. "silent": it is frozen, connections stay open and hang. */
export type AbsenceMode = "gone" | "silent"

/** Takes away what the services depend on, as a whole. */
export interface DependencySwitch {
  /**
   * Takes the dependency away. What it has stored is never touched, and nothing starts it again until it is given back.
   * Resolves when it is away; does nothing when it is away like that already.
   * @throws GamedayError unknown_service, protected_target, unsupported_on_platform, platform_failed
   */
  takeAway(name: string, mode: AbsenceMode): Promise<void>
  /** Lets it go on, or starts it again, whatever made it go away. Resolves when its server runs; see `isMissing`. */
  giveBack(name: string): Promise<void>
  /** Looks: true when it should be there and does not answer. */
  isMissing(name: string): Promise<boolean>
}

export type DependencyEvent =
  | { readonly type: "died"; readonly at: number; readonly name: string; readonly reason: string }
  | { readonly type: "started"; readonly at: number; readonly name: string }

export interface DependencyWatch {
  /** Tells when a dependency ends by itself, and when it runs again; not what was done on purpose. */
  subscribe(listener: (event: DependencyEvent) => void): () => void
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
  /**
   * Looks who is there and changes nothing, so that what an earlier control plane left broken can be undone before anybody
   * waits for it to be ready.
   * @returns whether anybody can be there: false where nothing outlives the control plane
   */
  attach(): Promise<boolean>
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

/** Where the databases of the target are, for those who only look. */
export interface DatabaseAddresses {
  /** Connection string of a database by its name in the target, as its owner; null while it cannot be reached. */
  databaseUrl(database: string): Promise<string | null>
}

export interface Platform
  extends PlatformLifecycle,
    PlatformInventory,
    InstanceKiller,
    InstanceStarter,
    InstanceStopper,
    InstanceFreezer,
    ServiceScaler,
    DatabaseAddresses {
  readonly limiter: ResourceLimiter
  readonly network: NetworkDisturber
  readonly dependencies: DependencySwitch & DependencyWatch
}

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
