import { runService } from "../kit/run-service.ts"
import { gatewayService } from "./service.ts"

await runService(gatewayService)
