// dependency-cruiser asks swc for plain TypeScript, also in .tsx files, where that is a syntax error (and TypeScript 7 has no
// JavaScript API to use instead). This teaches it the difference. Import it before dependency-cruiser, which takes swc's
// functions as they are when it is loaded.
import { createRequire } from "node:module"
import type swc from "@swc/core"

const core = createRequire(import.meta.url)("@swc/core") as typeof swc
const { parseFileSync } = core

core.parseFileSync = ((file: string, options: swc.ParseOptions) =>
  parseFileSync(file, {
    ...options,
    syntax: "typescript",
    tsx: file.endsWith(".tsx"),
  })) as typeof core.parseFileSync
