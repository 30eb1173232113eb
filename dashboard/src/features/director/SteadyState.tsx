import type { AssertionState, Status } from "@gameday/contract"
import { useI18n } from "../../i18n/i18n.ts"
import { limitWords, measuredWords, metricWords } from "../../runs/metric-words.ts"
import { StatusShape } from "../../ui/Icon.tsx"
import styles from "./SteadyState.module.css"

const shapes = { holds: "healthy", broken: "down", unknown: "unknown" } as const satisfies Record<
  string,
  Status
>

/** What is true of the shop when nothing is wrong, live: green, or red. */
export function SteadyState({ assertions }: { readonly assertions: readonly AssertionState[] }) {
  const i18n = useI18n()
  const { t } = i18n
  return (
    <section className={styles.steady}>
      <h2>{t("run.steady")}</h2>
      <ul>
        {assertions.map((assertion) => {
          const state = assertion.holds === null ? "unknown" : assertion.holds ? "holds" : "broken"
          return (
            <li key={assertion.text} className={`s-${shapes[state]}`} data-state={state}>
              <StatusShape status={shapes[state]} />
              <span className="visually-hidden">{t(`run.steady.${state}`)}: </span>
              <span>
                {metricWords(assertion, i18n)} <small>{limitWords(assertion, i18n)}</small>
              </span>
              <b>{measuredWords(assertion.metric, assertion.measured, i18n)}</b>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
