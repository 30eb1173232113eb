import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from "fastify"
import type { HttpDependencies } from "./dependencies.ts"
import { access } from "./plugins/access.ts"
import { dashboard } from "./plugins/dashboard.ts"
import { docs } from "./plugins/docs.ts"
import { errors } from "./plugins/errors.ts"
import { lastCall } from "./plugins/last-call.ts"
import { autoscalingRoutes } from "./routes/autoscaling.ts"
import { checklistRoutes } from "./routes/checklist.ts"
import { faultRoutes } from "./routes/faults.ts"
import { loadRoutes } from "./routes/load.ts"
import { orderAuditRoutes } from "./routes/order-audit.ts"
import { runRoutes } from "./routes/runs.ts"
import { serviceRoutes } from "./routes/services.ts"
import { stateRoutes } from "./routes/state.ts"
import { streamRoutes } from "./routes/stream.ts"
import { viewerLinkRoutes } from "./routes/viewer-link.ts"

/** Builds the control plane's HTTP side; the caller listens. */
export async function buildServer(
  dependencies: HttpDependencies,
  logger: FastifyBaseLogger,
): Promise<FastifyInstance> {
  const app = Fastify({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
    routerOptions: { ignoreTrailingSlash: true },
    bodyLimit: 64 * 1024,
    forceCloseConnections: true,
    ajv: {
      // A body means what it says: no guessing of types, no silent dropping of fields.
      customOptions: {
        allErrors: true,
        discriminator: true,
        coerceTypes: false,
        removeAdditional: false,
        useDefaults: false,
        strict: false,
      },
    },
  })
  // The response schemas document; serialising by them could drop what a schema forgot.
  app.setSerializerCompiler(() => JSON.stringify)
  errors(app)
  lastCall(app, dependencies.clock)
  await access(app, dependencies.access)
  await docs(app, { version: dependencies.version })
  await dashboard(app, { directory: dependencies.dashboardDirectory })
  stateRoutes(app, dependencies)
  faultRoutes(app, dependencies)
  loadRoutes(app, dependencies)
  serviceRoutes(app, dependencies)
  orderAuditRoutes(app, dependencies)
  autoscalingRoutes(app, dependencies)
  viewerLinkRoutes(app, dependencies)
  runRoutes(app, dependencies)
  checklistRoutes(app, dependencies)
  await streamRoutes(app, dependencies)
  return app
}
