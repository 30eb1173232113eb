import { existsSync, readFileSync, statSync } from "node:fs"
import { join, resolve } from "node:path"

const dist = resolve(import.meta.dirname, "../../dashboard/dist")

export interface Bundle {
  readonly entryKb: number
  readonly files: number
}

/** The JavaScript the first page asks for, gzipped as it is served: the entry, and what it imports at once. */
export function initialBundle(): Bundle {
  const page = join(dist, "index.html")
  if (!existsSync(page)) throw new Error("The dashboard is not built. Run: npm run build")
  const names = [
    ...readFileSync(page, "utf8").matchAll(/(?:src|href)="\/ha-dashboard\/(assets\/[^"]+\.js)"/g),
  ]
  const bytes = names.map(([, name = ""]) => statSync(join(dist, `${name}.gz`)).size)
  return { entryKb: bytes.reduce((sum, size) => sum + size, 0) / 1000, files: bytes.length }
}
