import { defineConfig } from "@playwright/test";

// The browser is that of the system (KG_BROWSER), the server a real one with a real store (KG_ADDRESS, KG_TEXTS, KG_HOSTILE);
// tests/serve/test_front_end.py of the project starts both.
export default defineConfig({
  projects: [
    { name: "browser", testDir: "tests/browser", testIgnore: "tasks.spec.ts" },
    { name: "tasks", testDir: "tests/browser", testMatch: "tasks.spec.ts" },
    { name: "shots", testDir: "tests/shots" },
    { name: "speed", testDir: "tests/speed" },
  ],
  outputDir: "test-results",
  fullyParallel: true,
  workers: 2,
  forbidOnly: true,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: "list",
  use: {
    baseURL: process.env.KG_ADDRESS ?? "http://127.0.0.1:8765",
    launchOptions: {
      executablePath: process.env.KG_BROWSER ?? "/usr/bin/chromium",
      args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
    },
    viewport: { width: 1200, height: 800 },
    locale: "en",
    trace: "off",
  },
});
