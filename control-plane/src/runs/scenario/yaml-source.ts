import type { ErrorDetail } from "@gameday/contract"
import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  visit,
} from "yaml"
import type { Problem } from "./problem.ts"

/** Far below the depth at which walking a value would fail; files nest some ten deep. */
const deepest = 64

/** A file as it was read, and where in it everything stands. */
export interface YamlSource {
  /** Plain data; undefined when the file is no YAML. */
  readonly value: unknown
  /** Why it is none, each with its line and column. */
  readonly problems: readonly ErrorDetail[]
  /** With the line and column of what is wrong, or of what it is missing in. */
  locate(problem: Problem): ErrorDetail
}

/** Reads YAML with anchors, aliases and merge keys (`<<`). */
export function readYaml(source: string): YamlSource {
  const lines = new LineCounter()
  const document = parseDocument(source, { lineCounter: lines, prettyErrors: false, merge: true })
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset)
    return { line: Math.max(1, line), column: Math.max(1, col) }
  }
  const whole = document.contents as Node | null
  const start = (node: Node | null | undefined) => at(node?.range?.[0] ?? 0)
  const resolve = (node: unknown): Node | undefined =>
    isAlias(node) ? node.resolve(document) : ((node as Node | null) ?? undefined)

  const locate = ({ path, message, key }: Problem): ErrorDetail => {
    let node: Node | undefined = whole ?? undefined
    for (const part of pointerParts(path)) {
      const next = resolve(childOf(node, part, resolve))
      if (next === undefined) break
      node = next
    }
    const field = key === undefined ? undefined : pairOf(node, key, resolve)
    return { path, message, ...start((field?.key as Node | undefined) ?? node) }
  }

  const problems: ErrorDetail[] = document.errors.map(({ message, pos }) => ({
    path: "",
    message: `is no YAML: ${message}`,
    ...at(pos[0]),
  }))
  visit(document, {
    Alias(_key, alias) {
      if (alias.resolve(document) !== undefined) return
      const message = `is no YAML: nothing before it is named "&${alias.source}"`
      problems.push({ path: "", message, ...start(alias) })
    },
  })
  if (problems.length > 0) return { value: undefined, problems, locate }
  try {
    const value: unknown = document.toJS()
    if (!isDeeperThan(value, deepest)) return { value, problems, locate }
    problems.push({ path: "", message: `is nested more than ${deepest} deep`, line: 1, column: 1 })
  } catch (error) {
    // Aliases that multiply without end.
    problems.push({ path: "", message: `is no YAML: ${(error as Error).message}`, line: 1, column: 1 })
  }
  return { value: undefined, problems, locate }
}

type Resolve = (node: unknown) => Node | undefined

function childOf(node: Node | undefined, part: string, resolve: Resolve): unknown {
  if (isSeq(node)) return node.items[Number(part)]
  return pairOf(node, part, resolve)?.value
}

/** The pair of that key, also of one that was merged in. */
function pairOf(node: Node | undefined, key: string, resolve: Resolve): Pair | undefined {
  if (!isMap(node)) return undefined
  const own = node.items.find((pair) => nameOf(pair) === key)
  if (own !== undefined) return own
  for (const pair of node.items) {
    if (nameOf(pair) !== "<<") continue
    const merged = resolve(pair.value)
    for (const source of isSeq(merged) ? merged.items : [merged]) {
      const found = pairOf(resolve(source), key, resolve)
      if (found !== undefined) return found
    }
  }
  return undefined
}

function nameOf({ key }: Pair): string {
  return String(isScalar(key) ? (key.source ?? key.value) : key)
}

function pointerParts(path: string): string[] {
  return path
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"))
}

function isDeeperThan(value: unknown, depth: number): boolean {
  if (typeof value !== "object" || value === null) return false
  return depth === 0 || Object.values(value).some((inner) => isDeeperThan(inner, depth - 1))
}
