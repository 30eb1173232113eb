import { execFile, spawnSync } from "node:child_process"
import { fileURLToPath } from "node:url"
import { promisify } from "node:util"
import { systemClock } from "../../clock.ts"
import { DockerPlatform } from "../../platforms/docker/docker-platform.ts"
import { labels } from "../../platforms/docker/labels.ts"
import { freshId } from "../../rng.ts"
import { FaultStage, service, silent, targetOf } from "./stage.ts"

const composeFile = fileURLToPath(new URL("./compose.yaml", import.meta.url))
const root = fileURLToPath(new URL("../../../../", import.meta.url))
const run = promisify(execFile)

/** Whether tests that need a Docker engine can run here. */
export const engineAnswers = spawnSync("docker", ["version"], { stdio: "ignore" }).status === 0

export async function docker(...args: string[]): Promise<string> {
  return (await run("docker", args)).stdout.trim()
}

/** A shop of containers (a-1, a-2, b-1, and "store", which is no target), and the fault room on it. */
export class DockerStage extends FaultStage<DockerPlatform> {
  readonly project: string

  static async open(): Promise<DockerStage> {
    const project = `gameday-test-${freshId()}`
    await docker(
      "build",
      "-q",
      "-t",
      "gameday-nettools",
      "-f",
      `${root}compose/Dockerfile`,
      "--target",
      "nettools",
      root,
    )
    await docker("compose", "-p", project, "-f", composeFile, "up", "-d", "--build", "--quiet-pull")
    const stage = new DockerStage(await FaultStage.scratch(), project)
    await stage.platform.up(() => undefined)
    return stage
  }

  private constructor(directory: string, project: string) {
    // A tiny service keeps no faults.
    const ours = { admin: false, ports: { public: 8081, admin: 9081 } }
    const target = {
      ...targetOf([
        service("b", { ...ours, role: "entry", replicas: 1, dependsOn: ["a"] }),
        service("a", ours),
      ]),
      dependencies: [{ name: "store", title: { en: "Store", de: "Lager" }, kind: "provider" as const }],
    }
    super(directory, new DockerPlatform({ target, project, clock: systemClock, logger: silent }), target)
    this.project = project
  }

  async idOf(name: string): Promise<string> {
    const [, serviceName = "", number = ""] = /^(.+)-(\d+)$/.exec(name) ?? []
    const filters = Object.entries({
      [labels.project]: this.project,
      [labels.service]: serviceName,
      [labels.number]: number,
    }).flatMap(([label, value]) => ["--filter", `label=${label}=${value}`])
    return docker("ps", "-aq", "--no-trunc", ...filters)
  }

  /** What a program in the container prints; "" when it does not run. */
  async inside(name: string, ...command: string[]): Promise<string> {
    try {
      return await docker("exec", await this.idOf(name), ...command)
    } catch {
      return ""
    }
  }

  address(name: string): string | undefined {
    const url = this.platform.instances().find(({ id }) => id === name)?.adminUrl
    return url === undefined || url === null ? undefined : new URL(url).hostname
  }

  /** Whether a customer, who is this machine, gets an answer in time. */
  async answers(name: string, path = "/", withinMs = 1_500): Promise<boolean> {
    const url = `http://${this.address(name)}:8081${path}`
    try {
      const answer = await fetch(url, {
        signal: AbortSignal.timeout(withinMs),
        headers: { connection: "close" },
      })
      await answer.arrayBuffer()
      return true
    } catch {
      return false
    }
  }

  /** Whether the program in one container gets an answer from another one. */
  async reaches(from: string, to: string, withinMs = 1_500): Promise<boolean> {
    const [, name] = /^(store)-1$/.exec(to) ?? []
    const url = `http://${name ?? this.address(to)}:8081/`
    const program = `fetch(${JSON.stringify(url)},{signal:AbortSignal.timeout(${withinMs})}).then(()=>console.log("yes"),()=>{})`
    return (await this.inside(from, "node", "-e", program)) === "yes"
  }

  /** Containers and networks go with everything in them. */
  override async close(): Promise<void> {
    await super.close()
    await docker(
      "compose",
      "-p",
      this.project,
      "-f",
      composeFile,
      "down",
      "-v",
      "-t",
      "1",
      "--remove-orphans",
    )
  }
}
