import { mkdtemp, rename, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, expect, test, vi } from "vitest"
import { systemClock } from "./clock.ts"
import { type Discovery, startDiscovery } from "./discovery.ts"
import { silentLog } from "./testing/instance.ts"

let directory = ""
let discovery: Discovery | undefined

afterEach(async () => {
  discovery?.close()
  if (directory !== "") await rm(directory, { recursive: true, force: true })
})

const entry = (id: string) => ({ id, url: `http://${id}`, adminUrl: `http://admin-${id}` })

async function publish(content: string): Promise<void> {
  await writeFile(join(directory, "next"), content)
  await rename(join(directory, "next"), join(directory, "discovery.json"))
}

test("follows a file that is replaced, and keeps what it knew when the file is broken or gone", async () => {
  directory = await mkdtemp(join(tmpdir(), "gameday-discovery-"))
  await publish(JSON.stringify({ product: [entry("product-1")] }))
  const path = join(directory, "discovery.json")
  discovery = await startDiscovery({ kind: "file", path }, { clock: systemClock, log: silentLog })
  const changes = vi.fn()
  discovery.subscribe(changes)
  const ids = () => discovery?.instances("product").map(({ id }) => id)
  expect(ids()).toEqual(["product-1"])

  await publish(JSON.stringify({ product: [entry("product-1"), entry("product-2")] }))
  await vi.waitFor(() => expect(ids()).toEqual(["product-1", "product-2"]), { timeout: 3_000 })
  expect(changes).toHaveBeenCalledTimes(1)

  await publish('{"product": [')
  await rm(path)
  await publish(JSON.stringify({ product: [] }))
  await vi.waitFor(() => expect(ids()).toEqual([]), { timeout: 3_000 })
  expect(changes).toHaveBeenCalledTimes(2)
})

test("by DNS every address of a service's name is an instance; a name that is not there has none", async () => {
  const resolve = async (host: string) => {
    if (host === "product") return ["10.0.0.3", "10.0.0.2"]
    throw Object.assign(new Error("no such host"), { code: "ENOTFOUND" })
  }
  const ports = { product: { public: 8081, admin: 9081 }, user: { public: 8082, admin: 9082 } }
  discovery = await startDiscovery({ kind: "dns", ports }, { clock: systemClock, log: silentLog, resolve })
  expect(discovery.services()).toEqual(["product", "user"])
  expect(discovery.instances("user")).toEqual([])
  expect(discovery.instances("product")).toEqual([
    { id: "product@10.0.0.2", url: "http://10.0.0.2:8081", adminUrl: "http://10.0.0.2:9081" },
    { id: "product@10.0.0.3", url: "http://10.0.0.3:8081", adminUrl: "http://10.0.0.3:9081" },
  ])
})
