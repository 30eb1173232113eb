// `npm test`: the static gates, then every suite; the Docker suites when an engine answers. Goes on after a failure, so
// that one run tells everything, and closes with one line of counts.
import { spawnSync } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"

interface Counts {
  passed: number
  failed: number
  skipped: number
}

const root = resolve(import.meta.dirname, "..")
const bin = (name: string) => join(root, "node_modules/.bin", name)
const scratch = mkdtempSync(join(tmpdir(), "gameday-test-"))
const total: Counts = { passed: 0, failed: 0, skipped: 0 }
const failures: string[] = []

/** Runs one suite; `read` takes its counts from the report it wrote. */
function suite(
  title: string,
  command: readonly [string, ...string[]],
  read?: (report: string) => Counts,
  env = {},
) {
  console.log(`\n━━ ${title}`)
  const report = join(scratch, `${title.replace(/\W+/g, "-")}.json`)
  const [program, ...args] = command.map((part) => part.replace("REPORT", report)) as [string, ...string[]]
  const { status } = spawnSync(program, args, {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, PLAYWRIGHT_JSON_OUTPUT_NAME: report, ...env },
  })
  const counts =
    read === undefined
      ? { passed: Number(status === 0), failed: Number(status !== 0), skipped: 0 }
      : readReport(report, read)
  if (status !== 0 && counts.failed === 0) counts.failed = 1
  if (read !== undefined && counts.passed + counts.failed === 0) counts.failed = 1
  if (counts.failed > 0) failures.push(title)
  total.passed += counts.passed
  total.failed += counts.failed
  total.skipped += counts.skipped
}

function readReport(file: string, read: (report: string) => Counts): Counts {
  try {
    return read(readFileSync(file, "utf8"))
  } catch (error) {
    console.error(`The suite left no readable report: ${String(error)}`)
    return { passed: 0, failed: 1, skipped: 0 }
  }
}

function vitestCounts(report: string): Counts {
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = JSON.parse(report) as Record<
    string,
    number
  >
  return {
    passed: numPassedTests ?? 0,
    failed: numFailedTests ?? 0,
    skipped: (numPendingTests ?? 0) + (numTodoTests ?? 0),
  }
}

function playwrightCounts(report: string): Counts {
  const { stats } = JSON.parse(report) as {
    stats: { expected: number; unexpected: number; flaky: number; skipped: number }
  }
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected, skipped: stats.skipped }
}

function engineAnswers(): boolean {
  const { status } = spawnSync("docker", ["version", "--format", "{{.Server.Version}}"], {
    stdio: "ignore",
    timeout: 10_000,
  })
  return status === 0
}

const vitest = (...projects: string[]) =>
  [
    bin("vitest"),
    "run",
    ...projects.flatMap((project) => ["--project", project]),
    "--reporter=default",
    "--reporter=json",
    "--outputFile.json=REPORT",
  ] as [string, ...string[]]
const playwright = (project: string) =>
  [bin("playwright"), "test", "--project", project, "--reporter=list,json"] as [string, ...string[]]

const startedAt = performance.now()
suite("static gates", [process.execPath, "tools/check.ts"])
suite("unit and integration", vitest("unit", "dashboard"), vitestCounts)
suite("the whole shop", vitest("shop"), vitestCounts)
suite("proofs, a sample (all of them: npm run test:proof)", vitest("proof"), vitestCounts)
suite("browser, local platform", playwright("local"), playwrightCounts)

if (engineAnswers()) {
  suite("Docker platform", vitest("docker"), vitestCounts)
  suite("browser, Docker platform", playwright("docker"), playwrightCounts)
} else if (process.env.GAMEDAY_REQUIRE_DOCKER === "1") {
  console.error("\nGAMEDAY_REQUIRE_DOCKER=1, but no Docker engine answers. Start one, or unset the variable.")
  failures.push("Docker engine")
  total.failed += 1
} else {
  console.log("\n━━ Docker suites left out: no Docker engine answers. Start one to run them too.")
  total.skipped += 2
}

rmSync(scratch, { recursive: true, force: true })
const minutes = ((performance.now() - startedAt) / 60_000).toFixed(1)
console.log(`\n${minutes} min${failures.length === 0 ? "" : `; failed: ${failures.join(", ")}`}`)
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`)
process.exit(total.failed === 0 ? 0 : 1)
