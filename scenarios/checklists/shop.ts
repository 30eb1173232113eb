import type { APIResponse, Page } from "@playwright/test"

interface ShopAnswer {
  readonly status: number
  readonly text: string
  /** Empty when the answer is no JSON object. */
  readonly body: Readonly<Record<string, unknown>>
  readonly retryAfter: string | undefined
}

/** The shop's public API, asked as a customer from the browser's machine. */
export function shopAt(page: Page, url: string) {
  return {
    get: async (path: string, token?: string): Promise<ShopAnswer> =>
      understood(
        await page.request.get(`${url}${path}`, {
          headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
        }),
      ),
    post: async (path: string, data: object): Promise<ShopAnswer> =>
      understood(await page.request.post(`${url}${path}`, { data })),
  }
}

async function understood(answer: APIResponse): Promise<ShopAnswer> {
  const text = await answer.text()
  return {
    status: answer.status(),
    text: text.slice(0, 300),
    body: parsed(text),
    retryAfter: answer.headers()["retry-after"],
  }
}

function parsed(text: string): ShopAnswer["body"] {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === "object" && value !== null ? (value as ShopAnswer["body"]) : {}
  } catch {
    return {}
  }
}
