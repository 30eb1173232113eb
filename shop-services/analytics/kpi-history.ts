import type { Database, Statement } from "../kit/database.ts"
import type { LoadTestMetrics } from "./kpis.ts"

const insertSnapshot: Statement = {
  name: "kpi-insert",
  type: "insert",
  table: "kpi_snapshots",
  // All replicas measure; the first one to write the five seconds writes them.
  text: `INSERT INTO kpi_snapshots (taken_at, requests_per_second, average_response_time, error_rate, active_users,
      cpu_usage, memory_usage)
    VALUES (date_bin('5 seconds', $1, timestamptz '2000-01-01'), $2, $3, $4, $5, $6, $7)
    ON CONFLICT (taken_at) DO NOTHING`,
}
const forgetOldSnapshots: Statement = {
  name: "kpi-forget",
  type: "delete",
  table: "kpi_snapshots",
  text: "DELETE FROM kpi_snapshots WHERE taken_at < now() - interval '24 hours'",
}

/** The key figures every 5 s, kept for 24 h. */
export class KpiHistory {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  async keep({ timestamp, metrics }: LoadTestMetrics): Promise<void> {
    await this.#database.query(insertSnapshot, [
      timestamp,
      metrics.requests_per_second,
      metrics.average_response_time,
      metrics.error_rate,
      metrics.active_users,
      metrics.cpu_usage,
      metrics.memory_usage,
    ])
  }

  async forgetOld(): Promise<void> {
    await this.#database.query(forgetOldSnapshots)
  }
}
