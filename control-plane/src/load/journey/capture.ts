import type { Rng } from "../../rng.ts"

/** A value of a JSON document, named by a pointer whose segment `*` picks a random element. */
export interface Capture {
  readonly name: string
  readonly segments: readonly string[]
}

export type Captured =
  | { readonly kind: "value"; readonly value: unknown }
  /** A `*` met an empty list: nothing to pick, and nobody's fault. */
  | { readonly kind: "empty" }
  /** The document is not of the shape the journey expects. */
  | { readonly kind: "absent" }

/** @param pointer JSON pointer (RFC 6901), `*` picks a random element */
export function parseCapture(name: string, pointer: string): Capture {
  const segments = pointer.slice(1).split("/")
  return { name, segments: segments.map((segment) => segment.replaceAll("~1", "/").replaceAll("~0", "~")) }
}

export function captureFrom(document: unknown, { segments }: Capture, rng: Rng): Captured {
  let value = document
  for (const segment of segments) {
    if (Array.isArray(value)) {
      if (segment === "*" && value.length === 0) return { kind: "empty" }
      value = value[segment === "*" ? Math.floor(rng() * value.length) : Number(segment)]
    } else if (typeof value === "object" && value !== null && Object.hasOwn(value, segment)) {
      value = (value as Record<string, unknown>)[segment]
    } else {
      return { kind: "absent" }
    }
  }
  return value === undefined || value === null ? { kind: "absent" } : { kind: "value", value }
}
