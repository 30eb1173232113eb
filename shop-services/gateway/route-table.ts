import type { HTTPMethods } from "fastify"

/** A public route and the service that answers it. Everything else is a 404 here, without asking anybody. */
export interface PublicRoute {
  readonly method: HTTPMethods
  readonly url: string
  readonly service: string
  /** A POST that may happen twice without harm, so a broken connection is no reason to fail. */
  readonly repeatable?: true
  /** "last-good-answer": to the same question; "no-recommendations": an empty list that says so. */
  readonly fallback?: "last-good-answer" | "no-recommendations"
  /** A success is a product view, told to analytics. */
  readonly countsView?: true
}

export const publicRoutes: readonly PublicRoute[] = [
  { method: "POST", url: "/api/auth/register", service: "user" },
  { method: "POST", url: "/api/auth/login", service: "user", repeatable: true },
  { method: "GET", url: "/api/users/me", service: "user" },
  { method: "GET", url: "/api/products", service: "product", fallback: "last-good-answer" },
  {
    method: "GET",
    url: "/api/products/:id",
    service: "product",
    fallback: "last-good-answer",
    countsView: true,
  },
  { method: "GET", url: "/api/categories", service: "product", fallback: "last-good-answer" },
  { method: "GET", url: "/api/recommendations", service: "analytics", fallback: "no-recommendations" },
  { method: "GET", url: "/api/cart", service: "checkout" },
  { method: "POST", url: "/api/cart/items", service: "checkout" },
  { method: "DELETE", url: "/api/cart", service: "checkout" },
  { method: "POST", url: "/api/checkout", service: "checkout" },
  { method: "GET", url: "/api/orders/:id", service: "checkout" },
]

/** Answered on the second port, for monitoring. */
export const kpiRoute: PublicRoute = {
  method: "GET",
  url: "/api/v1/analytics/metrics/load-test",
  service: "analytics",
}
