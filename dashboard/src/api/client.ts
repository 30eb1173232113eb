import type {
  AutoscalingPolicy,
  ErrorBody,
  ErrorCode,
  ErrorDetail,
  FaultKindInfo,
  FaultKindList,
  FaultPreview,
  FaultRecord,
  FaultRequest,
  Guard,
  HealReport,
  LastOrderAudit,
  LoadPatch,
  LoadProfile,
  LoadRequest,
  Localized,
  OrderAudit,
} from "@gameday/contract"

/** Why a request failed, as the control plane said it; "unreachable" when it said nothing. */
export interface ApiError {
  readonly code: ErrorCode | "unreachable"
  readonly message: string
  readonly details: readonly string[]
  /** The same as they came: what is about a file has line and column. */
  readonly problems?: readonly ErrorDetail[]
}

export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: ApiError }

export interface JourneyInfo {
  readonly name: string
  readonly title: Localized
  readonly description: Localized
}

/** The curve a profile would drive. */
export interface LoadPreview {
  readonly points: readonly { readonly elapsedSeconds: number; readonly rps: number }[]
  /** null: until stopped. */
  readonly durationSeconds: number | null
  readonly equivalentUsers?: number
}

/** The link for the audience, and whether others can open it (control-plane/src/http/viewer-link.ts says why not). */
export interface ViewerLink {
  readonly url: string
  readonly reach: "network" | "this-machine" | "unnamed" | "container"
  /** This machine's addresses, when one of them would help. */
  readonly addresses: readonly string[]
}

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE"

/** One request with the session cookie. Never throws. */
export async function call<T>(method: Method, path: string, body?: unknown): Promise<Answer<T>> {
  let response: Response
  try {
    response = await fetch(path, {
      method,
      credentials: "same-origin",
      ...(body === undefined
        ? {}
        : { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
    })
  } catch {
    return failure("unreachable", "", [])
  }
  const text = await response.text()
  if (response.ok) return { ok: true, value: (text === "" ? undefined : JSON.parse(text)) as T }
  const error = parseError(text)
  if (error === undefined) return failure("unreachable", `HTTP ${response.status}`, [])
  const details = (error.details ?? []).map(({ path: where, message }) => `${where} ${message}`)
  return failure(error.code, error.message, details, error.details)
}

function failure(
  code: ApiError["code"],
  message: string,
  details: readonly string[],
  problems: readonly ErrorDetail[] = [],
): Answer<never> {
  return { ok: false, error: { code, message, details, problems } }
}

function parseError(text: string): ErrorBody | undefined {
  try {
    const parsed = JSON.parse(text) as Partial<ErrorBody> | null
    return typeof parsed?.code === "string" && typeof parsed.message === "string"
      ? (parsed as ErrorBody)
      : undefined
  } catch {
    // Not ours: a proxy's error page, for instance.
    return undefined
  }
}

/** For commands whose answer says nothing more than that it was done; what came of it the stream tells. */
export async function done(command: Promise<Answer<unknown>>): Promise<Answer<true>> {
  const answer = await command
  return answer.ok ? { ok: true, value: true } : answer
}

const serviceAt = (name: string) => `/api/v1/services/${encodeURIComponent(name)}`

/** The commands and questions of the control plane, with the session cookie. None of them throws. */
export const api = {
  faultKinds: async (): Promise<Answer<readonly FaultKindInfo[]>> => {
    const answer = await call<FaultKindList>("GET", "/api/v1/fault-kinds")
    return answer.ok ? { ok: true, value: answer.value.kinds } : answer
  },
  previewFault: (request: FaultRequest) => call<FaultPreview>("POST", "/api/v1/faults/preview", request),
  injectFault: (request: FaultRequest) => call<FaultRecord>("POST", "/api/v1/faults", request),
  healFault: (id: string) => call<FaultRecord>("DELETE", `/api/v1/faults/${encodeURIComponent(id)}`),
  healEverything: () => call<HealReport>("DELETE", "/api/v1/faults"),
  setGuard: (guard: Guard) => done(call("PUT", "/api/v1/guard", guard)),
  auditOrders: () => call<OrderAudit>("GET", "/api/v1/order-audit"),
  /** The newest result; null: there was none yet. */
  lastOrderAudit: async (): Promise<Answer<OrderAudit | null>> => {
    const answer = await call<LastOrderAudit>("GET", "/api/v1/order-audit/last")
    return answer.ok ? { ok: true, value: answer.value.audit } : answer
  },
  journeys: async (): Promise<Answer<readonly JourneyInfo[]>> => {
    const answer = await call<{ journeys: JourneyInfo[] }>("GET", "/api/v1/journeys")
    return answer.ok ? { ok: true, value: answer.value.journeys } : answer
  },
  previewLoad: (profile: LoadProfile) => call<LoadPreview>("POST", "/api/v1/load/preview", { profile }),
  startLoad: (request: LoadRequest) => done(call("POST", "/api/v1/load", request)),
  changeLoad: (patch: LoadPatch) => done(call("PATCH", "/api/v1/load", patch)),
  stopLoad: () => done(call("DELETE", "/api/v1/load")),
  viewerLink: () => call<ViewerLink>("GET", "/api/v1/viewer-link"),
  /** Answers when the replicas are there, or have drained. */
  scale: (service: string, replicas: number) =>
    done(call("POST", `${serviceAt(service)}/scale`, { replicas })),
  /** Answers when the last instance has been replaced. */
  restart: (service: string) => done(call("POST", `${serviceAt(service)}/restart`)),
  setAutoscaling: (service: string, policy: AutoscalingPolicy) =>
    done(call("PUT", `${serviceAt(service)}/autoscaling`, policy)),
}

/** For the stream: is there a session at all? Rejects when the control plane cannot be reached. */
export async function sessionValid(): Promise<boolean> {
  const response = await fetch("/api/v1/state", { credentials: "same-origin" })
  return response.status !== 401
}
