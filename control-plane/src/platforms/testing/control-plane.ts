import { fileURLToPath } from "node:url"
import { systemClock } from "../../clock.ts"
import { LocalPlatform } from "../local/local-platform.ts"
import { quietLogger } from "./quiet-logger.ts"
import { tinyTarget } from "./tiny-target.ts"

/* A control plane that only brings the tiny target up, says so, and waits to be killed. */
const [dataDir, entry, extra] = process.argv.slice(2)
if (dataDir === undefined)
  throw new Error("usage: control-plane.ts <data directory> <entry port> <extra port>")

const platform = new LocalPlatform({
  target: tinyTarget({ entry: Number(entry), extra: Number(extra) }),
  repositoryRoot: fileURLToPath(new URL("../../../../", import.meta.url)),
  dataDir,
  secrets: { admin: "admin-secret", client: "client-secret", jwt: "jwt-secret" },
  clock: systemClock,
  logger: quietLogger,
})
await platform.up(() => undefined)
process.stdout.write("up\n")
setInterval(() => undefined, 60_000)
