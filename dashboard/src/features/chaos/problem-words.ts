import type { I18n } from "../../i18n/i18n.ts"
import type { ParamProblem } from "./param-values.ts"
import { rangeWords } from "./param-words.ts"

/** What to do about a value that is not allowed, in one sentence. */
export function problemWords(problem: ParamProblem, i18n: I18n): string {
  const { t, format } = i18n
  switch (problem.type) {
    case "missing":
      return t("problem.missing")
    case "range":
      return t("problem.range", { range: rangeWords(problem.min, problem.max, i18n) })
    case "whole":
      return t("problem.whole")
    case "long":
      return t("problem.long", { max: format.number(problem.maxLength) })
    case "pattern":
      return t("problem.pattern")
    case "few":
      return t("problem.few", { least: format.number(problem.least) })
    default:
      return problem satisfies never
  }
}
