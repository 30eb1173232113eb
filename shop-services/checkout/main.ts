import { runService } from "../kit/run-service.ts"
import { checkoutService } from "./service.ts"

await runService(checkoutService)
