import {
  type AdminFault,
  type AdminFaultProof,
  adminSecretHeader,
  type InstanceStats,
} from "@gameday/contract"
import { Agent, request } from "undici"
import type { InstanceAdmin, ServiceInstance } from "./ports.ts"

const deadlineMs = 1_000

interface Call {
  readonly method: "GET" | "PUT" | "POST" | "DELETE"
  readonly path: string
  readonly body?: unknown
  /** Statuses that are answers; every other one is an error. */
  readonly expected: readonly number[]
}

/** The admin port over HTTP, on connections that stay open: the control plane asks every instance several times a second. */
export class HttpInstanceAdmin implements InstanceAdmin {
  readonly #secret: string
  /** Two per instance: a call that hangs must not hold up the one that heals. */
  readonly #agent = new Agent({ connections: 2, pipelining: 1, connect: { timeout: deadlineMs } })

  constructor({ secret }: { readonly secret: string }) {
    this.#secret = secret
  }

  async stats(instance: ServiceInstance): Promise<InstanceStats> {
    const { body } = await this.#call(instance, { method: "GET", path: "/stats", expected: [200] })
    return body as InstanceStats
  }

  async putFault(instance: ServiceInstance, faultId: string, fault: AdminFault): Promise<void> {
    await this.#call(instance, {
      method: "PUT",
      path: pathOf(faultId),
      body: fault,
      expected: [200, 201, 204],
    })
  }

  async renewLease(instance: ServiceInstance, faultId: string, leaseSeconds: number): Promise<boolean> {
    const { status } = await this.#call(instance, {
      method: "POST",
      path: `${pathOf(faultId)}/lease`,
      body: { leaseSeconds },
      expected: [200, 204, 404],
    })
    return status !== 404
  }

  async removeFault(instance: ServiceInstance, faultId: string): Promise<void> {
    await this.#call(instance, { method: "DELETE", path: pathOf(faultId), expected: [204] })
  }

  async faults(instance: ServiceInstance): Promise<AdminFaultProof[]> {
    const { body } = await this.#call(instance, { method: "GET", path: "/faults", expected: [200] })
    return (body as { faults: AdminFaultProof[] }).faults
  }

  async crash(instance: ServiceInstance): Promise<void> {
    await this.#call(instance, { method: "POST", path: "/crash", expected: [202] })
  }

  /** Closes the connections; what is under way is cut off. */
  close(): void {
    // Nobody waits for it: destroying sockets cannot fail in a way anyone could act on.
    void this.#agent.destroy()
  }

  /** @throws Error naming the instance and what it answered, or that it did not within 1 s */
  async #call(instance: ServiceInstance, call: Call): Promise<{ status: number; body: unknown }> {
    if (instance.adminUrl === null) throw new Error(`${instance.id} has no admin port now`)
    const what = `${call.method} ${call.path} of ${instance.id}`
    const { statusCode, body } = await this.#send(`${instance.adminUrl}${call.path}`, call).catch(
      (cause: unknown) => {
        throw new Error(`${what} was not answered: ${String(cause)}`, { cause })
      },
    )
    if (!call.expected.includes(statusCode))
      throw new Error(`${what} answered ${statusCode}: ${body.slice(0, 200)}`)
    return { status: statusCode, body: body === "" ? undefined : JSON.parse(body) }
  }

  async #send(url: string, { method, body }: Call) {
    const headers: Record<string, string> = { [adminSecretHeader]: this.#secret }
    if (body !== undefined) headers["content-type"] = "application/json"
    const answer = await request(url, {
      method,
      headers,
      dispatcher: this.#agent,
      signal: AbortSignal.timeout(deadlineMs),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    return { statusCode: answer.statusCode, body: await answer.body.text() }
  }
}

function pathOf(faultId: string) {
  return `/faults/${encodeURIComponent(faultId)}`
}
