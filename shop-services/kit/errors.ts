/** Every error a customer of the shop can get: its stable code and its HTTP status. */
const catalogue = {
  validation_failed: 400,
  unauthenticated: 401,
  not_found: 404,
  payment_declined: 402,
  username_taken: 409,
  cart_empty: 409,
  out_of_stock: 409,
  reservation_released: 409,
  reservation_confirmed: 409,
  body_too_large: 413,
  unsupported_media_type: 415,
  too_many_requests: 429,
  internal: 500,
  upstream_failed: 502,
  upstream_unavailable: 503,
  circuit_open: 503,
  bulkhead_full: 503,
  dependency_unavailable: 503,
  provider_unavailable: 503,
  order_not_placed: 503,
  order_pending: 503,
  measurements_stale: 503,
  upstream_timeout: 504,
} as const satisfies Record<string, number>

export type ShopErrorCode = keyof typeof catalogue

/** One thing wrong with a request. `path` is a JSON pointer that starts with the part: /body/username. */
export interface ErrorDetail {
  readonly path: string
  readonly message: string
}

/** An error the caller can act on: a stable code and a sentence that says what would work. */
export class ShopError extends Error {
  readonly code: ShopErrorCode
  readonly details: readonly ErrorDetail[] | undefined
  readonly headers: Readonly<Record<string, string>>

  constructor(
    code: ShopErrorCode,
    message: string,
    options: { details?: readonly ErrorDetail[]; headers?: Record<string, string>; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = "ShopError"
    this.code = code
    this.details = options.details
    this.headers = options.headers ?? {}
  }

  get status(): number {
    return catalogue[this.code]
  }

  /** What the answer's body says. */
  get body() {
    const { code, message, details } = this
    return details === undefined ? { code, message } : { code, message, details }
  }
}

/** The sentence of anything that was thrown. */
export function messageOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === "") return error.errors.map(messageOf).join("; ")
  return error instanceof Error ? error.message : String(error)
}
