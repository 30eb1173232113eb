import { Ajv } from "ajv"

/** What a JSON Schema finds wrong with a value; nothing: it fits. */
export function checker(schema: object): (value: unknown) => string[] {
  const fits = new Ajv({ allErrors: true, discriminator: true, strict: false }).compile(schema)
  return (value) =>
    fits(value) ? [] : (fits.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`)
}
