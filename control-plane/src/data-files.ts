import { join } from "node:path"

/** What the control plane and its watchdog share in the data directory. */
export function dataFiles(dataDir: string) {
  return {
    ledger: join(dataDir, "ledger.ndjson"),
    controlPlanePulse: join(dataDir, "control-plane.pulse"),
    /** There while the watchdog reverts. */
    watchdogPulse: join(dataDir, "watchdog.pulse"),
  }
}
