/** The tokens a canvas needs; CSS cannot reach into it. */
export interface Palette {
  readonly ink: string
  readonly grey: string
  readonly dashed: string
  readonly error: string
  readonly act: string
  readonly onAct: string
  readonly text: string
  readonly text2: string
  readonly text3: string
  readonly line: string
  readonly band: string
  readonly hatch: string
  readonly healing: string
  /** Little to much, in five steps of one hue. */
  readonly heat: readonly string[]
  readonly font: string
  /** Device pixels per rem. */
  readonly rem: number
}

/** Reads the tokens as they are now: after a change of theme or size they are others. */
export function readPalette(): Palette {
  const root = getComputedStyle(document.documentElement)
  const token = (name: string) => root.getPropertyValue(name).trim()
  return {
    ink: token("--s1"),
    grey: token("--s2"),
    dashed: token("--s3"),
    error: token("--down"),
    act: token("--act"),
    onAct: token("--on-act"),
    text: token("--text"),
    text2: token("--text-2"),
    text3: token("--text-3"),
    line: token("--line"),
    band: token("--band"),
    hatch: token("--hatch"),
    healing: token("--healing"),
    heat: ["--heat-1", "--heat-2", "--heat-3", "--heat-4", "--heat-5"].map(token),
    font: token("--font-ui"),
    rem: Number.parseFloat(root.fontSize) * devicePixelRatio,
  }
}
