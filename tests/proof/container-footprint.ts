import { execFile } from "node:child_process"
import { promisify } from "node:util"

const run = promisify(execFile)

async function docker(...args: string[]): Promise<string> {
  const { stdout } = await run("docker", args, { timeout: 20_000 })
  return stdout.trim()
}

/** What an instance or a dependency of a compose project is called by the engine. */
async function containerOf(project: string, name: string): Promise<string> {
  const [, service = name, number = "1"] = /^(.*)-(\d+)$/.exec(name) ?? []
  const filters = [
    `label=com.docker.compose.project=${project}`,
    `label=com.docker.compose.service=${service}`,
    `label=com.docker.compose.container-number=${number}`,
  ]
  return docker("ps", "-aq", ...filters.flatMap((filter) => ["--filter", filter]))
}

export async function controlPlaneOf(project: string): Promise<string> {
  return containerOf(project, "control-plane-1")
}

export async function endAtOnce(container: string): Promise<void> {
  await docker("kill", container)
}

export async function startAgain(container: string): Promise<void> {
  await docker("start", container)
}

const askForFaults = `fetch("http://127.0.0.1:" + process.env.GAMEDAY_ADMIN_PORT + "/faults",
  { headers: { "x-gameday-admin-secret": process.env.GAMEDAY_ADMIN_SECRET } })
  .then((answer) => answer.json()).then(({ faults }) => console.log(faults.map(({ kind }) => kind).join()))`

/**
 * Everything a fault may leave at a container, seen from outside: its state, its limits, the rules and queues of its network,
 * and what its program says is injected. Two that are equal differ by nothing a fault does.
 */
export async function footprint(project: string, name: string): Promise<string> {
  const id = await containerOf(project, name)
  const outside = await docker(
    "inspect",
    "--format",
    "{{.State.Status}} cpus {{.HostConfig.NanoCpus}} {{.HostConfig.CpuQuota}} memory {{.HostConfig.Memory}} {{.HostConfig.MemorySwap}}",
    id,
  )
  if (!outside.startsWith("running")) return outside
  const network = await docker(
    "run",
    "--rm",
    "--network",
    `container:${id}`,
    "--cap-add",
    "NET_ADMIN",
    "gameday-nettools",
    "sh",
    "-c",
    "iptables -S; tc qdisc show",
  )
  const hasProgram = (await docker("exec", id, "printenv").catch(() => "")).includes("GAMEDAY_ADMIN_PORT")
  const inside = hasProgram
    ? await docker("exec", id, "node", "-e", askForFaults).catch(() => "its program does not answer")
    : ""
  return [outside, network, inside].join("\n")
}
