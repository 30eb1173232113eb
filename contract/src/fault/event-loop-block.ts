import { type Static, Type } from "typebox"

export const EventLoopBlockParams = Type.Object(
  {
    blockMs: Type.Integer({ minimum: 10, maximum: 800, default: 500, title: "Blocked, ms" }),
    everyMs: Type.Integer({
      minimum: 100,
      maximum: 60_000,
      default: 1_000,
      title: "Every, ms",
      description: "from one beginning to the next; at least 200 ms are left free",
    }),
  },
  { additionalProperties: false },
)
export type EventLoopBlockParams = Static<typeof EventLoopBlockParams>
