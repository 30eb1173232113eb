import type { ErrorBody, FaultKindInfo, FaultRecord, HealReport, State } from "@gameday/contract"

/** What the proofs need of a stage, local or Docker. */
export interface ProvedStage {
  state(): Promise<State>
  request(method: string, path: string, body?: unknown): Promise<Response>
}

export async function kindsOf(stage: ProvedStage): Promise<FaultKindInfo[]> {
  const answer = await stage.request("GET", "/api/v1/fault-kinds")
  return ((await answer.json()) as { kinds: FaultKindInfo[] }).kinds
}

/** A request for the kind with its own defaults, on the service where it shows best. */
export function exampleOf({ kind, defaults, targets }: FaultKindInfo, instances: number | "all" = 1) {
  const service = ["checkout", "postgres"].find((name) => targets.includes(name)) ?? targets[0]
  return { kind, target: { service, instances }, params: defaults, ttlSeconds: 60 }
}

/** @throws Error with the answer's own sentence when the stage refuses */
export async function inject(stage: ProvedStage, request: object): Promise<FaultRecord> {
  const answer = await stage.request("POST", "/api/v1/faults", request)
  const body = (await answer.json()) as FaultRecord | ErrorBody
  if ("code" in body) throw new Error(`${answer.status} ${body.code}: ${body.message}`)
  return body
}

export async function healEverything(stage: ProvedStage): Promise<HealReport> {
  const answer = await stage.request("DELETE", "/api/v1/faults")
  return (await answer.json()) as HealReport
}

/** Every replica of every service is ready, and nothing is injected any more. */
export function whole({ services, faults, healing }: State): boolean {
  const ready = services.every(({ ready, desired }) => ready >= desired)
  return ready && !healing && faults.every(({ status }) => status === "reverted")
}
