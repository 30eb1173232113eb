import { type FaultKindInfo, faultParams, type Localized } from "@gameday/contract"
import { behindKinds } from "./kinds/behind.ts"
import { customersKinds } from "./kinds/customers.ts"
import { machineKinds } from "./kinds/machine.ts"
import { requestsKinds } from "./kinds/requests.ts"
import { serversKinds } from "./kinds/servers.ts"

/* SAMPLE DATA. What a control plane on the local platform answers to GET /api/v1/fault-kinds and GET /api/v1/journeys. */

const services = [
  "gateway",
  "product",
  "user",
  "checkout",
  "analytics",
  "inventory",
  "payment",
  "payment-provider",
]
const entryOnly: ReadonlySet<string> = new Set([
  "flash-crowd",
  "bot-surge",
  "upstream-latency",
  "upstream-abort",
  "resilience-off",
])
const needsContainers: ReadonlySet<string> = new Set(["machine", "network"])
const inService: ReadonlySet<string> = new Set(["cpu-burn", "memory-pressure"])

const reason: Localized = {
  en: "Needs the Docker platform: npm run start:docker",
  de: "Braucht die Docker-Plattform: npm run start:docker",
}

function targetsOf(kind: string): string[] {
  if (kind === "dependency-outage") return ["postgres"]
  if (kind === "cache-flush") return ["product"]
  return entryOnly.has(kind) ? ["gateway"] : services
}

export const sampleKinds: readonly FaultKindInfo[] = [
  ...serversKinds,
  ...requestsKinds,
  ...machineKinds,
  ...behindKinds,
  ...customersKinds,
].map((kind) => {
  const supported = !needsContainers.has(kind.group) || inService.has(kind.kind)
  return {
    ...kind,
    paramsSchema: faultParams[kind.kind],
    targets: supported ? targetsOf(kind.kind) : [],
    supported,
    unsupportedReason: supported ? null : reason,
  }
})

export const sampleJourneys = [
  {
    name: "shopper",
    title: { en: "Shopper", de: "Käufer" },
    description: {
      en: "Logs in, looks around, fills the cart, pays.",
      de: "Meldet sich an, sieht sich um, füllt den Warenkorb, bezahlt.",
    },
  },
  {
    name: "browse",
    title: { en: "Browse", de: "Stöbern" },
    description: { en: "Looks around and buys nothing.", de: "Sieht sich um und kauft nichts." },
  },
]
