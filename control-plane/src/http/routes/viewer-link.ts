import type { State } from "@gameday/contract"
import type { FastifyInstance } from "fastify"
import type { AccessOptions } from "../plugins/access.ts"
import { ViewerLink, viewerLinkOf } from "../viewer-link.ts"

interface ViewerLinkSources {
  readonly access: AccessOptions
  readonly telemetry: { state(): Pick<State, "platform"> }
}

/** What the operator shows to the audience. For operators only: the token in it is for those they give it to. */
export function viewerLinkRoutes(app: FastifyInstance, { access, telemetry }: ViewerLinkSources): void {
  app.get(
    "/api/v1/viewer-link",
    {
      schema: {
        summary: "The read-only link for the audience, and whether their phones can open it",
        response: { 200: ViewerLink },
      },
    },
    ({ protocol, host }, reply) => {
      void reply.header("cache-control", "no-store")
      const { platform } = telemetry.state()
      return viewerLinkOf({ ...access, inContainer: platform !== "local" }, { protocol, host })
    },
  )
}
