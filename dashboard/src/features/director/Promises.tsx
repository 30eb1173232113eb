import type { ExpectationState } from "@gameday/contract"
import { useI18n } from "../../i18n/i18n.ts"
import { limitWords, measuredWords } from "../../runs/metric-words.ts"
import { countPromises, promiseShapes, promiseState } from "../../runs/promises.ts"
import { StatusWord } from "../../ui/StatusWord.tsx"
import styles from "./Promises.module.css"

interface PromisesProps {
  readonly expectations: readonly ExpectationState[]
  /** The run is over: what is not known now never will be. */
  readonly ended: boolean
}

/** What was promised, what was measured, and whether it is kept so far. */
export function Promises({ expectations, ended }: PromisesProps) {
  const i18n = useI18n()
  const { t, format, pick } = i18n
  const { kept, broken, open } = countPromises(expectations, ended)
  return (
    <section className={styles.promises} data-many={expectations.length > 5}>
      <h2>
        {t("run.promised")}
        <small>
          {t("run.promise.count", {
            kept: format.number(kept),
            broken: format.number(broken),
            open: format.number(open),
          })}
        </small>
      </h2>
      <ul>
        {expectations.map(({ id, title, assertion }) => {
          const state = promiseState(assertion, ended)
          return (
            <li key={id} data-testid={`promise-${id}`} data-state={state}>
              <StatusWord status={promiseShapes[state]}>{t(`run.promise.${state}`)}</StatusWord>
              <span>{pick(title)}</span>
              <b className={state === "broken" ? "s-down" : undefined} data-value={assertion.measured ?? ""}>
                {measuredWords(assertion.metric, assertion.measured, i18n)}
              </b>
              <small>{limitWords(assertion, i18n)}</small>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
