import type { FaultKind } from "@gameday/contract"
import { abort } from "./abort.ts"
import { bandwidth } from "./bandwidth.ts"
import { botSurge } from "./bot-surge.ts"
import { cacheFlush } from "./cache-flush.ts"
import { cpuBurn } from "./cpu-burn.ts"
import { cpuLimit } from "./cpu-limit.ts"
import { crash } from "./crash.ts"
import { dbLatency } from "./db-latency.ts"
import { dbPoolExhaustion } from "./db-pool-exhaustion.ts"
import { dependencyOutage } from "./dependency-outage.ts"
import { errorRate } from "./error-rate.ts"
import { eventLoopBlock } from "./event-loop-block.ts"
import type { FaultDefinition } from "./fault-definition.ts"
import { flashCrowd } from "./flash-crowd.ts"
import { kill } from "./kill.ts"
import { latency } from "./latency.ts"
import { memoryLimit } from "./memory-limit.ts"
import { memoryPressure } from "./memory-pressure.ts"
import { networkLatency } from "./network-latency.ts"
import { packetLoss } from "./packet-loss.ts"
import { partition } from "./partition.ts"
import { pause } from "./pause.ts"
import { resilienceOff } from "./resilience-off.ts"
import { restart } from "./restart.ts"
import { slowBody } from "./slow-body.ts"
import { stop } from "./stop.ts"
import { timeout } from "./timeout.ts"
import { unready } from "./unready.ts"
import { upstreamAbort } from "./upstream-abort.ts"
import { upstreamLatency } from "./upstream-latency.ts"

/** Every kind of fault. The compiler refuses a kind of the contract that is missing here. */
export const faultRegistry = {
  kill,
  crash,
  stop,
  pause,
  restart,
  latency,
  "slow-body": slowBody,
  timeout,
  "event-loop-block": eventLoopBlock,
  "error-rate": errorRate,
  abort,
  unready,
  "cpu-burn": cpuBurn,
  "memory-pressure": memoryPressure,
  "cpu-limit": cpuLimit,
  "memory-limit": memoryLimit,
  partition,
  "packet-loss": packetLoss,
  bandwidth,
  "network-latency": networkLatency,
  "dependency-outage": dependencyOutage,
  "db-pool-exhaustion": dbPoolExhaustion,
  "db-latency": dbLatency,
  "cache-flush": cacheFlush,
  "flash-crowd": flashCrowd,
  "bot-surge": botSurge,
  "upstream-latency": upstreamLatency,
  "upstream-abort": upstreamAbort,
  "resilience-off": resilienceOff,
} as const satisfies { [K in FaultKind]: FaultDefinition<K> }

/** Whether a ledger's word for a kind is one of ours. */
export function isKind(word: string): word is FaultKind {
  return Object.hasOwn(faultRegistry, word)
}
