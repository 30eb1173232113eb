import type { RouteStats } from "@gameday/contract"
import { useI18n } from "../../i18n/i18n.ts"
import { Explained } from "../../ui/Explained.tsx"
import styles from "./Routes.module.css"

/** Each step of the journey: how often, how fast for the customer, and how fast once sent. */
export function Routes({ routes }: { readonly routes: readonly RouteStats[] }) {
  const { t, format } = useI18n()
  return (
    <section className={styles.routes}>
      <h2>
        {t("load.routes")} <small>{t("load.routes-window")}</small>
      </h2>
      {routes.length === 0 ? (
        <p>{t("load.routes-empty")}</p>
      ) : (
        <table>
          <thead>
            <tr>
              <th scope="col">{t("load.column.route")}</th>
              <th scope="col">{t("load.column.count")}</th>
              <th scope="col">{t("load.column.failed")}</th>
              <th scope="col">p50</th>
              <th scope="col">p95</th>
              <th scope="col">p99</th>
            </tr>
          </thead>
          <tbody>
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
          </tbody>
        </table>
      )}
    </section>
  )
}
