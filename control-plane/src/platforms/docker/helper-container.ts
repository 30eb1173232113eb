import { PassThrough } from "node:stream"
import type Docker from "dockerode"
import { labels } from "./labels.ts"

/** Built from compose/Dockerfile: a small system with iptables and tc. */
const helperImage = "gameday-nettools"

export interface HelperOutcome {
  readonly exitCode: number
  /** What it said on both channels. */
  readonly output: string
}

/**
 * Runs a shell script in a container of its own, which has nothing but a network and the right to change it, and is gone
 * afterwards, also when we are not there any more.
 *
 * @param network "none", or "container:<id>" for the network of another one
 * @throws what the engine answered; an Error when it took longer than `withinMs`, and then it has been ended
 */
export async function runHelper(
  docker: Docker,
  options: {
    readonly script: string
    readonly network: string
    readonly project: string
    readonly withinMs: number
  },
): Promise<HelperOutcome> {
  const container = await docker.createContainer(specification(options))
  const expiry = AbortSignal.timeout(options.withinMs)
  const end = () => void container.remove({ force: true }).catch(() => undefined)
  expiry.addEventListener("abort", end)
  try {
    const output = new PassThrough()
    const chunks: Buffer[] = []
    output.on("data", (chunk: Buffer) => chunks.push(chunk))
    const stream = await container.attach({ stream: true, stdout: true, stderr: true })
    docker.modem.demuxStream(stream, output, output)
    const drained = new Promise<void>((resolve) => {
      for (const end of ["end", "close", "error"]) stream.on(end, () => resolve())
    })
    const ended = container.wait({ condition: "next-exit" })
    // When starting fails nobody waits for the end any more.
    ended.catch(() => undefined)
    await container.start()
    const { StatusCode } = (await ended) as { StatusCode: number }
    await drained
    expiry.throwIfAborted()
    return { exitCode: StatusCode, output: Buffer.concat(chunks).toString().trim() }
  } catch (error) {
    await container.remove({ force: true }).catch(() => undefined)
    throw expiry.aborted
      ? new Error(`the network helper took longer than ${options.withinMs / 1000} s`)
      : error
  } finally {
    expiry.removeEventListener("abort", end)
  }
}

function specification({ script, network, project }: { script: string; network: string; project: string }) {
  return {
    Image: helperImage,
    Entrypoint: ["/bin/sh", "-c"],
    Cmd: [script],
    Labels: { [labels.helper]: project },
    AttachStdout: true,
    AttachStderr: true,
    HostConfig: {
      NetworkMode: network,
      AutoRemove: true,
      CapDrop: ["ALL"],
      // The older of the two packet filters wants a raw socket.
      CapAdd: ["NET_ADMIN", "NET_RAW"],
      SecurityOpt: ["no-new-privileges:true"],
      ReadonlyRootfs: true,
      // Its lock file.
      Tmpfs: { "/run": "size=64k" },
      Memory: 64 * 1024 * 1024,
      PidsLimit: 32,
      LogConfig: { Type: "none", Config: {} },
    },
  }
}
