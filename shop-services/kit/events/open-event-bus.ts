import type { ServiceContext } from "../instance.ts"
import { EventBus } from "./event-bus.ts"

/** The event bus of an instance: starts when it is ready, closes with it. @throws Error without GAMEDAY_EVENTS_URL */
export function openEventBus({ config, clock, log, readiness, onClose }: ServiceContext): EventBus {
  if (config.eventsUrl === undefined) {
    throw new Error("The service's definition does not say that it needs events.")
  }
  const bus = new EventBus({ url: config.eventsUrl, applicationName: config.instance, clock, log })
  readiness.onReady(() => bus.start())
  onClose(() => bus.close())
  return bus
}
