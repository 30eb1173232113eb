import { spawnSync } from "node:child_process"
import { rmSync } from "node:fs"
import { join } from "node:path"
import { ensureSecrets, secretsFile } from "./secrets.ts"

/**
 * Removes everything a compose stage keeps: containers, networks, volumes, and the secrets that go with them.
 *
 * @returns undefined when it is gone (or never was), else what the engine said
 */
export function removeProject(project: string): string | undefined {
  const file = secretsFile(project, process.env)
  const compose = [
    "compose",
    "-p",
    project,
    "-f",
    join(import.meta.dirname, "compose.yaml"),
    "--profile",
    "*",
  ]
  const { status, stderr } = spawnSync(
    "docker",
    [...compose, "down", "--volumes", "--remove-orphans"],
    // Compose reads the whole file, secrets included, before it takes anything down.
    { env: { ...process.env, ...ensureSecrets(file, {}) }, encoding: "utf8" },
  )
  if (status !== 0) return stderr.trim()
  rmSync(file, { force: true })
  return undefined
}
