/** The word somebody most likely meant; undefined when nothing comes close. */
export function suggest(word: string, known: readonly string[]): string | undefined {
  const [best] = known
    .map((candidate) => ({ candidate, distance: distanceOf(word.toLowerCase(), candidate) }))
    .filter(
      ({ candidate, distance }) =>
        distance <= Math.max(2, candidate.length / 3) || candidate.startsWith(word),
    )
    .toSorted((a, b) => a.distance - b.distance)
  return best?.candidate
}

/** Levenshtein: letters to insert, remove or replace. */
function distanceOf(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (const [row, letter] of a.split("").entries()) {
    const next = [row + 1]
    for (const [column, other] of b.split("").entries()) {
      const replaced = (previous[column] ?? 0) + (letter === other ? 0 : 1)
      next.push(Math.min(replaced, (previous[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1))
    }
    previous = next
  }
  return previous[b.length] ?? 0
}
