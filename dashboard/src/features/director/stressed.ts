export interface Part {
  readonly text: string
  readonly stressed: boolean
}

/** Speaker notes with **stressed** words taken apart. A single pair of asterisks stays as it is. */
export function stressedParts(notes: string): Part[] {
  return notes
    .split(/\*\*(.+?)\*\*/s)
    .map((text, index) => ({ text, stressed: index % 2 === 1 }))
    .filter(({ text }) => text !== "")
}
