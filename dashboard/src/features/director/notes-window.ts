/** In the address of the presenter's second window. */
const notesParameter = "notes"

export function isNotesWindow(search: string): boolean {
  return new URLSearchParams(search).has(notesParameter)
}

/** The same page in the same language and colours, as notes only; never in presenter mode. */
export function notesAddress(path: string, search: string): string {
  const query = new URLSearchParams(search)
  query.delete("present")
  query.set(notesParameter, "")
  return `${path}?${query}`
}
