import { execFileSync } from "node:child_process"
import { describe, expect, it } from "vitest"
import type { Disturbance } from "../ports.ts"
import { type Addresses, calmScript, disturbScript, isMarked, lookScript, markOf } from "./network-rules.ts"

const addresses: Addresses = {
  controlPlane: ["172.20.0.2"],
  adminPort: 9081,
  peers: ["172.20.0.7", "172.20.0.8"],
  ipv6: false,
}
const { chain, handle } = markOf("fault")
const rulesOf = (disturbance: Disturbance, places: Addresses = addresses) =>
  disturbScript("fault", disturbance, places)
    .split("\n")
    .filter((line) => line.startsWith("-A"))
    .map((line) => line.replaceAll(`-A ${chain}-`, ""))

describe("network rules", () => {
  it("cuts everyone off but the instance itself, and the control plane from nothing but its admin port", () => {
    expect(rulesOf({ type: "cut", from: "everyone", direction: "both" })).toEqual([
      "in -i lo -j RETURN",
      "in -s 172.20.0.2 -p tcp --dport 9081 -j RETURN",
      "in -j DROP",
      "out -o lo -j RETURN",
      "out -d 172.20.0.2 -p tcp --sport 9081 -j RETURN",
      "out -j DROP",
    ])
  })

  it("cuts single peers off, and in one direction the connections opened in that direction", () => {
    const drops = (direction: "incoming" | "outgoing") =>
      rulesOf({ type: "cut", from: ["b"], direction }).filter((rule) => rule.includes("172.20.0.7"))
    expect(drops("incoming")).toEqual([
      "in -s 172.20.0.7 -m conntrack --ctdir ORIGINAL -j DROP",
      "out -d 172.20.0.7 -m conntrack --ctdir REPLY -j DROP",
    ])
    expect(drops("outgoing")).toEqual([
      "in -s 172.20.0.7 -m conntrack --ctdir REPLY -j DROP",
      "out -d 172.20.0.7 -m conntrack --ctdir ORIGINAL -j DROP",
    ])
  })

  it("loses packets at random, in the direction asked for", () => {
    const losses = rulesOf({ type: "loss", percentage: 0.0001, direction: "outgoing" })
    expect(losses.filter((rule) => rule.includes("statistic"))).toEqual([
      "out -m statistic --mode random --probability 0.00000100 -j DROP",
    ])
  })

  it("has a rule set of its own for each family of addresses the instance has", () => {
    const script = disturbScript(
      "fault",
      { type: "cut", from: ["b"], direction: "both" },
      { ...addresses, peers: ["172.20.0.7", "fd00::7"], ipv6: true },
    )
    const [four = "", six = ""] = script.split("for kind in nft legacy").slice(1)
    expect([four.includes("172.20.0.7"), four.includes("fd00::7")]).toEqual([true, false])
    expect([six.includes("172.20.0.7"), six.includes("fd00::7")]).toEqual([false, true])
    expect(six).toContain("ip6tables-$kind-restore")
  })

  it("holds back what is sent at the rate asked for, with room for at least a few packets", () => {
    const slow = disturbScript("fault", { type: "bandwidth", kilobitsPerSecond: 64 }, addresses)
    expect(slow).toContain(`root handle ${handle}: tbf rate 64kbit burst 4000b latency 400ms`)
    const fast = disturbScript("fault", { type: "bandwidth", kilobitsPerSecond: 100_000 }, addresses)
    expect(fast).toContain("burst 250000b")
  })

  it("delays what is sent, spread when that is asked for", () => {
    const delayed = (jitterMs: number) =>
      disturbScript("fault", { type: "delay", delayMs: 200, jitterMs }, addresses)
    expect(delayed(0)).toContain(`root handle ${handle}: netem delay 200ms limit 10000`)
    expect(delayed(20.5)).toContain("netem delay 200ms 20.5ms limit 10000")
  })

  it("finds its own marks in what the tools print, and nobody else's", () => {
    expect(isMarked(`-N ${chain}-in\n-A INPUT -j ${chain}-in`, "fault")).toBe(true)
    expect(isMarked(`qdisc tbf ${handle}: dev eth0 root refcnt 3 rate 64Kbit`, "fault")).toBe(true)
    expect(isMarked("-P INPUT ACCEPT\nqdisc noqueue 0: dev lo root", "fault")).toBe(false)
    expect(isMarked(`-N ${chain}-in`, "another")).toBe(false)
  })

  it("is made of nothing but its own words, whatever a fault is called", () => {
    const hostile = "x; rm -rf /\n`reboot`$(reboot)"
    for (const script of [
      disturbScript(hostile, { type: "cut", from: "everyone", direction: "both" }, addresses),
      calmScript(hostile),
    ]) {
      expect(script).not.toMatch(/reboot|rm -rf/)
    }
    const stranger = { ...addresses, peers: ["1.2.3.4; reboot"] }
    expect(() => rulesOf({ type: "cut", from: ["b"], direction: "both" }, stranger)).toThrow("not an address")
  })

  it.each([
    disturbScript(
      "f",
      { type: "cut", from: "everyone", direction: "incoming" },
      { ...addresses, ipv6: true },
    ),
    disturbScript("f", { type: "delay", delayMs: 1, jitterMs: 1 }, addresses),
    calmScript("f"),
    lookScript,
  ])("is a script that a shell can read", (script) => {
    execFileSync("sh", ["-n", "-c", script])
  })
})
