import { useState } from "react"
import { Comparison } from "./Comparison.tsx"
import { RunShelf } from "./RunShelf.tsx"

interface Pair {
  readonly a: string
  readonly b: string
}

/** Every run that was kept, what can be taken from it, and two of them side by side. */
export function Report() {
  const [pair, setPair] = useState<Pair | null>(null)
  return pair === null ? (
    <RunShelf onCompare={(a, b) => setPair({ a, b })} />
  ) : (
    <Comparison key={`${pair.a} ${pair.b}`} {...pair} onBack={() => setPair(null)} />
  )
}
