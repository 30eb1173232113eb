import { Checklist, ChecklistReport } from "@gameday/contract"
import type { FastifyInstance } from "fastify"
import type { HttpDependencies } from "../dependencies.ts"

/** What has to work before the audience comes, as `npm run checklist` saw it last. */
export function checklistRoutes(
  app: FastifyInstance,
  { checklist }: Pick<HttpDependencies, "checklist">,
): void {
  app.get(
    "/api/v1/checklist",
    {
      config: { access: "viewer" },
      schema: { summary: "Is the demo ready: every item with its last result", response: { 200: Checklist } },
    },
    () => checklist.state(),
  )
  app.post<{ Body: ChecklistReport }>(
    "/api/v1/checklist/results",
    {
      schema: {
        summary: "What somebody who looked has found; an item given as not-run is about to be looked at",
        body: ChecklistReport,
        response: { 200: Checklist },
      },
    },
    (request) => checklist.report(request.body),
  )
}
