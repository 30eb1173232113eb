import { Client } from "pg"
import type { DependencyUnderTest } from "./dependency-conformance.ts"

/** How a client sees a Postgres server. @param urlOf asked anew each time: a container that was started again may have another address */
export function postgresSeenBy(
  urlOf: () => string | Promise<string>,
): Pick<DependencyUnderTest, "look" | "store" | "isStored"> {
  const ask = async (sql: string) => {
    const client = new Client({
      connectionString: await urlOf(),
      connectionTimeoutMillis: 1_500,
      query_timeout: 1_500,
    })
    client.on("error", () => undefined)
    await client.connect()
    try {
      return (await client.query(sql)).rows
    } finally {
      await client.end()
    }
  }
  return {
    look: () =>
      ask("select 1").then(
        () => "answers",
        (error: unknown) => (/timeout/i.test(String(error)) ? "hangs" : "refuses"),
      ),
    store: async () => void (await ask("create table kept as select 42 as answer")),
    isStored: async () => (await ask("select answer from kept"))[0]?.answer === 42,
  }
}
