import type { FaultKind } from "@gameday/contract"
import { crash } from "./crash.ts"
import { errorRate } from "./error-rate.ts"
import type { FaultDefinition } from "./fault-definition.ts"
import { kill } from "./kill.ts"
import { latency } from "./latency.ts"
import { pause } from "./pause.ts"
import { restart } from "./restart.ts"
import { stop } from "./stop.ts"

/** Every kind of fault. The compiler refuses a kind of the contract that is missing here. */
export const faultRegistry = {
  kill,
  crash,
  stop,
  pause,
  restart,
  latency,
  "error-rate": errorRate,
} as const satisfies { [K in FaultKind]: FaultDefinition<K> }
