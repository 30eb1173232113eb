import { runService } from "../kit/run-service.ts"
import { paymentService } from "./service.ts"

await runService(paymentService)
