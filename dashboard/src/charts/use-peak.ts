import { useRef } from "react"

/** The highest value since `run` changed: a scale grows while something runs, and never jumps back. */
export function usePeak(run: string, value: number): number {
  const peak = useRef({ run, value })
  if (peak.current.run !== run) peak.current = { run, value }
  else if (value > peak.current.value) peak.current = { run, value }
  return peak.current.value
}
