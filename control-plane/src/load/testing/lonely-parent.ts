// A control plane of its own process, so that a test can kill it: starts a load, a crowd and bots on the URL it is given and says
// so.
import { oneGet, TestLoad } from "./test-load.ts"

const load = new TestLoad([oneGet], process.argv[2] ?? "")
await load.service.start({ journey: "one-get", profile: { kind: "constant", rps: 20 } })
await load.traffic.multiply("f1", 3)
await load.traffic.surge("f2", { rps: 20, route: "/bots" })
console.log("started")
