// The shell: search, keyboard, colours, what goes wrong, and how much is loaded.

import { test as bare } from "@playwright/test";
import { CLAIM, DEBATE, expect, open, settled, test } from "./browser";

test("an actor is found by the beginning of a name, with the keyboard alone", async ({ page }) => {
  await open(page, "/");
  const box = page.getByRole("combobox", { name: "Search" });
  await box.focus();
  await box.pressSequentially("Lukash");
  await expect(page.getByRole("option").first()).toBeVisible();
  await box.press("ArrowDown");
  await expect(page.getByRole("option").first()).toHaveAttribute("aria-selected", "true");
  await box.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Alexander Lukashenka" })).toBeVisible();
});

test("an answer that comes late leaves what is chosen, and Enter opens it", async ({ page }) => {
  let answerNow = (): void => {};
  const held = new Promise<void>((go) => (answerNow = go));
  await page.route(/q=Alexander(%20|\+)L/, async (route) => {
    await held;
    await route.continue();
  });
  await open(page, "/");
  const box = page.getByRole("combobox", { name: "Search" });
  const names = page.getByRole("listbox", { name: "Search" }).getByRole("option");
  await box.fill("Alexander");
  await expect(names.nth(1)).toBeVisible();
  const asked = page.waitForRequest(/q=Alexander(%20|\+)L/);
  await box.fill("Alexander L");
  await asked;
  const name = names.filter({ hasText: "Alexander Lukashenka" });
  while ((await name.getAttribute("aria-selected")) === "false") await box.press("ArrowDown");
  answerNow();
  await expect(names).toHaveCount(1);
  await expect(name).toHaveAttribute("aria-selected", "true");
  await box.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Alexander Lukashenka" })).toBeVisible();
});

test("an actor is found by a name in another script", async ({ page }) => {
  await open(page, "/");
  await page.getByRole("combobox", { name: "Search" }).fill("Путин");
  await page.getByRole("option", { name: /Vladimir Putin/ }).click();
  await expect(page).toHaveURL("/actors/vladimir-putin");
});

test("words lead to all that has them, and half a phrase to no fault", async ({ page }) => {
  await open(page, "/");
  const box = page.getByRole("combobox", { name: "Search" });
  await box.fill('"saved Luka');
  await expect(page.getByRole("alert")).toHaveCount(0);
  await box.fill('"saved Lukashenka"');
  await box.press("Enter");
  await expect(page).toHaveURL("/search?q=%22saved+Lukashenka%22");
  await expect(page.locator("mark").first()).toHaveText("saved Lukashenka");
  await page.getByRole("link", { name: "claims", exact: true }).click();
  await expect(page).toHaveURL(/kind=claim/);
});

test("the keyboard skips the navigation, and the focus goes with the view", async ({ page }) => {
  await open(page, "/");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to the content" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.locator("main")).toBeFocused();
  await page.getByRole("navigation", { name: "Views" }).getByRole("link", { name: "Outlets" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Outlets" })).toBeFocused();
  await expect(page.getByRole("link", { name: "Outlets" })).toHaveAttribute("aria-current", "page");
});

test("on a phone the views are one line, in which the present one is seen", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await open(page, "/ontology");
  const line = page.getByRole("navigation", { name: "Views" });
  await expect(line.getByRole("link", { name: "Ontology" })).toBeInViewport({ ratio: 1 });
  await expect(line.getByRole("link", { name: "Start" })).not.toBeInViewport();
  expect((await page.getByRole("banner").boundingBox())!.height).toBeLessThan(160);
  await line.getByRole("link", { name: "Start" }).click(); // it scrolls there
  await expect(page).toHaveURL("/");
  await expect(line.getByRole("link", { name: "Start" })).toBeInViewport({ ratio: 1 });
});

test("chosen colours stay", async ({ page }) => {
  await open(page, "/");
  const ground = (): Promise<string> => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await page.getByLabel("Colours").selectOption("dark");
  const dark = await ground();
  await page.reload();
  await settled(page);
  expect(await ground()).toBe(dark);
  await page.getByLabel("Colours").selectOption("light");
  expect(await ground()).not.toBe(dark);
});

test("what is not there is said, with what to do", async ({ page }) => {
  await open(page, "/actors/nobody-at-all");
  await expect(page.getByRole("alert").first()).toContainText("there is no source nobody-at-all");
  await open(page, "/claims?type=acuses");
  await expect(page.getByRole("alert")).toContainText("Did you mean accuses");
  await open(page, "/claims?since=1900&until=1901");
  await expect(page.getByText("Nothing is found here.")).toBeVisible();
});

test("a server that does not answer can be asked again", async ({ page }) => {
  await page.route("**/api/documents?*", (route) => route.abort());
  await open(page, "/debates");
  await expect(page.getByRole("alert")).toContainText("The server does not answer.");
  await page.unroute("**/api/documents?*");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByText(/^1 to 29 of 29$/)).toBeVisible();
});

bare("no script or style runs that is not the explorer's own", async ({ page }) => {
  await open(page, "/");
  const refused = await page.evaluate(async () => {
    const found: string[] = [];
    document.addEventListener("securitypolicyviolation", (event) => found.push(event.effectiveDirective));
    const script = document.createElement("div");
    try {
      script.innerHTML = "<b>x</b>"; // trusted types refuse it
    } catch (error) {
      found.push((error as Error).name);
    }
    const style = document.createElement("style");
    style.textContent = "body { display: none }";
    document.head.append(style);
    await new Promise((done) => setTimeout(done, 100));
    return found;
  });
  expect(refused).toContain("TypeError");
  expect(refused).toContain("style-src-elem");
  await expect(page.getByRole("main")).toBeVisible();
});

test("the first load is small, and views come about when their answers do", async ({ page }) => {
  const sizes = new Map<string, number>();
  page.on("requestfinished", async (request) => {
    if (!request.url().includes("/api/")) sizes.set(new URL(request.url()).pathname, (await request.sizes()).responseBodySize);
  });
  await open(page, "/");
  await expect(page.locator("svg.map a").first()).toBeVisible(); // the map is loaded after the rest, and counts, too
  await page.waitForTimeout(200);
  const loaded = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  for (const [path, size] of sizes) console.log(`  ${path}: ${(size / 1000).toFixed(1)} kB`);
  console.log(`first load ${(loaded / 1000).toFixed(1)} kB compressed (limit 400 kB)`);
  expect(loaded).toBeGreaterThan(5_000);
  expect([...sizes.keys()].filter((path) => path.includes("network"))).toEqual([]);
  expect(loaded).toBeLessThan(400_000);
  for (const address of ["/", DEBATE, "/actors/vladimir-putin", "/outlets/gazeta-wyborcza", CLAIM]) {
    await open(page, address);
    const [shown, asked] = await page.evaluate(() => {
      const calls = performance.getEntriesByType("resource").filter((one) => one.name.includes("/api/")) as PerformanceResourceTiming[];
      const first = Math.min(...calls.map((one) => one.startTime));
      return [performance.now() - first, Math.max(...calls.map((one) => one.responseEnd)) - first];
    });
    console.log(`${address}: all there after ${shown!.toFixed(0)} ms, its calls took ${asked!.toFixed(0)} ms`);
  }
});
