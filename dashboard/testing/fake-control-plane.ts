import { vi } from "vitest"

export interface Recorded {
  readonly method: string
  readonly path: string
  readonly body: unknown
}

type Answers = (request: Recorded) => { readonly status: number; readonly body?: unknown }

/** Answers the dashboard's requests and remembers them. */
export function fakeControlPlane(answers: Answers): readonly Recorded[] {
  const recorded: Recorded[] = []
  vi.stubGlobal("fetch", async (path: string, init: RequestInit = {}) => {
    const request = {
      method: init.method ?? "GET",
      path,
      body: typeof init.body === "string" ? (JSON.parse(init.body) as unknown) : undefined,
    }
    recorded.push(request)
    const { status, body } = answers(request)
    return new Response(body === undefined ? null : JSON.stringify(body), { status })
  })
  return recorded
}
