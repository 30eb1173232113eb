import open from "open"

type Environment = Readonly<Record<string, string | undefined>>

/** Somebody sits in front of it: a terminal, a desktop, and nobody asked to leave the browser alone (GAMEDAY_OPEN=0). */
export function wantsBrowser(
  environment: Environment,
  platform: NodeJS.Platform,
  isTerminal: boolean,
): boolean {
  if (!isTerminal || environment.GAMEDAY_OPEN === "0" || environment.CI !== undefined) return false
  if (platform !== "linux") return true
  return environment.DISPLAY !== undefined || environment.WAYLAND_DISPLAY !== undefined
}

/** Opens the operator's link. The banner has it too, so a browser that does not open is no failure. */
export async function openBrowser(url: string, onFailure: (error: unknown) => void): Promise<void> {
  try {
    const child = await open(url)
    child.on("error", onFailure)
  } catch (error) {
    onFailure(error)
  }
}
