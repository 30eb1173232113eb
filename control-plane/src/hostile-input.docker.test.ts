import { faultKinds } from "@gameday/contract"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { DockerControlPlane } from "./faults/testing/docker-control-plane.ts"
import { DockerStage, docker, engineAnswers } from "./faults/testing/docker-stage.ts"
import { until } from "./faults/testing/stage.ts"
import { labels } from "./platforms/docker/labels.ts"

/** What the kinds that act from outside need to be valid but for the name. */
const params: Record<string, object> = {
  kill: {},
  stop: {},
  pause: {},
  restart: {},
  crash: {},
  "cpu-limit": { cores: 0.1 },
  "memory-limit": { megabytes: 64 },
  partition: {},
  "packet-loss": { percentage: 100 },
  bandwidth: { kilobitsPerSecond: 8 },
  "network-latency": { delayMs: 1 },
}

describe.runIf(engineAnswers)("hostile input on Docker", () => {
  let stage: DockerStage
  let plane: DockerControlPlane
  /** Of another project, but labelled like an instance of ours; and one of ours that lacks the label. */
  const strangers: string[] = []

  const asOf = (project: string, more: Record<string, string>) =>
    Object.entries({ [labels.project]: project, [labels.oneOff]: "False", ...more }).flatMap(
      ([name, value]) => ["--label", `${name}=${value}`],
    )
  const start = async (flags: string[]) => {
    strangers.push(await docker("run", "-d", ...flags, "gameday-tiny-service"))
  }
  const state = async () => {
    const store = await stage.idOf("store-1")
    const format =
      "{{.State.Pid}} {{.State.Paused}} {{json .HostConfig.NanoCpus}} {{json .HostConfig.Memory}}"
    return docker("inspect", "-f", format, store, ...strangers)
  }
  const rulesIn = (container: string) =>
    docker(
      "run",
      "--rm",
      "--network",
      `container:${container}`,
      "--cap-add",
      "NET_ADMIN",
      "gameday-nettools",
      "iptables",
      "-S",
    )

  beforeAll(async () => {
    stage = await DockerStage.open()
    const likeOurs = { [labels.service]: "a", [labels.number]: "1", [labels.target]: "true" }
    await start(["--network", `${stage.project}_default`, ...asOf("somebody-elses", likeOurs)])
    await start(asOf(stage.project, { [labels.service]: "control-plane", [labels.number]: "1" }))
    await start(asOf(stage.project, { [labels.service]: "a", [labels.number]: "7", [labels.target]: "yes" }))
    plane = await DockerControlPlane.on(stage)
    plane.run("main.ts")
    await until(() => plane.isUp())
  })
  afterAll(async () => {
    await plane?.endAll()
    if (strangers.length > 0) await docker("rm", "-f", ...strangers)
    await stage?.close()
  })

  test("no name reaches anything but the targets of the project", async () => {
    const before = await state()
    const [foreign = ""] = strangers
    const names = [
      "store",
      "control-plane",
      "watchdog",
      "postgres",
      "somebody-elses",
      "a-1",
      "a-7",
      foreign,
      foreign.slice(0, 12),
      "../a",
      "a/../store",
      "..%2fstore",
      "a\u0000",
      "a;reboot",
      "$(reboot)",
      "gameday.target=true",
      "*",
      "",
      "host",
      "127.0.0.1",
      "__proto__",
      "constructor",
    ]
    const kinds = faultKinds.filter((kind) => params[kind] !== undefined)
    expect(kinds).toHaveLength(Object.keys(params).length)
    for (const kind of kinds) {
      for (const service of names) {
        const fault = { kind, params: params[kind], target: { service, instances: 1 } }
        const { status } = await plane.api("POST", "faults", fault)
        expect({ kind, service, refused: status >= 400 && status < 500 }).toEqual({
          kind,
          service,
          refused: true,
        })
      }
    }
    for (const service of names.filter((name) => name !== "")) {
      const path = encodeURIComponent(service)
      expect(
        (await plane.api("POST", `services/${path}/scale`, { replicas: 1 })).status,
      ).toBeGreaterThanOrEqual(400)
      expect((await plane.api("POST", `services/${path}/restart`)).status).toBeGreaterThanOrEqual(400)
      expect((await plane.api("DELETE", `faults/${path}`)).status).toBeGreaterThanOrEqual(400)
    }
    expect(await state()).toBe(before)
  })

  test.each([
    { instances: "a-1" },
    { instances: ["a-1"] },
    { instances: 0 },
    { instances: -1 },
    { instances: 1e9 },
    { instances: "101%" },
    { instances: 1, container: "x" },
    { instances: 1, labels: { "gameday.target": "true" } },
  ])("no blast radius but those described: %j", async (radius) => {
    const fault = { kind: "kill", params: {}, target: { service: "a", ...radius } }
    expect((await plane.api("POST", "faults", fault)).status).toBe(400)
  })

  test.each([
    { from: ["10.0.0.1"] },
    { from: ["172.17.0.0/16"] },
    { from: ["control-plane"] },
    { from: ["somebody-elses"] },
    { from: ["../store"] },
    { from: ["store; reboot"] },
    { from: ["-j ACCEPT"] },
    { from: [] },
    { from: "nobody" },
    { from: "everyone", container: "x" },
    { direction: "sideways" },
  ])("nobody can be cut off from what the target does not name: %j", async (given) => {
    const fault = { kind: "partition", params: given, target: { service: "b", instances: 1 } }
    const { status } = await plane.api("POST", "faults", fault)
    expect([400, 404]).toContain(status)
  })

  test("a container of another project that calls itself like ours is in nobody's rules", async () => {
    const address = await docker(
      "inspect",
      "-f",
      "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}",
      strangers[0] ?? "",
    )
    const fault = { kind: "partition", params: { from: ["a"] }, target: { service: "b", instances: 1 } }
    expect((await plane.api("POST", "faults", fault)).status).toBe(201)
    const rules = await rulesIn(await stage.idOf("b-1"))
    expect(rules).toContain(`-s ${stage.address("a-1")}/32`)
    expect(rules).not.toContain(`${address}/32`)
    expect((await plane.api("DELETE", "faults")).status).toBe(200)
  })
})
