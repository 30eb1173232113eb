import { type Static, type TSchema, Type } from "typebox"

/**
 * A union whose members are told apart by one literal property.
 *
 * Ajv explains a failed `anyOf` by listing the failures of every member; `oneOf` with
 * `discriminator` (Ajv option `discriminator: true`) reports only those of the member meant.
 */
export function Tagged<const Members extends readonly TSchema[]>(
  propertyName: string,
  members: Members,
  description: string,
) {
  return Type.Unsafe<Static<Members[number]>>({
    type: "object",
    description,
    discriminator: { propertyName },
    required: [propertyName],
    oneOf: members,
  })
}

/** One of a fixed list of words. */
export function OneOf<const Words extends readonly string[]>(words: Words, description?: string) {
  return Type.Unsafe<Words[number]>({
    type: "string",
    enum: words,
    ...(description === undefined ? {} : { description }),
  })
}

/** A value or `null`; null always means "not measured", never zero. */
export function Measured<T extends TSchema>(schema: T) {
  return Type.Union([schema, Type.Null()])
}

/** A service's name: what `scenarios/target.yaml` calls it. */
export const ServiceName = Type.String({ pattern: "^[a-z][a-z0-9-]{0,30}$" })
export type ServiceName = Static<typeof ServiceName>

/** An instance's name, `<service>-<number>`, stable over restarts of the instance. */
export const InstanceId = Type.String({ pattern: "^[a-z][a-z0-9-]{0,30}-[1-9][0-9]{0,2}$" })
export type InstanceId = Static<typeof InstanceId>

/** A text shown to people, in both languages of the product. */
export const Localized = Type.Object(
  { en: Type.String({ minLength: 1 }), de: Type.String({ minLength: 1 }) },
  { additionalProperties: false },
)
export type Localized = Static<typeof Localized>

/** Milliseconds since the Unix epoch, by the control plane's clock. */
export const EpochMs = Type.Number({ minimum: 0 })

/** 0 to 1. */
export const Ratio = Type.Number({ minimum: 0, maximum: 1 })
