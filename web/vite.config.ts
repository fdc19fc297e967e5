import { defineConfig } from "vitest/config";

// `make web` builds into the package, from where `kg serve` gives it.
export default defineConfig({
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: { outDir: "../src/kg/serve/static", emptyOutDir: true, assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  server: { proxy: { "/api": process.env.KG_ADDRESS ?? "http://127.0.0.1:8765" } },
  test: { include: ["tests/logic/**/*.test.ts"] },
});
