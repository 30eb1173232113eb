import { runService } from "../kit/run-service.ts"
import { inventoryService } from "./service.ts"

await runService(inventoryService)
