import type { State } from "@gameday/contract"
import type { I18n } from "../../i18n/i18n.ts"
import { worstOf } from "./edge-notes.ts"

/** The picture in words, for those who do not see it. */
export function topologySummary(state: State, { t, pick, format }: I18n): string {
  const titles = new Map(
    [...state.services, ...state.dependencies].map(({ name, title }) => [name, pick(title)]),
  )
  const services = state.services.map((service) =>
    t("topology.service-summary", {
      service: pick(service.title),
      status: t(`status.${service.status}`),
      ready: format.number(service.ready),
      desired: format.number(service.desired),
    }),
  )
  const failing = state.edges
    .filter((edge) => worstOf([edge]) !== null)
    .map((edge) => {
      const ends = { from: titles.get(edge.from) ?? edge.from, to: titles.get(edge.to) ?? edge.to }
      if (edge.breaker === "open") return t("topology.open-summary", ends)
      if (edge.breaker === "half-open") return t("topology.trying-summary", ends)
      return t("topology.edge-summary", {
        ...ends,
        rps: format.rate(edge.rps),
        percent: format.percentSign(edge.errorRatio),
      })
    })
  return t("topology.summary", { services: services.join("; "), edges: failing.join(" ") })
}
