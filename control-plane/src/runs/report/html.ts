/** Markup that is finished: nothing in it is escaped again. */
export class Markup {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

type Part = Markup | string | number | null | readonly Part[]

/**
 * A template whose values are text unless they are Markup: whatever a scenario file holds cannot become an element, an
 * attribute or a script. null is left out.
 */
export function html(strings: TemplateStringsArray, ...values: readonly Part[]): Markup {
  const filled = strings.map((piece, index) =>
    index < values.length ? piece + textOf(values[index] ?? null) : piece,
  )
  return new Markup(filled.join(""))
}

function textOf(part: Part): string {
  if (part === null) return ""
  if (part instanceof Markup) return part.text
  if (typeof part === "string") return escapeHtml(part)
  if (typeof part === "number") return String(part)
  return part.map(textOf).join("")
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
}

/** Also inside quoted attributes. */
function escapeHtml(text: string): string {
  return text.toWellFormed().replace(/[&<>"']/g, (sign) => entities[sign] ?? sign)
}
