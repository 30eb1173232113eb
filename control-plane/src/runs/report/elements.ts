import { html, Markup } from "./html.ts"

type Cell = Markup | string

interface Column {
  readonly title: string
  /** Right-aligned, so that digits stand below each other. */
  readonly numeric?: boolean
}

/** A table that keeps its head on every printed page. The first cell of a row names it. */
export function table(
  caption: string,
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
): Markup {
  const kind = (index: number) => (columns[index]?.numeric === true ? new Markup(' class="n"') : null)
  return html`<div class="scroll"><table>
<caption>${caption}</caption>
<thead><tr>${columns.map(({ title }, index) => html`<th scope="col"${kind(index)}>${title}</th>`)}</tr></thead>
<tbody>${rows.map(
    (row) =>
      html`<tr>${row.map((cell, index) =>
        index === 0 ? html`<th scope="row">${cell}</th>` : html`<td${kind(index)}>${cell}</td>`,
      )}</tr>
`,
  )}</tbody></table></div>`
}

/** Names and values, for what is no comparison. */
export function facts(rows: readonly (readonly [string, Cell])[]): Markup {
  return html`<dl>${rows.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`
}

/** A chapter with its heading; `lead` is the sentence one reads when one reads nothing else of it. */
export function chapter(
  id: string,
  title: string,
  lead: Cell | null,
  body: readonly (Markup | null)[],
): Markup {
  const opening = lead === null ? null : html`<p class="lead">${lead}</p>`
  return html`<section id="${id}"><h2>${title}</h2>${opening}${body}</section>`
}

export type Shape = "good" | "bad" | "warning" | "unknown"

const shapes: Readonly<Record<Shape, Markup>> = {
  good: html`<circle cx="8" cy="8" r="6.5"/>`,
  bad: html`<path d="M5 1h6l4 4v6l-4 4H5l-4-4V5z"/><path class="x" d="M5 5l6 6M11 5l-6 6"/>`,
  warning: html`<path d="M8 1.2L15.4 14.6H.6z"/><path class="x" d="M8 6v4M8 11.6v1.4"/>`,
  unknown: html`<circle cx="8" cy="8" r="5.8"/>`,
}

/** Shape, colour and word, always all three. */
export function mark(shape: Shape, word: string): Markup {
  return html`<span class="mark ${shape}"><svg viewBox="0 0 16 16" aria-hidden="true">${shapes[shape]}</svg>${word}</span>`
}
