import { type Static, Type } from "typebox"
import { OneOf } from "./schema.ts"

/** Body of `POST /api/v1/services/:name/scale`. */
export const ScaleRequest = Type.Object(
  { replicas: Type.Integer({ minimum: 1, maximum: 10 }) },
  { additionalProperties: false },
)
export type ScaleRequest = Static<typeof ScaleRequest>

export const Role = OneOf(["operator", "viewer"])
export type Role = Static<typeof Role>
