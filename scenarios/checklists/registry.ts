import type { ChecklistItem } from "@gameday/contract"
import type { Check } from "./check.ts"
import { coreServicesHealthy } from "./items/core-services-healthy.ts"
import { dashboardLoads } from "./items/dashboard-loads.ts"
import { faultSeenAndHealed } from "./items/fault-seen-and-healed.ts"
import { grafanaLive } from "./items/grafana-live.ts"
import { healEverythingLeavesNothing } from "./items/heal-everything-leaves-nothing.ts"
import { loadAbove50 } from "./items/load-above-50.ts"
import { loginRateLimitValidation } from "./items/login-rate-limit-validation.ts"
import { recordingAvailable } from "./items/recording-available.ts"
import { reportDownloads } from "./items/report-downloads.ts"
import { resetLeavesCleanStage } from "./items/reset-leaves-clean-stage.ts"
import { textReadable } from "./items/text-readable.ts"

/** How each item is looked at. The compiler sees to it that none is missing. */
export const checks = {
  "dashboard-loads": dashboardLoads,
  "core-services-healthy": coreServicesHealthy,
  "load-above-50": loadAbove50,
  "grafana-live": grafanaLive,
  "fault-seen-and-healed": faultSeenAndHealed,
  "heal-everything-leaves-nothing": healEverythingLeavesNothing,
  "login-rate-limit-validation": loginRateLimitValidation,
  "report-downloads": reportDownloads,
  "text-readable": textReadable,
  "reset-leaves-clean-stage": resetLeavesCleanStage,
  "recording-available": recordingAvailable,
} as const satisfies Record<ChecklistItem, Check>
