import type { RouteStats } from "@gameday/contract"
import { useI18n } from "../../i18n/i18n.ts"
import { DataTable } from "../../ui/DataTable.tsx"
import { Explained } from "../../ui/Explained.tsx"
import { SectionTitle } from "../../ui/SectionTitle.tsx"
import styles from "./Routes.module.css"

/** Each step of the journey: how often, how fast for the customer, and how fast once sent. */
export function Routes({ routes }: { readonly routes: readonly RouteStats[] }) {
  const { t, format } = useI18n()
  return (
    <section className={styles.routes}>
      <SectionTitle note={t("load.routes-window")}>{t("load.routes")}</SectionTitle>
      {routes.length === 0 ? (
        <p>{t("load.routes-empty")}</p>
      ) : (
        <DataTable
          figures
          columns={[
            t("load.column.route"),
            t("load.column.count"),
            t("load.column.failed"),
            "p50",
            "p95",
            "p99",
          ]}
        >
          {routes.map((route) => (
            <tr key={route.route}>
              <th scope="row">
                <Explained
                  side="above"
                  formula={t("load.service-time", {
                    p50: format.milliseconds(route.serviceP50Ms),
                    p95: format.milliseconds(route.serviceP95Ms),
                  })}
                >
                  {route.route}
                </Explained>
              </th>
              <td>{format.number(route.count)}</td>
              <td data-failed={route.failed > 0}>{format.number(route.failed)}</td>
              <td>{format.milliseconds(route.p50Ms)}</td>
              <td>{format.milliseconds(route.p95Ms)}</td>
              <td>{format.milliseconds(route.p99Ms)}</td>
            </tr>
          ))}
        </DataTable>
      )}
    </section>
  )
}
