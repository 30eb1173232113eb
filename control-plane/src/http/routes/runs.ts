import { createReadStream } from "node:fs"
import { createGunzip } from "node:zlib"
import {
  OneOf,
  RunComparison,
  RunControl,
  RunList,
  RunRecord,
  RunRequest,
  RunState,
  ScenarioList,
  scenarioNamePattern,
} from "@gameday/contract"
import type { FastifyInstance } from "fastify"
import { type Static, Type } from "typebox"
import { type ReportFormat, reportFormats } from "../../runs/ports.ts"
import { actorOf, type HttpDependencies } from "../dependencies.ts"

const RunParams = Type.Object({ id: Type.String({ pattern: "^[a-z0-9-]{1,64}$" }) })
type RunParams = Static<typeof RunParams>
const ScenarioParams = Type.Object({ name: Type.String({ pattern: scenarioNamePattern }) })
type ScenarioParams = Static<typeof ScenarioParams>

const RunName = RunParams.properties.id
const CompareQuery = Type.Object({ a: RunName, b: RunName }, { additionalProperties: false })
type CompareQuery = Static<typeof CompareQuery>
const ReportQuery = Type.Object(
  {
    format: Type.Optional(OneOf(reportFormats)),
    lang: Type.Optional(OneOf(["en", "de"])),
    download: Type.Optional(Type.Literal("1")),
  },
  { additionalProperties: false },
)
type ReportQuery = Static<typeof ReportQuery>

const reportTypes: Record<ReportFormat, { readonly type: string; readonly ending: string }> = {
  html: { type: "text/html; charset=utf-8", ending: ".html" },
  json: { type: "application/json; charset=utf-8", ending: ".json" },
  junit: { type: "application/xml; charset=utf-8", ending: ".junit.xml" },
}

/** A scenario's text may have 200 000 characters, and JSON makes more of them. */
const largestRequestBytes = 512 * 1024

/** Scenarios, and scripted runs of them. */
export function runRoutes(app: FastifyInstance, { runs }: HttpDependencies): void {
  app.get(
    "/api/v1/scenarios",
    {
      config: { access: "viewer" },
      schema: { summary: "The scenarios that can be run", response: { 200: ScenarioList } },
    },
    () => runs.scenarios(),
  )
  app.get<{ Params: ScenarioParams }>(
    "/api/v1/scenarios/:name/source",
    {
      config: { access: "viewer" },
      schema: {
        summary: "A scenario as it is written",
        params: ScenarioParams,
        response: { 200: { description: "YAML", content: { "text/yaml": { schema: Type.String() } } } },
      },
    },
    ({ params }, reply) =>
      reply.type("text/yaml; charset=utf-8").serializer(String).send(runs.source(params.name)),
  )
  app.get(
    "/api/v1/runs",
    {
      config: { access: "viewer" },
      schema: { summary: "Runs that are kept, and recorded ones, newest first", response: { 200: RunList } },
    },
    () => runs.list(),
  )
  app.post<{ Body: RunRequest }>(
    "/api/v1/runs",
    {
      bodyLimit: largestRequestBytes,
      schema: {
        summary: "Run a scenario, by name or by its text",
        body: RunRequest,
        response: { 201: RunRecord },
      },
    },
    async (request, reply) => reply.status(201).send(await runs.start(request.body, actorOf(request))),
  )
  app.get<{ Querystring: CompareQuery }>(
    "/api/v1/runs/compare",
    {
      config: { access: "viewer" },
      schema: {
        summary: "Two runs side by side, differences beyond the noise marked",
        querystring: CompareQuery,
        response: { 200: RunComparison },
      },
    },
    ({ query }) => runs.compare(query.a, query.b),
  )
  app.get<{ Params: RunParams }>(
    "/api/v1/runs/:id",
    {
      config: { access: "viewer" },
      schema: {
        summary: "One run: its state, what it measured, its verdict",
        params: RunParams,
        response: { 200: RunRecord },
      },
    },
    ({ params }) => runs.get(params.id),
  )
  app.delete<{ Params: RunParams }>(
    "/api/v1/runs/:id",
    {
      schema: {
        summary: "End a run early: everything is healed",
        params: RunParams,
        response: { 200: RunRecord },
      },
    },
    (request) => runs.abort(request.params.id, actorOf(request)),
  )
  app.post<{ Params: RunParams; Body: RunControl }>(
    "/api/v1/runs/:id/control",
    {
      schema: {
        summary: "Steer a run: the next cue, leave out, pause, go on",
        params: RunParams,
        body: RunControl,
        response: { 200: RunState },
      },
    },
    (request) => runs.control(request.params.id, request.body, actorOf(request)),
  )
  app.get<{ Params: RunParams; Querystring: ReportQuery }>(
    "/api/v1/runs/:id/report",
    {
      config: { access: "viewer" },
      schema: {
        summary: "The report of a run that has ended: a page, JUnit, or JSON",
        params: RunParams,
        querystring: ReportQuery,
      },
    },
    async ({ params: { id }, query: { format = "html", lang = "en", download } }, reply) => {
      const text = await runs.report(id, format, lang)
      const { type, ending } = reportTypes[format]
      if (download !== undefined) {
        void reply.header("content-disposition", `attachment; filename="gameday-${id}${ending}"`)
      }
      return reply.type(type).serializer(String).send(text)
    },
  )
  app.get<{ Params: RunParams }>(
    "/api/v1/runs/:id/journal",
    {
      config: { access: "viewer" },
      schema: {
        summary: "Everything a run has written down, one JSON document per line (docs/journal.md)",
        params: RunParams,
        response: {
          200: { description: "NDJSON", content: { "application/x-ndjson": { schema: Type.String() } } },
        },
      },
    },
    async (request, reply) => {
      const { file, gzipped } = await runs.journal(request.params.id)
      const accepted = /\bgzip\b/.test(request.headers["accept-encoding"] ?? "")
      void reply.type("application/x-ndjson; charset=utf-8").header("vary", "accept-encoding")
      const kept = createReadStream(file)
      if (!gzipped) return reply.send(kept)
      if (accepted) return reply.header("content-encoding", "gzip").send(kept)
      return reply.send(kept.pipe(createGunzip()))
    },
  )
}
