import { type ErrorCode, type ErrorDetail, errorCatalogue } from "@gameday/contract"

/** An error somebody outside can act on: a stable code and a sentence that says what would work. */
export class GamedayError extends Error {
  readonly code: ErrorCode
  readonly details: ErrorDetail[] | undefined

  constructor(code: ErrorCode, message: string, options: { details?: ErrorDetail[]; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = "GamedayError"
    this.code = code
    this.details = options.details
  }

  get status(): number {
    return errorCatalogue[this.code]
  }
}
