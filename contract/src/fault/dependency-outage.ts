import { type Static, Type } from "typebox"
import { OneOf } from "../schema.ts"

/** "gone": its server ends, connecting is refused. "silent": it hangs, takes connections and answers none. */
const Mode = OneOf(["gone", "silent"], "gone: its server has ended; silent: it hangs and answers nobody")
type Mode = Static<typeof Mode>

export const DependencyOutageParams = Type.Object(
  { mode: Type.Optional(Type.Unsafe<Mode>({ ...Mode, title: "How it is away", default: "gone" })) },
  { additionalProperties: false },
)
export type DependencyOutageParams = Static<typeof DependencyOutageParams>
