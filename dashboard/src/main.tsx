import "@fontsource-variable/archivo/standard.css"
import "@fontsource-variable/jetbrains-mono"
import "uplot/dist/uPlot.min.css"
import "./theme/tokens.css"
import "./theme/base.css"
import { StrictMode } from "react"
import { createRoot } from "react-dom/client"
import { sessionValid } from "./api/client.ts"
import { App } from "./app/App.tsx"
import { browserClock } from "./clock.ts"
import { browserRng } from "./rng.ts"
import { usePreferences } from "./store/preferences.ts"
import { stageSink } from "./store/stage-store.ts"
import { StreamClient, type StreamSocket } from "./stream/stream-client.ts"

const open = (path: string): StreamSocket => {
  const origin = location.origin.replace(/^http/, "ws")
  return new WebSocket(`${origin}${path}`) as unknown as StreamSocket
}

// Before the first paint, so that a light stage never flashes dark.
document.documentElement.dataset.theme = usePreferences.getState().theme
new StreamClient({ clock: browserClock, rng: browserRng, open, sessionValid }, stageSink).start()

const root = document.getElementById("root")
if (root === null) throw new Error("The page has no #root to draw into.")
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
