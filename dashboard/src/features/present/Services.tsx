import type { State } from "@gameday/contract"
import { useI18n } from "../../i18n/i18n.ts"
import { healthOf, servicesOfTier } from "../../store/selectors.ts"
import { StatusWord } from "../../ui/StatusWord.tsx"
import styles from "./Services.module.css"

/** The core services with shape and word; generated, none is known by name. */
export function Services({ state }: { readonly state: State }) {
  const { t, pick, format } = useI18n()
  const core = servicesOfTier(state, "core")
  const { healthy, total } = healthOf(core)
  return (
    <section className={styles.services} aria-label={t("present.services")}>
      <h2 className="visually-hidden">
        {t("present.services")}:{" "}
        <span data-testid="core-healthy">
          {t("topology.of", { healthy: format.number(healthy), total: format.number(total) })}
        </span>
      </h2>
      <ul data-many={core.length > 4}>
        {core.map(({ name, title, status, ready, desired }) => (
          <li key={name} data-status={status} data-testid={`service-${name}`}>
            <b>{pick(title)}</b>
            <StatusWord status={status} />
            <small>
              {t("present.ready", { ready: format.number(ready), desired: format.number(desired) })}
            </small>
          </li>
        ))}
      </ul>
    </section>
  )
}
