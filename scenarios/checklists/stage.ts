import type { ChecklistReport, FaultRecord, FaultRequest, RunList, State } from "@gameday/contract"

/** The stage that is looked at, whoever started it. */
export interface StageUnderCheck {
  readonly url: string
  /** The shop's entry, as its customers reach it. */
  readonly shopUrl: string
  readonly operatorToken: string
  /** It was started for this look: nobody else uses it or the machine. */
  readonly isOwn: boolean
  state(): Promise<State>
  runs(): Promise<RunList["runs"]>
  /** @throws Error with what the stage says against it */
  inject(request: FaultRequest): Promise<FaultRecord>
  /** Ends every fault. */
  heal(): Promise<void>
  /** What was found, for the dashboard's checklist. */
  tell(report: ChecklistReport): Promise<void>
}

/** What `gameday checklist` says to those who look. */
export const stageVariables = {
  url: "GAMEDAY_URL",
  token: "GAMEDAY_OPERATOR_TOKEN",
  shopUrl: "GAMEDAY_SHOP_URL",
  isOwn: "GAMEDAY_CHECKLIST_OWN_STAGE",
} as const

/** @throws Error when it is not said where the stage is */
export function stageUnderCheck(): StageUnderCheck {
  const url = given(stageVariables.url)
  const operatorToken = given(stageVariables.token)
  const ask = async <T>(method: string, path: string, body?: object): Promise<T> => {
    const answer = await fetch(`${url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${operatorToken}`,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${text.slice(0, 300)}`)
    return JSON.parse(text) as T
  }
  return {
    url,
    operatorToken,
    shopUrl: given(stageVariables.shopUrl),
    isOwn: process.env[stageVariables.isOwn] === "1",
    state: () => ask("GET", "/api/v1/state"),
    runs: async () => (await ask<RunList>("GET", "/api/v1/runs")).runs,
    inject: (request) => ask("POST", "/api/v1/faults", request),
    heal: async () => void (await ask("DELETE", "/api/v1/faults")),
    tell: async (report) => void (await ask("POST", "/api/v1/checklist/results", report)),
  }
}

function given(name: string): string {
  const value = process.env[name]
  if (value === undefined || value === "") throw new Error(`${name} is missing. Use npm run checklist.`)
  return value
}
