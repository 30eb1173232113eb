import { createHmac } from "node:crypto"
import type { AdminFault, AdminFaultProof, InstanceStats } from "@gameday/contract"
import { adminSecretHeader, clientIdentityHeader } from "@gameday/contract/headers"
import { type TestInstance, testSecrets } from "./test-shop.ts"

export interface Answer {
  readonly status: number
  readonly headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: a test reads what it expects
  readonly body: any // oxlint-disable-line typescript/no-explicit-any
}

/** A customer of the shop, by default one with a signed identity. */
export class TestClient {
  readonly #baseUrl: string
  readonly #headers: Record<string, string>

  constructor(baseUrl: string, identity: string | null, headers: Record<string, string> = {}) {
    this.#baseUrl = baseUrl
    this.#headers = { ...(identity === null ? {} : { [clientIdentityHeader]: signed(identity) }), ...headers }
  }

  get(path: string, headers: Record<string, string> = {}): Promise<Answer> {
    return this.send("GET", path, undefined, headers)
  }

  post(path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    return this.send("POST", path, body, headers)
  }

  async send(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const response = await fetch(this.#baseUrl + path, {
      method,
      headers: {
        ...this.#headers,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    const isJson = response.headers.get("content-type")?.includes("json") ?? false
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text }
  }

  /** The same customer, logged in. */
  withToken(token: string): TestClient {
    return new TestClient(this.#baseUrl, null, { ...this.#headers, authorization: `Bearer ${token}` })
  }
}

/** What the control plane does with the admin port of an instance. */
export class TestAdmin {
  readonly #client: TestClient

  constructor({ adminUrl }: Pick<TestInstance, "adminUrl">, secret = testSecrets.admin) {
    this.#client = new TestClient(adminUrl, null, { [adminSecretHeader]: secret })
  }

  get raw(): TestClient {
    return this.#client
  }

  async stats(): Promise<InstanceStats> {
    return (await this.#client.get("/stats")).body
  }

  async proofs(): Promise<AdminFaultProof[]> {
    return (await this.#client.get("/faults")).body.faults
  }

  put(id: string, fault: AdminFault): Promise<Answer> {
    return this.#client.send("PUT", `/faults/${id}`, fault)
  }

  renew(id: string, leaseSeconds: number): Promise<Answer> {
    return this.#client.post(`/faults/${id}/lease`, { leaseSeconds })
  }

  remove(id: string): Promise<Answer> {
    return this.#client.send("DELETE", `/faults/${id}`)
  }
}

function signed(id: string): string {
  return `${id}.${createHmac("sha256", testSecrets.client).update(id).digest("hex")}`
}
