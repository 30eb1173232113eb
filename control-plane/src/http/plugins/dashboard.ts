import { existsSync } from "node:fs"
import { readFile } from "node:fs/promises"
import { join } from "node:path"
import fastifyStatic from "@fastify/static"
import type { FastifyInstance } from "fastify"

/** One word: which views there are is the dashboard's business, and it shows the overview for one it does not know. */
const views = ["", "/:view(^[a-z]+$)"]

/** Serves the built dashboard; every view is a deep link to the same page. */
export async function dashboard(app: FastifyInstance, { directory }: { directory: string }): Promise<void> {
  const open = { config: { access: "public" as const }, schema: { hide: true } }
  app.get("/", open, (_, reply) => reply.redirect("/ha-dashboard", 302))
  const index = join(directory, "index.html")
  if (!existsSync(index)) {
    app.get("/ha-dashboard", open, (_, reply) =>
      reply.status(503).type("text/plain").send("The dashboard is not built yet. Run: npm run build"),
    )
    return
  }
  await app.register(async (scope) => {
    scope.addHook("onRoute", (route) => {
      route.config = { ...route.config, access: "public" }
    })
    await scope.register(fastifyStatic, {
      root: join(directory, "assets"),
      prefix: "/ha-dashboard/assets/",
      // File names carry a hash of the content.
      immutable: true,
      maxAge: "365d",
      preCompressed: true,
    })
  })
  const page = await readFile(index)
  for (const view of views) {
    app.get(`/ha-dashboard${view}`, open, (_, reply) =>
      reply.header("cache-control", "no-cache").type("text/html; charset=utf-8").send(page),
    )
  }
}
