import { runService } from "../kit/run-service.ts"
import { productService } from "./service.ts"

await runService(productService)
