// `npm run bench -- load`: the load engine beside stock autocannon, hey and wrk, against a stub server, in about two and a
// half minutes. Prints what was measured and whether the aim was reached; on a busy machine it says more about the machine.
import { availableParallelism, loadavg } from "node:os"
import { accuracy } from "./sections/accuracy.ts"
import { cpu } from "./sections/cpu.ts"
import { kill } from "./sections/kill.ts"
import { stall } from "./sections/stall.ts"
import { throughput } from "./sections/throughput.ts"
import { truncation } from "./sections/truncation.ts"
import { isInstalled } from "./tools/command.ts"

const startedAt = performance.now()
const others = ["hey", "wrk"].filter((program) => !isInstalled(program))
console.log(
  `Node ${process.version}, ${availableParallelism()} cores, load average ${(loadavg()[0] ?? 0).toFixed(2)}` +
    (others.length === 0 ? "" : `; left out, because not installed: ${others.join(", ")}`),
)
for (const section of [accuracy, cpu, stall, kill, truncation, throughput]) await section()
console.log(
  `\n${((performance.now() - startedAt) / 1000).toFixed(0)} s; load average ${(loadavg()[0] ?? 0).toFixed(2)}`,
)
