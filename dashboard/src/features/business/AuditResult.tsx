import type { OrderAudit } from "@gameday/contract"
import { useI18n } from "../../i18n/i18n.ts"
import { useStage } from "../../store/stage-store.ts"
import { Explained } from "../../ui/Explained.tsx"
import { StatusShape } from "../../ui/Icon.tsx"
import styles from "./OrderAuditPanel.module.css"

/** The verdict first, then what was compared, then every offence with the first offenders. */
export function AuditResult({ audit }: { readonly audit: OrderAudit }) {
  const { t, format } = useI18n()
  const currency = useStage((stage) => stage.state?.business.currency ?? "")
  const money = (cents: number) => `${format.money(cents)}\u00a0${currency}`
  const offences = audit.offences.filter(({ count }) => count > 0)
  const count = offences.reduce((sum, offence) => sum + offence.count, 0)
  const nothing = audit.told.orders === 0 && audit.orders.confirmed === 0 && audit.clean
  return (
    <>
      <p
        className={`${styles.verdict} ${nothing ? "s-unknown" : audit.clean ? "s-healthy" : "s-down"}`}
        data-testid="audit-verdict"
        data-clean={audit.clean}
      >
        <StatusShape status={nothing ? "unknown" : audit.clean ? "healthy" : "down"} />
        {nothing
          ? t("audit.no-orders")
          : audit.clean
            ? t("audit.clean")
            : t("audit.offences", { count: format.number(count) })}
      </p>
      <p className={styles.when}>
        {t("audit.when", { time: format.time(audit.at), settle: format.duration(audit.settleSeconds) })}
      </p>
      <dl className={styles.counts}>
        <Count
          name={t("audit.told")}
          formula={t("formula.audit-told")}
          value={format.number(audit.told.orders)}
          more={money(audit.told.cents)}
        />
        <Count
          name={t("audit.confirmed")}
          formula={t("formula.audit-confirmed", {
            accepted: format.number(audit.orders.accepted),
            refused: format.number(audit.orders.refused),
            underway: format.number(audit.orders.underway),
          })}
          value={format.number(audit.orders.confirmed)}
          more={money(audit.confirmedCents)}
        />
        <Count
          name={t("audit.taken")}
          formula={t("formula.audit-taken")}
          value={format.money(audit.takenCents)}
          more={t("audit.units", { currency, units: format.number(audit.unitsSold) })}
        />
      </dl>
      {offences.length > 0 && (
        <ul
          className={styles.offences}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it.
          tabIndex={0}
          aria-label={t("audit.offenders")}
        >
          {offences.map((offence) => (
            <li key={offence.kind} data-testid={`offence-${offence.kind}`}>
              <b>{format.number(offence.count)}</b>
              <span>
                {t(`offence.${offence.kind}`)}
                {offence.examples.map(({ what, detail }) => (
                  <code key={`${what} ${detail}`}>{detail === "" ? what : `${what}: ${detail}`}</code>
                ))}
              </span>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

interface CountProps {
  readonly name: string
  readonly formula: string
  readonly value: string
  readonly more: string
}

function Count({ name, formula, value, more }: CountProps) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <Explained side="above" formula={formula}>
          <b>{value}</b>
          <small>{more}</small>
        </Explained>
      </dd>
    </div>
  )
}
