import type { ExpectationState, RunRecord, StepState } from "@gameday/contract"

/** One testcase, finished. */
interface TestCase {
  readonly name: string
  readonly classname: string
  /** Empty: it passed. */
  readonly outcome: string
  readonly kind: "passed" | "failure" | "error" | "skipped"
}

/**
 * The run as JUnit XML, as CI servers read it: a testcase per expectation, one per failed step, and, when the run could not
 * be judged, one that carries the error while the expectations count as skipped.
 */
export function renderJUnit(record: RunRecord): string {
  const { run, scenario } = record
  const cases = casesOf(record)
  const count = (kind: TestCase["kind"]) => cases.filter((one) => one.kind === kind).length
  const counts = attributes({
    tests: cases.length,
    failures: count("failure"),
    errors: count("error"),
    skipped: count("skipped"),
    time: run.elapsedSeconds.toFixed(3),
  })
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes({ name: "gameday" })}${counts}>`,
    `  <testsuite${attributes({ name: scenario.name, timestamp: new Date(run.startedAt).toISOString() })}${counts}>`,
    "    <properties>",
    ...propertiesOf(record).map(([name, value]) => `      <property${attributes({ name, value })}/>`),
    "    </properties>",
    ...cases.map(({ name, classname, outcome }) =>
      outcome === ""
        ? `    <testcase${attributes({ classname, name })}/>`
        : `    <testcase${attributes({ classname, name })}>${outcome}</testcase>`,
    ),
    "  </testsuite>",
    "</testsuites>",
    "",
  ].join("\n")
}

function casesOf({ run, scenario }: RunRecord): TestCase[] {
  const judged = run.status === "completed"
  const expectations = run.expectations.map((expectation) =>
    expectationCase(expectation, `${scenario.name}.expectations`, judged),
  )
  const steps = run.steps
    .filter(({ status }) => status === "failed")
    .map((step) => stepCase(step, `${scenario.name}.steps`))
  if (judged) return [...expectations, ...steps]
  const message = run.problem?.message ?? `The run is ${run.status}.`
  const outcome = `<error${attributes({ type: run.problem?.code ?? run.status, message })}/>`
  return [
    { name: "The run came to its end", classname: scenario.name, kind: "error", outcome },
    ...expectations,
    ...steps,
  ]
}

function expectationCase(
  { title, assertion }: ExpectationState,
  classname: string,
  judged: boolean,
): TestCase {
  const named = { name: title.en, classname }
  if (!judged) {
    const outcome = `<skipped${attributes({ message: "Not judged: the run did not come to its end." })}/>`
    return { ...named, kind: "skipped", outcome }
  }
  if (assertion.holds === true) return { ...named, kind: "passed", outcome: "" }
  const measured = assertion.measured === null ? "nothing was measured" : `measured ${assertion.measured}`
  const message = `expected ${assertion.text}, ${measured}`
  return { ...named, kind: "failure", outcome: `<failure${attributes({ type: "expectation", message })}/>` }
}

function stepCase({ id, title, outcome }: StepState, classname: string): TestCase {
  const message = outcome ?? "The step failed."
  return {
    name: `${id}: ${title.en}`,
    classname,
    kind: "failure",
    outcome: `<failure${attributes({ type: "step", message })}/>`,
  }
}

function propertiesOf({ run, seed, environment, variables, totals }: RunRecord): [string, string | number][] {
  return [
    ["run", run.id],
    ["status", run.status],
    ["verdict", run.status === "completed" ? (run.verdict ?? "none") : "none"],
    ["seed", seed],
    ["platform", environment.platform],
    ["gameday", environment.gameday],
    ["node", environment.node],
    ["os", environment.os],
    ["cpus", environment.cpus],
    ...Object.entries(variables).map(([name, value]): [string, string] => [
      `variable.${name}`,
      String(value),
    ]),
    ...(totals === null ? [] : ([["limitedSeconds", totals.limitedSeconds]] as [string, number][])),
  ]
}

function attributes(named: Readonly<Record<string, string | number>>): string {
  return Object.entries(named)
    .map(([name, value]) => ` ${name}="${escapeXml(String(value))}"`)
    .join("")
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
  "\n": "&#10;",
  "\r": "&#13;",
  "\t": "&#9;",
}

/** XML 1.0 has no place for other control characters, half characters and U+FFFE/FFFF, not even as entities. */
function escapeXml(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^\t\n\r\u0020-\ufffd]/g, "\ufffd")
    .replace(/[&<>"'\n\r\t]/g, (sign) => entities[sign] ?? sign)
}
