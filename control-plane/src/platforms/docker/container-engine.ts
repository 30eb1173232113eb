import type { MemoryLimit, ResourceLimits } from "../ports.ts"

/*
 * What the Docker platform asks of a container engine, in our words. docker-engine.ts translates; nothing else knows
 * Docker's. Every method rejects with GamedayError platform_failed when the engine refuses or does not answer.
 */
export interface StageContainer {
  /** The engine's id; changes when the container is made anew. */
  readonly containerId: string
  readonly service: string
  readonly number: number
  readonly running: boolean
  readonly paused: boolean
  /** "none" when it has no health check. */
  readonly health: "none" | "starting" | "healthy" | "unhealthy"
  readonly exitCode: number
  /** ms since the epoch; null when it never ran. */
  readonly startedAt: number | null
  /** Address on the stage's network; null while it does not run. */
  readonly address: string | null
  /** All its addresses, of both families; empty while it does not run. */
  readonly addresses: readonly string[]
  /** TCP ports its image says it listens on. */
  readonly exposedPorts: readonly number[]
  /** Made by us when scaling, not by compose. */
  readonly clone: boolean
}

/** What a script said, and with which code it ended. */
export interface ScriptOutcome {
  readonly exitCode: number
  readonly output: string
}

export interface EngineFacts {
  readonly limitsCores: boolean
  readonly limitsMemory: boolean
}

export type ContainerEvent =
  | { readonly type: "started"; readonly containerId: string }
  | { readonly type: "healthy"; readonly containerId: string }
  | { readonly type: "paused"; readonly containerId: string }
  | { readonly type: "resumed"; readonly containerId: string }
  | { readonly type: "died"; readonly containerId: string; readonly exitCode: number }
  | { readonly type: "removed"; readonly containerId: string }

export interface ContainerWatch {
  /** Resolves when the engine ended the stream, or `stop` was called. */
  readonly ended: Promise<void>
  stop(): void
}

export interface ContainerEngine {
  /** All containers of the project that are labelled as targets, by service and number. */
  targets(): Promise<StageContainer[]>
  /** One of them; undefined when it is gone or no target of this project. */
  target(containerId: string): Promise<StageContainer | undefined>
  /** Containers of the project that are not targets: what faults must never touch. */
  bystanders(service: string): Promise<StageContainer[]>
  /** All containers of that service, targets or not. For looking only. */
  members(service: string): Promise<StageContainer[]>
  facts(): Promise<EngineFacts>
  /** Resolves when the engine has begun to tell. Only targets of the project are told of. */
  watch(listener: (event: ContainerEvent) => void): Promise<ContainerWatch>

  /** SIGKILL; no error when it does not run. */
  kill(containerId: string): Promise<void>
  start(containerId: string): Promise<void>
  /** SIGTERM, SIGKILL after `graceSeconds`. */
  stop(containerId: string, graceSeconds: number): Promise<void>
  /** Freezes every process of it; no error when it is frozen already or does not run. */
  pause(containerId: string): Promise<void>
  /** No error when it is not frozen. */
  resume(containerId: string): Promise<void>
  remove(containerId: string): Promise<void>
  /**
   * Creates, but does not start, another replica like this one.
   * @param limits what it may use; absent: as much as this one now
   * @returns its container id
   */
  clone(containerId: string, number: number, limits?: ResourceLimits): Promise<string>

  /** What it may use now; undefined when it is gone. */
  limits(containerId: string): Promise<ResourceLimits | undefined>
  /** Changes it while it runs; no error when it is gone. */
  limitCores(containerId: string, cores: number | null): Promise<void>
  /** @returns "uses more" when nothing was changed, because the kernel (cgroup v1) grants no limit below what is in use */
  limitMemory(containerId: string, memory: MemoryLimit | null): Promise<"done" | "uses more">

  /**
   * Runs a shell script with the network tools in the network of that container.
   * @throws GamedayError also when the image with the tools is not there
   */
  runBeside(containerId: string, script: string): Promise<ScriptOutcome | "no process">
  /** Runs a shell script with the network tools in a network in which nothing is. */
  runAlone(script: string): Promise<ScriptOutcome | "no image">
}
