// Runs before `npm start` and `npm test`, on whatever Node the machine has (20 or newer), so: plain JavaScript, no
// dependencies. Installs what is missing, builds the dashboard when its sources changed, and with --browser finds or
// installs a Chromium.
import { execFileSync, spawn } from "node:child_process"
import { createHash } from "node:crypto"
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs"
import { join, resolve } from "node:path"

const root = resolve(import.meta.dirname ?? new URL(".", import.meta.url).pathname, "..")
const stamps = join(root, "node_modules/.gameday")
const options = new Set(process.argv.slice(2))

try {
  const major = Number(process.versions.node.split(".")[0])
  if (major < 20) {
    fail(
      `Gameday needs Node 20 or newer to start (it brings Node 24 itself); this is Node ${process.versions.node}.`,
    )
  }
  await installDependencies()
  checkNode24()
  linkCommand()
  if (!options.has("--no-dashboard")) await buildDashboard()
  if (options.has("--browser")) await findBrowser()
} catch (error) {
  fail(error instanceof Error ? error.message : String(error))
}

async function installDependencies() {
  const wanted = digest(["package-lock.json"])
  if (existsSync(join(root, "node_modules")) && stamp("dependencies") === wanted) return
  await step("Installing packages", "npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], {
    hint: "Is the npm registry reachable? Run npm ci to see all of its output.",
  })
  setStamp("dependencies", wanted)
}

function checkNode24() {
  const node = join(root, "node_modules/.bin/node")
  try {
    execFileSync(node, ["--version"], { stdio: "pipe" })
  } catch {
    fail(
      `Node 24 did not arrive with the packages (${node} does not run). Install Node 24 yourself, or run: npm rebuild node`,
    )
  }
}

/** So that `npx gameday` is there at once; without the link npx goes a longer way to the same file. */
function linkCommand() {
  const link = join(root, "node_modules/.bin/gameday")
  if (existsSync(link) || process.platform === "win32") return
  symlinkSync("../../cli/gameday.mjs", link)
}

async function buildDashboard() {
  const wanted = digest(["package-lock.json", ...files("dashboard"), ...files("contract/src")])
  if (existsSync(join(root, "dashboard/dist/index.html")) && stamp("dashboard") === wanted) return
  await step("Building the dashboard", "npm", ["run", "--silent", "build"], {
    hint: "Run npm run build to see all of its output.",
  })
  setStamp("dashboard", wanted)
}

/** Playwright uses GAMEDAY_CHROMIUM, else what this finds (tests/chromium.ts looks in the same places). */
async function findBrowser() {
  if (process.env.GAMEDAY_CHROMIUM || systemChromium() || playwrightChromium()) return
  const playwright = await attempt("Downloading Chromium", "npx", ["playwright", "install", "chromium"])
  if (playwright) return
  const asRoot = process.getuid?.() === 0
  const debian = existsSync("/etc/debian_version")
  if (asRoot && debian) {
    const updated = await attempt("Refreshing the list of Debian packages", "apt-get", ["update", "-qq"])
    const arguments_ = ["install", "-y", "-qq", "--no-install-recommends", "chromium"]
    if (updated && (await attempt("Installing Debian's Chromium", "apt-get", arguments_))) return
  }
  fail(
    debian
      ? "The tests need a Chromium. Install it with: sudo apt-get install chromium"
      : "The tests need a Chromium. Install one, or name it in GAMEDAY_CHROMIUM.",
  )
}

function systemChromium() {
  return ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].some((path) =>
    existsSync(path),
  )
}

function playwrightChromium() {
  try {
    const script = "import('playwright-core').then(p => console.log(p.chromium.executablePath()))"
    const path = execFileSync(join(root, "node_modules/.bin/node"), ["-e", script], {
      cwd: root,
      stdio: "pipe",
    })
    return existsSync(path.toString().trim())
  } catch {
    return false
  }
}

async function step(title, command, args, { hint }) {
  const { code, output } = await run(title, command, args)
  if (code === 0) return
  const last = output.trim().split("\n").slice(-6).join("\n")
  fail(`${title} failed. ${hint}\n${last}`)
}

async function attempt(title, command, args) {
  return (await run(title, command, args)).code === 0
}

/** Shows one line that grows dots while the command works, so that nobody thinks it hangs. */
function run(title, command, args) {
  return new Promise((done) => {
    const startedAt = performance.now()
    process.stdout.write(`  … ${title}`)
    const dots = setInterval(() => process.stdout.write("."), 2000)
    const output = []
    const child = spawn(command, args, {
      cwd: root,
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    })
    child.stdout.on("data", (chunk) => output.push(chunk))
    child.stderr.on("data", (chunk) => output.push(chunk))
    const finish = (code, text) => {
      clearInterval(dots)
      const seconds = ((performance.now() - startedAt) / 1000).toFixed(0)
      process.stdout.write(` ${code === 0 ? "done" : "failed"} after ${seconds} s\n`)
      done({ code, output: text })
    }
    child.on("error", (error) => finish(1, `${command}: ${error.message}`))
    child.on("close", (code) => finish(code ?? 1, Buffer.concat(output).toString()))
  })
}

function files(directory) {
  return readdirSync(join(root, directory), { withFileTypes: true }).flatMap((entry) => {
    if (["dist", "node_modules", "testing"].includes(entry.name)) return []
    const path = `${directory}/${entry.name}`
    return entry.isDirectory() ? files(path) : [path]
  })
}

function digest(paths) {
  const hash = createHash("sha256").update(process.platform + process.arch)
  for (const path of paths.sort()) {
    if (statSync(join(root, path)).isFile()) hash.update(path).update(readFileSync(join(root, path)))
  }
  return hash.digest("hex")
}

function stamp(name) {
  const path = join(stamps, name)
  return existsSync(path) ? readFileSync(path, "utf8") : undefined
}

function setStamp(name, value) {
  mkdirSync(stamps, { recursive: true })
  writeFileSync(join(stamps, name), value)
}

function fail(sentence) {
  process.stderr.write(`\n${sentence}\n`)
  process.exit(1)
}
