import { type Static, Type } from "typebox"
import { OneOf } from "./schema.ts"

/** Every error the API can answer: its stable code and its HTTP status. */
export const errorCatalogue = {
  validation_failed: 400,
  unauthenticated: 401,
  forbidden: 403,
  foreign_host: 403,
  foreign_origin: 403,
  not_found: 404,
  unknown_service: 404,
  unknown_instance: 404,
  unknown_fault: 404,
  unknown_fault_kind: 404,
  unknown_journey: 404,
  unknown_scenario: 404,
  unknown_run: 404,
  run_in_progress: 409,
  run_not_in_progress: 409,
  protected_target: 403,
  unsupported_on_platform: 422,
  no_instances_to_hit: 409,
  preview_outdated: 409,
  fault_conflict: 409,
  healing_in_progress: 409,
  load_already_running: 409,
  no_load_running: 409,
  load_target_unreachable: 422,
  unsupported_media_type: 415,
  body_too_large: 413,
  too_many_requests: 429,
  revert_failed: 500,
  platform_failed: 502,
  measurements_stale: 503,
  starting: 503,
  internal: 500,
} as const satisfies Record<string, number>

export type ErrorCode = keyof typeof errorCatalogue
export const errorCodes = Object.keys(errorCatalogue) as ErrorCode[]

/** One thing wrong with a request. `path` is a JSON pointer into the body, query or parameters. */
export const ErrorDetail = Type.Object({
  path: Type.String(),
  message: Type.String(),
  /** In a file: both begin at 1. */
  line: Type.Optional(Type.Integer({ minimum: 1 })),
  column: Type.Optional(Type.Integer({ minimum: 1 })),
})
export type ErrorDetail = Static<typeof ErrorDetail>

/** What every failed request answers. `message` says what would work. */
export const ErrorBody = Type.Object({
  code: OneOf(errorCodes),
  message: Type.String(),
  details: Type.Optional(Type.Array(ErrorDetail)),
})
export type ErrorBody = Static<typeof ErrorBody>
