// Portraits and comparisons: every number is that of the list it leads to, and the questions of an analyst have a short way.

import { type APIRequestContext, type Locator, type Page } from "@playwright/test";
import { excess, expect, open, settled, test, violations } from "./browser";

const UNION = "/actors/european-union";
const digits = (text: string): number => Number(/[\d,]+/.exec(text)![0].replace(/,/g, ""));

/** How many the list holds to which an address of a view leads. */
async function total(request: APIRequestContext, href: string): Promise<number> {
  const answer = await request.get(`/api${href}&limit=1`);
  expect(answer.ok(), href).toBe(true);
  return (await answer.json()).total;
}

/** All numbers of a page that lead to a list of claims or stances, with their addresses. */
async function numbers(page: Page): Promise<{ said: number; href: string }[]> {
  const links: Locator = page.locator("main :is(.count a, .columns a)");
  const found = await links.evaluateAll((all) =>
    all.map((one) => ({ text: (one.querySelector(".count") ?? one).textContent ?? "", href: one.getAttribute("href") ?? "" })),
  );
  return found.filter(({ href }) => href).map(({ text, href }) => ({ said: digits(text), href }));
}

for (const [address, least] of [[UNION, 40], [`${UNION}?as=subject`, 40], ["/actors/die-welt?as=source", 20], [`${UNION}?since=2012&until=2018-06&valence=negative`, 8], ["/outlets/gazeta-wyborcza", 40], ["/portrait?by=object&order=negative", 100], ["/compare?on=object&left=european-union&right=united-states", 60]] as const) {
  test(`each number at ${address} is that of the list it leads to`, async ({ page, request }) => {
    await open(page, address);
    const found = await numbers(page);
    expect(found.length).toBeGreaterThanOrEqual(least);
    for (const { said, href } of found) expect(`${href}: ${said}`).toBe(`${href}: ${await total(request, href)}`);
    const last = found.at(-1)!;
    await page.locator(`main a[href="${last.href}"]`).last().click();
    await expect(page.getByRole("navigation", { name: "Parts of the list" }).getByRole("status")).toHaveText(new RegExp(` of ${last.said}$`));
  });
}

test("a filter narrows what an actor's numbers count, and stays when the role is another", async ({ page }) => {
  await open(page, UNION);
  const all = digits(await page.getByRole("navigation", { name: "Parts of the list" }).innerText().then((text) => text.split(" of ")[1]!));
  await page.getByLabel("Valence").selectOption("negative");
  await page.getByRole("button", { name: "Apply" }).click();
  await expect(page).toHaveURL(`${UNION}?valence=negative`);
  await settled(page);
  await expect(page.getByRole("list", { name: "By who does it" }).getByText(/friendly|neutral/)).toHaveCount(0);
  const some = digits((await page.getByRole("navigation", { name: "Parts of the list" }).innerText()).split(" of ")[1]!);
  expect(some).toBeLessThan(all);
  await page.getByRole("link", { name: "what they do" }).click();
  await expect(page).toHaveURL(`${UNION}?valence=negative&as=subject`);
});

test("what papers of two countries say differently about an actor is one click away", async ({ page }) => {
  await open(page, UNION);
  await page.getByRole("link", { name: /^What papers of .+ and .+ say differently$/ }).click();
  await expect(page).toHaveURL(/\/compare\?object=european-union&on=country&left=[A-Z]{2}&right=[A-Z]{2}$/);
  await settled(page);
  const table = page.getByRole("region", { name: "By relation" });
  await expect(table.getByRole("row").nth(1)).toBeVisible();
  const differences = (await table.locator("td.number").allInnerTexts()).map((text) => Math.abs(Number(text.replace("−", "-"))));
  expect(differences).toEqual([...differences].sort((a, b) => b - a));
  expect(differences[0]).toBeGreaterThan(0);
});

test("what changed between two periods is one click away", async ({ page }) => {
  await open(page, `${UNION}?as=subject`);
  await page.getByRole("link", { name: /^What changed between/ }).click();
  await settled(page);
  await expect(page).toHaveURL(/on=period&left=[\d%F]+&right=[\d%F]+$/);
  await expect(page.getByRole("region", { name: "By whom it is done to" }).locator("td.number").first()).toHaveText(/\d/);
});

test("who is said to stand with both sides", async ({ page, request }) => {
  await open(page, "/compare");
  await page.getByLabel("One side").fill("European Un");
  await expect(page.locator('datalist option[value="European Union"]')).toBeAttached();
  await page.getByLabel("One side").fill("European Union");
  await page.getByLabel("Other side").fill("United States");
  await page.keyboard.press("Enter");
  await settled(page);
  await page.getByRole("link", { name: "Everything" }).waitFor();
  const { by } = await (await request.get("/api/comparison?on=object&left=european-union&right=united-states&shared=yes&valence=negative&by=subject")).json();
  await page.getByRole("link", { name: "Who stands against both sides" }).click();
  await settled(page);
  await expect(page).toHaveURL(/shared=yes&valence=negative$/);
  const shown = page.getByRole("region", { name: "By who does it" }).locator("tbody th");
  expect(await shown.allInnerTexts()).toEqual(by.subject.items.map((one: { name: string }) => one.name));
});

test("which claims rest on unnamed sources", async ({ page, request }) => {
  await open(page, "/claims");
  await page.getByLabel("Innermost source").selectOption("no");
  await page.getByRole("button", { name: "Apply" }).click();
  await expect(page).toHaveURL("/claims?named=no");
  const { total: all } = await (await request.get("/api/claims?named=no&limit=1")).json();
  await expect(page.getByText(new RegExp(`^1 to 50 of ${all}$`))).toBeVisible();
  await open(page, UNION);
  await page.getByRole("link", { name: "What rests on unnamed sources" }).click();
  await expect(page).toHaveURL("/claims?object=european-union&named=no&rejected=no&order=newest");
});

test("claims come in the order that is asked for", async ({ page, request }) => {
  await open(page, "/claims?order=newest");
  const { items } = await (await request.get("/api/claims?order=newest&limit=1")).json();
  await expect(page.locator(".claims > li").first()).toHaveId(`claim-${items[0].id}`);
  await expect(page.getByLabel("Order")).toHaveValue("newest");
});

test("an outlet shows whom it judges, what it covers and who judges alike", async ({ page, request }) => {
  await open(page, "/outlets/neue-zurcher-zeitung");
  const agreement = page.getByRole("list", { name: "Agreement with other outlets" });
  const { items } = await (await request.get("/api/agreement?outlet=neue-zurcher-zeitung&limit=12")).json();
  expect(items.length).toBeGreaterThan(2);
  expect(await agreement.getByRole("link").allInnerTexts()).toEqual(items.map((one: { name: string }) => one.name));
  await expect(agreement).toContainText(`${items[0].alike} of ${items[0].judged} alike`);
  await expect(page.getByRole("heading", { name: "What it covers" })).toBeVisible();
  await agreement.getByRole("link").first().click();
  await expect(page).toHaveURL(/\/compare\?on=outlet/);
});

test("stances lead to their words", async ({ page }) => {
  await open(page, "/actors/vladimir-putin");
  await page.getByRole("list", { name: "How it is judged: By country of the outlet" }).locator(".count a").first().click();
  await expect(page).toHaveURL(/\/stances\?target=vladimir-putin&country=[A-Z]{2}/);
  await settled(page);
  await expect(page.locator(".claims > li").first()).toContainText("judges Vladimir Putin");
});

test("comparisons are open to all", async ({ page }) => {
  for (const address of ["/compare?on=country&object=european-union&left=DE&right=FR", "/compare?on=period&left=2008/2015&right=2022", "/actors/die-welt?as=source"]) {
    await open(page, address);
    expect(await violations(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: "dark" });
    await page.setViewportSize({ width: 360, height: 740 });
    expect(await excess(page)).toBe(0);
    expect(await violations(page, "color-contrast", "target-size", "scrollable-region-focusable")).toEqual([]);
    await page.emulateMedia({ colorScheme: "light" });
    await page.setViewportSize({ width: 1200, height: 800 });
  }
});
