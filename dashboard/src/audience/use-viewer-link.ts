import { useEffect, useState } from "react"
import { api, type ViewerLink } from "../api/client.ts"
import { run } from "../commands/run.ts"

/** The link for the audience; null until the control plane has told it. Operators only. */
export function useViewerLink(): ViewerLink | null {
  const [link, setLink] = useState<ViewerLink | null>(null)
  useEffect(() => {
    let wanted = true
    void run(api.viewerLink()).then((answer) => {
      if (wanted && answer !== undefined) setLink(answer)
    })
    return () => {
      wanted = false
    }
  }, [])
  return link
}
