import { useState } from "react"
import { api } from "../../api/client.ts"
import { run, tell } from "../../commands/run.ts"
import { useI18n } from "../../i18n/i18n.ts"
import { Button } from "../../ui/Button.tsx"
import { Icon } from "../../ui/Icon.tsx"

const gentleRps = 100

/** The one thing to do on a stage without load. */
export function QuickStart() {
  const { t, format } = useI18n()
  const [starting, setStarting] = useState(false)
  const start = async () => {
    setStarting(true)
    const journeys = await run(api.journeys())
    const journey = journeys?.[0]
    if (journey !== undefined) {
      const profile = { kind: "constant", rps: gentleRps } as const
      const answer = await run(api.startLoad({ profile, journey: journey.name }))
      if (answer !== undefined) tell(t("load.started"))
    }
    setStarting(false)
  }
  return (
    <Button disabled={starting} data-testid="load-quick-start" onClick={() => void start()}>
      <Icon name="play" />
      {t("load.quick", { rps: format.number(gentleRps) })}
    </Button>
  )
}
