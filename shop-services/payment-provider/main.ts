import { runService } from "../kit/run-service.ts"
import { paymentProviderService } from "./service.ts"

await runService(paymentProviderService)
