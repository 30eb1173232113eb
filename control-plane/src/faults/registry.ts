import type { FaultKind } from "@gameday/contract"
import { abort } from "./abort.ts"
import { cpuBurn } from "./cpu-burn.ts"
import { crash } from "./crash.ts"
import { errorRate } from "./error-rate.ts"
import { eventLoopBlock } from "./event-loop-block.ts"
import type { FaultDefinition } from "./fault-definition.ts"
import { kill } from "./kill.ts"
import { latency } from "./latency.ts"
import { memoryPressure } from "./memory-pressure.ts"
import { pause } from "./pause.ts"
import { restart } from "./restart.ts"
import { slowBody } from "./slow-body.ts"
import { stop } from "./stop.ts"
import { timeout } from "./timeout.ts"
import { unready } from "./unready.ts"

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
} as const satisfies { [K in FaultKind]: FaultDefinition<K> }
