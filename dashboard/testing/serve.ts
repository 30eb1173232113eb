import { join } from "node:path"
import { startSampleServer } from "./sample-server.ts"

/* SAMPLE DATA on http://127.0.0.1:3901/ha-dashboard, from dashboard/dist. Ctrl-C ends it. */
const { url } = await startSampleServer({
  port: 3901,
  dist: join(import.meta.dirname, "../dist"),
  rps: 240,
  replicas: 2,
})
console.log(`Sample stage (made-up data): ${url}/ha-dashboard`)
