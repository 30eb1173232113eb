import { ShopError } from "../kit/errors.ts"
import { callUpstream } from "../kit/upstream/call.ts"
import type { Upstream } from "../kit/upstream/upstream.ts"
import type { PricedProduct } from "./carts.ts"

const timeoutMs = 1_000

/** Asks the product service what something costs. */
export class Prices {
  readonly #product: Upstream<null>

  constructor(product: Upstream<null>) {
    this.#product = product
  }

  /**
   * @param headers carry who asks and the request's id on to the product service
   * @throws ShopError not_found, circuit_open, upstream_unavailable, upstream_failed
   */
  async of(productId: string, headers: Readonly<Record<string, string>>): Promise<PricedProduct> {
    const path = `/api/products/${encodeURIComponent(productId)}`
    const { status, body } = await callUpstream(this.#product, { path, headers, timeoutMs })
    if (status === 404) throw new ShopError("not_found", `There is no product ${productId}.`)
    if (status !== 200 || !isPriced(body)) {
      throw new ShopError("upstream_failed", `The product service answered ${status}; try again.`)
    }
    return body
  }
}

function isPriced(body: unknown): body is PricedProduct {
  if (typeof body !== "object" || body === null) return false
  const { id, name, category, priceCents } = body as Record<string, unknown>
  return [id, name, category].every((text) => typeof text === "string") && Number.isInteger(priceCents)
}
