// A store whose titles, names, headlines and quotations are hostile strings: nothing runs, nothing breaks the layout.

import { excess, expect, open, test, violations } from "./browser";
import strings from "./hostile.json" with { type: "json" };

test.use({ baseURL: process.env.KG_HOSTILE ?? "http://127.0.0.1:8766", viewport: { width: 360, height: 740 } });

const plain = (text: string): string => text.replace(/\s+/g, " ").trim();

for (const address of ["/", "/debates", "/actors", "/outlets", "/claims", "/network?view=relations&directed=true", "/ontology", "/stances", "/portrait?by=subject", "/compare?on=period&left=2008/2016&right=2017/2025"]) {
  test(`hostile strings do nothing at ${address}`, async ({ page }) => {
    await open(page, address);
    expect(await excess(page)).toBe(0);
    expect(await page.locator("main :is(script, img, iframe, object, style, base, meta, template, math)").count()).toBe(0);
  });
}

test("every hostile name is shown as it is, some opened", async ({ page, request }) => {
  await open(page, "/actors");
  const shown = new Set((await page.locator(".plain > li > a").allTextContents()).map(plain));
  expect(strings.filter((name) => !shown.has(plain(name)))).toEqual([]);
  expect(await violations(page)).toEqual([]);
  const { items } = await (await request.get("/api/actors?order=claims&limit=500&mentioned=true")).json();
  for (const { id, name } of items.filter((_: unknown, n: number) => n < 40 && n % 5 === 0)) {
    await open(page, `/actors/${encodeURIComponent(id)}`);
    expect(plain((await page.locator("h1").textContent()) ?? "")).toBe(plain(name));
    expect(await excess(page)).toBe(0);
  }
});

test("every hostile quotation is shown as it is", async ({ page }) => {
  const short = strings.filter((text) => Array.from(text).length <= 300); // longer ones are not given
  expect(short.length).toBeGreaterThan(30);
  const found = new Set<string>();
  for (let offset = 0; offset < 450; offset += 50) {
    await open(page, `/claims?offset=${offset}`);
    expect(await excess(page)).toBe(0);
    for (const words of await page.locator(".claims .words").allTextContents()) found.add(plain(words));
  }
  expect(short.filter((text) => !found.has(plain(text)))).toEqual([]);
});

test("hostile titles and headlines are shown as they are", async ({ page, request }) => {
  const { items } = await (await request.get("/api/documents?limit=500")).json();
  await open(page, "/debates");
  const shown = new Set((await page.locator(".plain > li > a").allTextContents()).map(plain));
  expect(items.filter((one: { title: string }) => !shown.has(plain(one.title)))).toEqual([]);
  for (const document of items.filter((_: unknown, n: number) => n % 5 === 0)) {
    await open(page, `/debates/${encodeURIComponent(document.id)}`);
    expect(plain((await page.locator("h1").textContent()) ?? "")).toBe(plain(document.title));
    expect(await excess(page)).toBe(0);
  }
});

test("hostile words may be searched", async ({ page }) => {
  for (const words of strings.filter((text, n) => n % 4 === 0 && text.length < 1000)) {
    await open(page, `/search?q=${encodeURIComponent(words)}`);
    expect(await excess(page)).toBe(0);
  }
});

test("hostile names are drawn as text, and stand in the table as they are", async ({ page, request }) => {
  await open(page, "/network?view=relations&directed=true");
  await expect(page.locator(".drawing")).toHaveAttribute("data-laid", "true");
  expect(Number(await page.locator(".drawing").getAttribute("data-names"))).toBeGreaterThan(5);
  const { nodes, ties } = await (await request.get("/api/networks/relations?directed=true")).json();
  const names = new Map<string, string>(nodes.map((one: { key: string; name: string }) => [one.key, one.name]));
  const shown = await page.locator("tbody td:first-child").allTextContents();
  expect(shown.map(plain)).toEqual(ties.slice(0, 100).map((one: { source: string }) => plain(names.get(one.source)!)));
  expect([...names.values()].filter((name) => strings.includes(name)).length).toBeGreaterThan(20);
  const row = page.locator("tbody tr").first();
  await row.getByRole("link").first().click();
  await expect(page.getByRole("complementary").getByRole("heading", { level: 2 })).toBeVisible();
  expect(await excess(page)).toBe(0);
  expect(await violations(page)).toEqual([]);
});
