import type { ReactNode } from "react"
import type { Answer } from "../api/client.ts"
import { useI18n } from "../i18n/i18n.ts"
import { Button } from "./Button.tsx"
import { Empty } from "./Empty.tsx"
import { Refusal } from "./Refusal.tsx"

interface AskedProps<T> {
  readonly answer: Answer<T> | null
  /** While nothing was heard yet. */
  readonly waiting: string
  onRetry(): void
  children(value: T): ReactNode
}

/** What the control plane was asked for, that it is on its way, or why it did not come. */
export function Asked<T>({ answer, waiting, onRetry, children }: AskedProps<T>) {
  const { t } = useI18n()
  if (answer === null) return <Empty>{waiting}</Empty>
  if (answer.ok) return children(answer.value)
  return (
    <div role="alert">
      <Refusal code={answer.error.code} message={answer.error.message} />
      <Button onClick={onRetry}>{t("action.retry")}</Button>
    </div>
  )
}
