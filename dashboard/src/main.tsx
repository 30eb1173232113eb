import "@fontsource-variable/archivo/standard.css"
import "@fontsource-variable/jetbrains-mono"
import "uplot/dist/uPlot.min.css"
import "./theme/tokens.css"
import "./theme/base.css"
import { StrictMode } from "react"
import { createRoot } from "react-dom/client"
import { sessionValid } from "./api/client.ts"
import { App } from "./app/App.tsx"
import { loadAhead } from "./app/load-ahead.ts"
import { browserClock } from "./clock.ts"
import { Recording } from "./replay/recording.ts"
import { beginSecondsIn, recordingIn } from "./replay/replay-store.ts"
import { browserRng } from "./rng.ts"
import { usePreferences } from "./store/preferences.ts"
import { stageSink } from "./store/stage-store.ts"
import type { FrameSource } from "./stream/frame-source.ts"
import { StreamClient, type StreamSocket } from "./stream/stream-client.ts"

const open = (path: string): StreamSocket => {
  const origin = location.origin.replace(/^http/, "ws")
  return new WebSocket(`${origin}${path}`) as unknown as StreamSocket
}

// Before the first paint, so that a light stage never flashes dark and nothing changes its size.
const { theme, textSize, present } = usePreferences.getState()
document.documentElement.dataset.theme = theme
document.documentElement.dataset.text = present ? "100" : textSize
const recorded = recordingIn(location.search)
const source: FrameSource =
  recorded === null
    ? new StreamClient({ clock: browserClock, rng: browserRng, open, sessionValid }, stageSink)
    : new Recording(recorded, beginSecondsIn(location.search), {
        clock: browserClock,
        sink: stageSink,
        fetch: (path) => fetch(path, { credentials: "same-origin" }),
        loadAhead,
      })
source.start()

const root = document.getElementById("root")
if (root === null) throw new Error("The page has no #root to draw into.")
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
