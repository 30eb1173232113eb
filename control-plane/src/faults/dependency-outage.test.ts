import { chmodSync, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { systemClock } from "../clock.ts"
import { DatabaseKeeper } from "../platforms/local/database-keeper.ts"
import { LocalDependencies } from "../platforms/local/local-dependencies.ts"
import { removePostgresData } from "../platforms/local/postgres-home.ts"
import { describeDependencyConformance } from "./testing/dependency-conformance.ts"
import { postgresSeenBy } from "./testing/postgres-client.ts"
import { silent } from "./testing/stage.ts"

/** The local platform's own part: its Postgres and what keeps it running. */
async function localPostgres() {
  const dataDir = mkdtempSync(join(tmpdir(), "gameday-outage-"))
  chmodSync(dataDir, 0o755)
  const dependency = {
    name: "postgres",
    title: { en: "Database", de: "Datenbank" },
    kind: "database" as const,
  }
  let keeper: DatabaseKeeper | undefined
  const dependencies = new LocalDependencies({
    target: { dependencies: [dependency] },
    clock: systemClock,
    logger: silent,
    database: () => keeper,
  })
  const running = await DatabaseKeeper.start({
    dataDir,
    logFile: join(dataDir, "postgres.log"),
    databases: ["shop"],
    maxConnections: 20,
    clock: systemClock,
    onSpawn: () => undefined,
    ...dependencies.watch(),
  })
  keeper = running
  return {
    dependency,
    switch: dependencies,
    ...postgresSeenBy(() => running.urlOf("shop")),
    async dispose() {
      await running.stop()
      removePostgresData(dataDir)
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

describeDependencyConformance(
  { kind: "dependency-outage", params: { mode: "gone" }, affected: "refuses" },
  localPostgres,
)
describeDependencyConformance(
  { kind: "dependency-outage", params: { mode: "silent" }, affected: "hangs" },
  localPostgres,
)
