import { useState } from "react"
import { hasEnded } from "../../runs/promises.ts"
import { useStage } from "../../store/stage-store.ts"
import { RunEnded } from "./RunEnded.tsx"
import { RunStage } from "./RunStage.tsx"
import { Shelf } from "./Shelf.tsx"

/** Which ended run was put away, and what to begin with on the shelf. */
interface PutAway {
  readonly run: string
  readonly scenario: string | null
}

/** Scripted runs: the shelf they are started from, the run while it is on, and what came of it. */
export function Director() {
  const run = useStage((stage) => stage.state?.run ?? null)
  const [putAway, setPutAway] = useState<PutAway | null>(null)
  if (run === null) return <Shelf initial={null} />
  if (!hasEnded(run)) return <RunStage run={run} />
  if (putAway?.run === run.id) return <Shelf initial={putAway.scenario} />
  return <RunEnded run={run} onLeave={(scenario) => setPutAway({ run: run.id, scenario })} />
}
