import { type Static, Type } from "typebox"
import { Localized, OneOf } from "./schema.ts"

/**
 * Templates: strings may hold `{{name}}`, replaced by the virtual user's state, or `{{random.<x>}}`:
 * `random.word`, `random.int(1,50)`, `random.name` (a username of 3 to 20 characters), `random.uuid`,
 * `random.email`. Randomness is seeded per load and virtual user. What is filled into a path is URL-encoded. In a body, a
 * string that is nothing but one template becomes the value itself: `"{{random.int(1,3)}}"` is sent as a number.
 */
const Template = Type.String({ maxLength: 2000 })

export const JourneyStep = Type.Object(
  {
    name: Type.String({ pattern: "^[a-z][a-z0-9-]{0,40}$" }),
    method: OneOf(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]),
    /** Path with templates; query included. */
    path: Type.String({ pattern: "^/", maxLength: 2000 }),
    /** What the step is called in per-route numbers; default method and path with `{{x}}` shown as `:x`. */
    route: Type.Optional(Type.String({ maxLength: 200 })),
    headers: Type.Optional(Type.Record(Type.String(), Template)),
    /** Sent as JSON; strings in it may hold templates. */
    body: Type.Optional(Type.Unknown()),
    /** Statuses that count as success; default 200 to 399. */
    expect: Type.Optional(
      Type.Object(
        {
          status: Type.Optional(Type.Array(Type.Integer({ minimum: 100, maximum: 599 }), { minItems: 1 })),
          /** Text the body must hold. */
          bodyIncludes: Type.Optional(Type.String({ minLength: 1 })),
        },
        { additionalProperties: false },
      ),
    ),
    // State name ← JSON pointer into the response; a segment `*` picks a random element: /items/*/id. Finding nothing
    // fails the step, except where `*` meets an empty list: then nothing is captured.
    capture: Type.Optional(
      Type.Record(Type.String({ pattern: "^[a-zA-Z][a-zA-Z0-9]*$" }), Type.String({ pattern: "^/" })),
    ),
    /**
     * Its expected answer tells the customer that an order is confirmed: JSON pointers to the order's id and to its total in
     * cents. Each is written to the record that `npm run audit:orders` holds against the databases. Not finding them fails the
     * step.
     */
    confirms: Type.Optional(
      Type.Object(
        {
          orderId: Type.String({ pattern: "^/" }),
          totalCents: Type.String({ pattern: "^/" }),
          /** Only an answer with this status confirms, another expected one does not; absent: each does. */
          status: Type.Optional(Type.Integer({ minimum: 100, maximum: 599 })),
        },
        { additionalProperties: false },
      ),
    ),
    /** Share of visits in which the step is taken, 0 to 1; default always. */
    probability: Type.Optional(Type.Number({ minimum: 0, maximum: 1 })),
    /** How often the step is repeated; default once. */
    repeat: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
    /** Pause before the virtual user's next step, ms. */
    thinkTimeMs: Type.Optional(Type.Number({ minimum: 0, maximum: 600_000 })),
    /** E.g. "checkout": the business numbers count steps by tag. */
    tag: Type.Optional(Type.String({ pattern: "^[a-z][a-z-]*$" })),
  },
  { additionalProperties: false },
)
export type JourneyStep = Static<typeof JourneyStep>

/**
 * What one customer does, step after step, again and again. A failed step ends the visit, and the next one begins with the
 * first step; a failed setup step, or a 401, begins with setup again. A step whose templates name something that was not
 * captured in this visit (or in setup) is left out, never sent.
 */
export const Journey = Type.Object(
  {
    name: Type.String({ pattern: "^[a-z][a-z0-9-]{0,40}$" }),
    title: Localized,
    description: Localized,
    steps: Type.Array(JourneyStep, { minItems: 1, maxItems: 100 }),
    /** Steps done once per virtual user, before the first visit (log in); their captures stay. */
    setup: Type.Optional(Type.Array(JourneyStep, { maxItems: 20 })),
  },
  { additionalProperties: false },
)
export type Journey = Static<typeof Journey>
