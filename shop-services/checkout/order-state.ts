/*
 *   state      event          next        what is asked of whom in that state
 *   placed     held           reserved    inventory: hold the stock
 *   placed     out-of-stock   refused
 *   placed     given-up       releasing   (nobody knows whether the stock is held)
 *   reserved   paid           paid        payment: charge
 *   reserved   declined       releasing
 *   reserved   given-up       accepted    (the customer is told: accepted, to be paid later)
 *   accepted   paid           paid        payment: charge, again and again
 *   accepted   declined       releasing
 *   accepted   given-up       refunding   (nobody knows whether the money was taken)
 *   paid       sold           confirmed   inventory: confirm what is held
 *   paid       out-of-stock   refunding   (the hold had expired, and somebody else has bought it)
 *   refunding  refunded       releasing   payment: give back, or never take
 *   releasing  released       refused     inventory: release, or never hold
 *   confirmed, refused                    the end
 *
 * Every question may be asked again, so an order goes on wherever it stopped, whoever takes it over; a state is left once,
 * by a write that expects to find it.
 */
export const transitions = {
  placed: { held: "reserved", "out-of-stock": "refused", "given-up": "releasing" },
  reserved: { paid: "paid", declined: "releasing", "given-up": "accepted" },
  accepted: { paid: "paid", declined: "releasing", "given-up": "refunding" },
  paid: { sold: "confirmed", "out-of-stock": "refunding" },
  refunding: { refunded: "releasing" },
  releasing: { released: "refused" },
  confirmed: {},
  refused: {},
} as const satisfies Record<string, Readonly<Record<string, string>>>

export type OrderState = keyof typeof transitions
type EventsOf<S extends OrderState> = S extends OrderState ? keyof (typeof transitions)[S] : never
export type OrderEvent = EventsOf<OrderState>
/** What to do about an order in a state that is not the end. */
export type WorkingState = Exclude<OrderState, "confirmed" | "refused">

/** Why an order came to nothing. */
export type RefusalReason = "out_of_stock" | "payment_declined" | "not_placed" | "not_paid"

/** @returns undefined when the event means nothing in that state */
export function nextState(state: OrderState, event: OrderEvent): OrderState | undefined {
  const events: Partial<Record<OrderEvent, OrderState>> = transitions[state]
  return events[event]
}

/** Why the order will be refused, when this event decides that; undefined when it does not. */
export function reasonOf(state: OrderState, event: OrderEvent): RefusalReason | undefined {
  if (event === "out-of-stock") return "out_of_stock"
  if (event === "declined") return "payment_declined"
  if (event !== "given-up") return undefined
  return state === "placed" ? "not_placed" : state === "accepted" ? "not_paid" : undefined
}

export function isWorking(state: OrderState): state is WorkingState {
  return state !== "confirmed" && state !== "refused"
}

/** What the customer is told an order is. */
export type CustomerStatus = "pending" | "accepted" | "confirmed" | "refused"

export function customerStatus(state: OrderState): CustomerStatus {
  switch (state) {
    case "placed":
    case "reserved":
      return "pending"
    case "accepted":
    case "paid":
      return "accepted"
    case "confirmed":
      return "confirmed"
    case "refunding":
    case "releasing":
    case "refused":
      return "refused"
    default:
      return state satisfies never
  }
}
