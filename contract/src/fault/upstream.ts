import { Type } from "typebox"
import { ServiceName } from "../schema.ts"

/** Whose calls are hit. */
export const upstream = Type.Optional(
  Type.Unsafe<ServiceName>({
    ...ServiceName,
    title: "Calls to",
    description: "a service it calls; absent: whichever it calls",
  }),
)
