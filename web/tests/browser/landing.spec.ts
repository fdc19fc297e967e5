// The start with its map and its time, and the terms of the ontology.

import { expect, open, test, violations } from "./browser";

interface Overview {
  months: { month: string; documents: number }[];
  countries: { country: string; outlets: number; contributions: number }[];
}

for (const area of ["world", "europe"]) {
  test(`all countries with outlets are on the map of ${area}, or named beside it, and in the list`, async ({ page }) => {
    await open(page, `/?map=${area}`);
    const { countries } = (await (await page.request.get("/api/overview")).json()) as Overview;
    const drawn = await page.locator("svg.map a").evaluateAll((all) => [...new Set(all.map((one) => one.getAttribute("data-country")!))]);
    const off = Number(await page.locator("[data-off]").evaluateAll((all) => all[0]?.getAttribute("data-off") ?? 0));
    expect(countries.length).toBeGreaterThan(20);
    expect(drawn.length + off).toBe(countries.length);
    expect(countries.map((one) => one.country)).toEqual(expect.arrayContaining(drawn));
    expect(drawn).toEqual(expect.arrayContaining(["DE", "FR", "PL"]));
    await expect(page.getByRole("list", { name: "Contributions by country of the outlet" }).getByRole("listitem")).toHaveCount(countries.length);
  });
}

test("a country of the map leads to its outlets, by mouse there and by keyboard in the list", async ({ page }) => {
  await open(page, "/");
  const poland = page.locator('svg.map a[data-country="PL"]');
  await expect(poland.locator("title")).toHaveText(/^Poland: \d+ contributions, \d+ outlets$/);
  await poland.dispatchEvent("click");
  await expect(page).toHaveURL("/outlets?country=PL");
  await page.goBack();
  const link = page.getByRole("list", { name: "Contributions by country of the outlet" }).getByRole("link", { name: "Poland" });
  await link.focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL("/outlets?country=PL");
  await expect(page.getByRole("link", { name: "Gazeta Wyborcza" })).toBeVisible();
});

test("the map takes no place among what the keyboard reaches", async ({ page }) => {
  await open(page, "/");
  await expect(page.locator("svg.map a").first()).toBeVisible();
  expect(await page.locator("svg.map a").evaluateAll((all) => all.filter((one) => (one as SVGAElement).tabIndex >= 0).length)).toBe(0);
});

test("the shades of the map are those of its legend", async ({ page }) => {
  await open(page, "/");
  const { countries } = (await (await page.request.get("/api/overview")).json()) as Overview;
  const most = countries[0]!;
  const steps = page.getByRole("list", { name: "Contributions", exact: true }).getByRole("listitem");
  await expect(steps.last()).toHaveText(new RegExp(`(^| )${most.contributions}$`));
  await expect(page.locator(`svg.map a[data-country="${most.country}"] path`).first()).toHaveClass(`step-${await steps.count()}`);
});

test("documents are told by month where that is asked for, each month with its debates", async ({ page }) => {
  await open(page, "/");
  await page.getByRole("link", { name: "by month" }).click();
  await expect(page).toHaveURL("/?by=month");
  const { months } = (await (await page.request.get("/api/overview")).json()) as Overview;
  const columns = page.getByRole("list", { name: "Documents over time" });
  await expect(columns.getByRole("link")).toHaveCount(months.length);
  await columns.getByRole("link", { name: "Dec 2022" }).click();
  await expect(page).toHaveURL("/debates?since=2022-12&until=2022-12");
  await expect(page.getByRole("status").last()).toHaveText("1 to 1 of 1");
});

test("the map is readable in the dark", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "dark" });
  await open(page, "/?map=europe");
  await expect(page.locator("svg.map a").first()).toBeVisible();
  expect(await violations(page)).toEqual([]);
});

test("a class leads to those above and below it, to its things and to what it can have", async ({ page }) => {
  await open(page, "/ontology?of=classes");
  await page.getByRole("link", { name: "organisation", exact: true }).click();
  await expect(page).toHaveURL("/ontology/Organisation");
  await expect(page.getByText("https://w3id.org/pov#Organisation")).toBeVisible();
  await expect(page.getByRole("row", { name: /^member of/ }).getByRole("link", { name: "actor" }).last()).toHaveAttribute("href", "/ontology/Actor");
  await page.getByRole("link", { name: "outlet", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "outlet" })).toBeFocused();
  await page.getByRole("link", { name: "newspaper" }).click();
  await page.getByRole("link", { name: /^\d+ instances$/ }).click();
  await expect(page).toHaveURL("/outlets?type=Newspaper&all=yes");
});

test("a closed class names all that it has", async ({ page }) => {
  await open(page, "/ontology/Polarity");
  await expect(page.getByRole("term").filter({ hasText: /^(affirmed|negated)$/ })).toHaveCount(2);
});

test("things without a view of their own lead to their description", async ({ page }) => {
  await open(page, "/ontology/Stance");
  const link = page.getByRole("region").or(page.locator(".plain")).getByRole("link").first();
  await expect(link).toHaveAttribute("href", /^\/about\?iri=https/);
});

test("the relation types are a tree; a type has its claims", async ({ page }) => {
  await open(page, "/ontology");
  await expect(page.locator("#aids li#saves")).toBeVisible();
  await page.locator("#saves h2 a").click();
  await expect(page).toHaveURL("/ontology/saves");
  await expect(page.locator(".claims > li").first()).toBeVisible();
  for (const type of await page.locator(".claims .type").allTextContents()) expect(type).toBe("saves");
  await page.getByRole("link", { name: /^All \d+ claims of it$/ }).click();
  await expect(page).toHaveURL("/claims?type=saves");
});

test("a valence leaves the branches that lead to its types", async ({ page }) => {
  await open(page, "/ontology?valence=negative");
  await expect(page.locator("#attacks")).toBeVisible();
  await expect(page.locator("#saves")).toHaveCount(0);
});

test("a term that is not there is said", async ({ page }) => {
  await open(page, "/ontology/Nothing");
  await expect(page.getByRole("alert")).toContainText("there is no class Nothing");
  await open(page, "/ontology/acuses");
  await expect(page.getByRole("alert")).toContainText("There is no relation type acuses.");
});
