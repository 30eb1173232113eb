import type { ErrorBody, ErrorCode } from "@gameday/contract"
import { errorCatalogue } from "@gameday/contract"
import type { FastifyError, FastifyInstance } from "fastify"
import { GamedayError } from "../../errors.ts"
import { describeProblems } from "../../validation.ts"

const codeOfStatus: Readonly<Record<number, ErrorCode>> = {
  400: "validation_failed",
  404: "not_found",
  413: "body_too_large",
  415: "unsupported_media_type",
  429: "too_many_requests",
}

/** Every failure leaves as `{code, message, details?}` with a code of the catalogue; the unexpected is logged. */
export function errors(app: FastifyInstance): void {
  app.setErrorHandler<FastifyError | GamedayError>((error, request, reply) => {
    const body = toBody(error)
    const status = errorCatalogue[body.code]
    if (status >= 500) request.log.error({ err: error, code: body.code }, "request failed")
    return reply.status(status).send(body)
  })
  app.setNotFoundHandler((request, reply) => {
    const body: ErrorBody = {
      code: "not_found",
      message: `There is no ${request.method} ${request.url.split("?")[0]}. /docs lists what there is.`,
    }
    return reply.status(404).send(body)
  })
}

function toBody(error: FastifyError | GamedayError): ErrorBody {
  if (error instanceof GamedayError) {
    const { code, message, details } = error
    return { code, message, ...(details === undefined ? {} : { details }) }
  }
  if (error.validation !== undefined) {
    const details = describeProblems(error.validation, `/${error.validationContext ?? "body"}`)
    const list = details.map(({ path, message }) => `${path} ${message}`).join("; ")
    return { code: "validation_failed", message: `The request is wrong: ${list}.`, details }
  }
  const code = codeOfStatus[error.statusCode ?? 500]
  if (code !== undefined) return { code, message: error.message }
  return {
    code: "internal",
    message: "Something failed that should not. The log of the control plane says what.",
  }
}
