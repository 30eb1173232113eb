import { runService } from "../kit/run-service.ts"
import { userService } from "./service.ts"

await runService(userService)
