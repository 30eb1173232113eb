import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { gzipSync } from "node:zlib"
import react from "@vitejs/plugin-react"
import { defineConfig, type Plugin } from "vite"

/** The control plane serves `dist` at /ha-dashboard; in development its API is proxied. */
export default defineConfig({
  root: import.meta.dirname,
  base: "/ha-dashboard/",
  plugins: [react(), precompressed()],
  build: { outDir: "dist", emptyOutDir: true, assetsInlineLimit: 2048 },
  server: {
    port: 5173,
    proxy: { "/api": { target: "http://127.0.0.1:3001", ws: true } },
  },
})

/** A .gz beside every script and style sheet: an audience's phones load it over the venue's network. */
function precompressed(): Plugin {
  return {
    name: "precompressed",
    writeBundle({ dir = "" }, bundle) {
      for (const name of Object.keys(bundle).filter((file) => /\.(js|css)$/.test(file))) {
        const file = join(dir, name)
        writeFileSync(`${file}.gz`, gzipSync(readFileSync(file), { level: 9 }))
      }
    },
  }
}
