// A control plane of its own process, so that a test can kill it: starts a load on the URL it is given and says so.
import { oneGet, TestLoad } from "./test-load.ts"

const load = new TestLoad([oneGet], process.argv[2] ?? "")
await load.service.start({ journey: "one-get", profile: { kind: "constant", rps: 20 } })
console.log("started")
