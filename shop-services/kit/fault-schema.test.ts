import { adminFaults } from "@gameday/contract"
import { expect, test } from "vitest"
import { faultKindSchemas } from "./fault-schema.ts"

/** Only what JSON carries: TypeBox keeps notes of its own in hidden properties. */
const asJson = (schema: unknown) => JSON.parse(JSON.stringify(schema))

test("the schema of the admin port is the contract's", () => {
  expect(asJson(faultKindSchemas)).toEqual(asJson(adminFaults))
})
