import { useEffect, useState } from "react"
import { api, type JourneyInfo } from "../../api/client.ts"
import { run } from "../../commands/run.ts"

/** What customers can be made to do; empty until known. */
export function useJourneys(): readonly JourneyInfo[] {
  const [journeys, setJourneys] = useState<readonly JourneyInfo[]>([])
  useEffect(() => {
    let current = true
    void run(api.journeys()).then((known) => {
      if (current && known !== undefined) setJourneys(known)
    })
    return () => {
      current = false
    }
  }, [])
  return journeys
}
