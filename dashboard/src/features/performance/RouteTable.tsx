import type { RouteStats } from "@gameday/contract"
import { useI18n } from "../../i18n/i18n.ts"
import { DataTable } from "../../ui/DataTable.tsx"
import { SectionTitle } from "../../ui/SectionTitle.tsx"
import styles from "./RouteTable.module.css"

interface RouteTableProps {
  readonly routes: readonly RouteStats[]
  readonly limitMs: number | null
}

/** Each step of the journey, the slowest first: what is felt, and the time it takes once it was sent. */
export function RouteTable({ routes, limitMs }: RouteTableProps) {
  const { t, format } = useI18n()
  const slowestFirst = routes.toSorted((a, b) => (b.p95Ms ?? 0) - (a.p95Ms ?? 0))
  const over = (ms: number | null) => limitMs !== null && ms !== null && ms > limitMs
  return (
    <div className={styles.routes}>
      <SectionTitle note={t("load.routes-window")}>{t("load.routes")}</SectionTitle>
      {routes.length === 0 ? (
        <p>{t("load.routes-empty")}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it.
        <section className={styles.scroll} tabIndex={0} aria-label={t("load.routes")}>
          <DataTable
            figures
            columns={[
              t("load.column.route"),
              t("load.column.count"),
              t("load.column.failed"),
              "p50",
              "p95",
              "p99",
              t("performance.column.service"),
            ]}
          >
            {slowestFirst.map((route) => (
              <tr key={route.route}>
                <th scope="row">{route.route}</th>
                <td>{format.number(route.count)}</td>
                <td data-bad={route.failed > 0}>{format.number(route.failed)}</td>
                <td>{format.milliseconds(route.p50Ms)}</td>
                <td data-bad={over(route.p95Ms)}>{format.milliseconds(route.p95Ms)}</td>
                <td>{format.milliseconds(route.p99Ms)}</td>
                <td>{format.milliseconds(route.serviceP95Ms)}</td>
              </tr>
            ))}
          </DataTable>
        </section>
      )}
    </div>
  )
}
