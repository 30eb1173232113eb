// npm leaves packages for other platforms out of the lock file when the registry it asked does not have them (a mirror may
// not), and `npm ci` then refuses the lock file everywhere. Run this after changing dependencies: it adds an entry for
// each, which npm resolves where the platform fits. With --check it only tells what is missing.
import { readFileSync, writeFileSync } from "node:fs"
import { join, resolve } from "node:path"

interface Entry {
  version?: string
  dev?: boolean
  optional?: boolean
  os?: string[]
  cpu?: string[]
  libc?: string[]
  optionalDependencies?: Record<string, string>
}

const file = join(resolve(import.meta.dirname, ".."), "package-lock.json")
const lock = JSON.parse(readFileSync(file, "utf8")) as { packages: Record<string, Entry> }
const known = {
  os: ["linux", "darwin", "win32", "android", "freebsd", "openbsd", "netbsd", "sunos", "aix", "openharmony"],
  cpu: ["x64", "arm64", "arm", "ia32", "ppc64", "s390x", "riscv64", "loong64", "mips64el", "wasm32"],
}

const missing = Object.entries(lock.packages).flatMap(([path, entry]) =>
  Object.entries(entry.optionalDependencies ?? {})
    .filter(([name]) => !isLocked(path, name))
    .map(([name, version]) => ({ name, version, dev: entry.dev === true })),
)

if (process.argv.includes("--check")) {
  if (missing.length > 0) {
    console.error(
      `package-lock.json lacks ${missing.map(({ name }) => name).join(", ")}. Run: node tools/complete-lockfile.ts`,
    )
    process.exit(1)
  }
} else {
  for (const { name, version, dev } of missing)
    lock.packages[`node_modules/${name}`] = platformEntry(name, version, dev)
  const sorted = Object.entries(lock.packages).toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  writeFileSync(file, `${JSON.stringify({ ...lock, packages: Object.fromEntries(sorted) }, null, 2)}\n`)
  console.log(`${missing.length} entries added`)
}

/** npm looks in the dependent's own node_modules first, then in every one above it. */
function isLocked(dependent: string, name: string): boolean {
  const parts = dependent.split("/node_modules/")
  for (let depth = parts.length; depth >= 0; depth--) {
    const above = parts.slice(0, depth).join("/node_modules/")
    if (`${above === "" ? "" : `${above}/`}node_modules/${name}` in lock.packages) return true
  }
  return `node_modules/${name}` in lock.packages
}

function platformEntry(name: string, version: string, dev: boolean): Entry {
  const words = name
    .split(/[/-]/)
    .map((word) => ({ gnueabihf: "arm", musleabihf: "arm", windows: "win32", ia32: "ia32" })[word] ?? word)
  const os = known.os.filter((word) => words.includes(word))
  const cpu = known.cpu.filter((word) => words.includes(word))
  const exact = version.replace(/^[~^]/, "")
  return {
    version: exact,
    ...(dev ? { dev } : {}),
    optional: true,
    ...(os.length > 0 ? { os } : {}),
    ...(cpu.length > 0 ? { cpu } : {}),
    ...(words.includes("musl") ? { libc: ["musl"] } : {}),
  }
}
