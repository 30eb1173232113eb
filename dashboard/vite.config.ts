import react from "@vitejs/plugin-react"
import { defineConfig } from "vite"

/** The control plane serves `dist` at /ha-dashboard; in development its API is proxied. */
export default defineConfig({
  root: import.meta.dirname,
  base: "/ha-dashboard/",
  plugins: [react()],
  build: { outDir: "dist", emptyOutDir: true, assetsInlineLimit: 2048 },
  server: {
    port: 5173,
    proxy: { "/api": { target: "http://127.0.0.1:3001", ws: true } },
  },
})
