import { runService } from "../kit/run-service.ts"
import { analyticsService } from "./service.ts"

await runService(analyticsService)
