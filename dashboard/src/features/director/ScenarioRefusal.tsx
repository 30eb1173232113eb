import type { ApiError } from "../../api/client.ts"
import { useI18n } from "../../i18n/i18n.ts"
import { Refusal } from "../../ui/Refusal.tsx"
import styles from "./ScenarioRefusal.module.css"

/** Why a scenario did not start: every problem, and where in the file it is. */
export function ScenarioRefusal({ error }: { readonly error: ApiError }) {
  const { t } = useI18n()
  return (
    <div className={styles.refusal} role="alert" data-testid="run-refusal">
      <Refusal code={error.code} message={error.message} />
      {(error.problems ?? []).length > 0 && (
        <ul>
          {error.problems?.map(({ path, message, line, column }) => (
            <li key={`${path} ${line} ${column} ${message}`}>
              <code>{line === undefined ? path : t("director.at", { line, column: column ?? 1 })}</code>
              <span>{message}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
