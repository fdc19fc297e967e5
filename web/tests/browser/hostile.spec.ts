// A store whose titles, names, headlines and quotations are hostile strings: nothing runs, nothing breaks the layout.

import { excess, expect, open, settled, test, violations } from "./browser";
import strings from "./hostile.json" with { type: "json" };

test.use({ baseURL: process.env.KG_HOSTILE ?? "http://127.0.0.1:8766", viewport: { width: 360, height: 740 } });

const plain = (text: string): string => text.replace(/\s+/g, " ").trim();

for (const address of ["/", "/debates", "/actors", "/outlets", "/claims", "/claims?offset=50", "/ontology"]) {
  test(`hostile strings do nothing at ${address}`, async ({ page }) => {
    await open(page, address);
    expect(await excess(page)).toBe(0);
    expect(await violations(page)).toEqual([]);
    expect(await page.locator("main :is(script, img, iframe, object, style, base, meta, template, math)").count()).toBe(0);
  });
}

test("every hostile name is shown as it is, and opens", async ({ page, request }) => {
  const { items } = await (await request.get("/api/actors?order=claims&limit=500&mentioned=true")).json();
  const named = new Map<string, string>(items.map((one: { name: string; id: string }) => [one.name, one.id]));
  for (const name of strings) {
    const id = named.get(name);
    expect(id, name).toBeDefined();
    await open(page, `/actors/${encodeURIComponent(id!)}`);
    expect(plain((await page.locator("h1").textContent()) ?? "")).toBe(plain(name));
    expect(await excess(page)).toBe(0);
  }
});

test("every hostile quotation is shown as it is", async ({ page }) => {
  const found = new Set<string>();
  for (const offset of [0, 50, 100, 150, 200, 250, 300, 350, 400]) {
    await open(page, `/claims?offset=${offset}`);
    for (const words of await page.locator(".claims .words").allTextContents()) found.add(plain(words));
  }
  const short = strings.filter((text) => Array.from(text).length <= 300); // longer ones are not given
  expect(short.length).toBeGreaterThan(30);
  expect(short.filter((text) => !found.has(plain(text)))).toEqual([]);
});

test("hostile debates are shown", async ({ page, request }) => {
  const { items } = await (await request.get("/api/documents?limit=500")).json();
  for (const document of items.slice(0, 29)) {
    await open(page, `/debates/${encodeURIComponent(document.id)}`);
    expect(plain((await page.locator("h1").textContent()) ?? "")).toBe(plain(document.title));
    expect(await excess(page)).toBe(0);
  }
});

test("hostile words may be searched", async ({ page }) => {
  await open(page, "/");
  for (const words of strings.filter((text) => text.length < 1000)) {
    await page.goto(`/search?q=${encodeURIComponent(words)}`);
    await settled(page);
    expect(await excess(page)).toBe(0);
  }
});
