// Queries: the editor, the catalogue, answers in each form, what goes wrong.

import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { excess, expect, open, test, violations } from "./browser";
import hostile from "./hostile.json" with { type: "json" };

const POV = "PREFIX pov: <https://w3id.org/pov#>\n";
const YEARS = "How does the balance of friendly and hostile claims between two actors change from year to year?";
const asked = (query: string, more = ""): string => `/query?query=${encodeURIComponent(query)}${more}`;
const editor = (page: Page) => page.getByRole("textbox", { name: "Query in SPARQL" });
const answer = (page: Page) => page.getByRole("region", { name: "Answer" }).first();
const laid = (page: Page): Promise<void> => expect(page.locator(".drawing")).toHaveAttribute("data-laid", "true", { timeout: 60_000 });
const cells = (page: Page): Promise<string[][]> =>
  answer(page).locator("table").first().locator("tbody tr").evaluateAll((rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent ?? "")));
const written = (page: Page): Promise<string> => editor(page).evaluate((one) => [...one.querySelectorAll(".cm-line")].map((line) => line.textContent).join("\n"));

async function type(page: Page, text: string): Promise<void> {
  await editor(page).click();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type(text);
}

test("a query is written and run by keyboard alone, with its prefix added", async ({ page }) => {
  await open(page, "/query");
  await editor(page).focus();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("SELECT (COUNT(*) AS ?n) WHERE { ?claim a pov:Claim");
  await page.keyboard.press("Escape");
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(answer(page).getByRole("status")).toHaveText(/^1 row in [\d.]+ s$/);
  const { claims } = await (await page.request.get("/api/overview")).json();
  expect(await cells(page)).toEqual([[claims.toLocaleString("en")]]);
  expect(await written(page)).toBe(`${POV}SELECT (COUNT(*) AS ?n) WHERE { ?claim a pov:Claim}`);
  await expect(page).toHaveURL(/\/query\?query=PREFIX\+pov/);
  await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: "Run", exact: true })).toBeFocused();
});

/** Take what is proposed first: the editor takes Enter for a new line in the first moment of a list (75 ms). */
async function accept(page: Page): Promise<void> {
  await page.waitForTimeout(150);
  await page.keyboard.press("Enter");
}

test("terms, variables and actors are proposed", async ({ page }) => {
  await open(page, "/query");
  await type(page, "SELECT ?who WHERE { ?who pov:claimedB");
  const list = page.getByRole("listbox");
  await expect(list.getByRole("option").first()).toHaveText("pov:claimedByproperty: claimed by");
  await accept(page);
  await page.keyboard.type(" ?w");
  await expect(list.getByRole("option")).toHaveText(["?whovariable"]);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Backspace");
  await page.keyboard.press("Backspace");
  await page.keyboard.type("Путин");
  await expect(list.getByRole("option").first()).toHaveText("Vladimir Putinactor");
  await accept(page);
  expect(await written(page)).toBe(`PREFIX actor: <https://w3id.org/pov/id/actor/>\n${POV}SELECT ?who WHERE { ?who pov:claimedBy actor:vladimir-putin}`);
});

test("a fault is marked in its place, and goes when it is put right", async ({ page }) => {
  await open(page, asked(`${POV}SELECT ?a WHERE {\n  ?a a pov:Claim ; foo\n}`));
  const alert = page.getByRole("alert");
  await expect(alert).toContainText("the query cannot be read at foo");
  await expect(page.locator(".cm-lintRange-error")).toHaveText("foo");
  await alert.getByRole("button", { name: "Line 3, column 20" }).click();
  await expect(editor(page)).toBeFocused();
  for (let n = 0; n < 3; n += 1) await page.keyboard.press("Delete");
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(page.getByRole("alert")).toHaveCount(0);
  await expect(page.locator(".cm-lintRange-error")).toHaveCount(0);
  await expect(answer(page).locator("tbody tr")).toHaveCount(418);
});

test("a query that runs too long shows the limit and can be stopped", async ({ page }) => {
  const { seconds } = await (await page.request.get("/api/vocabulary")).json();
  const numbers = Array.from({ length: 100 }, (_, n) => n).join(" ");
  const many = ["a", "b", "c", "d", "e", "f"].map((name) => `VALUES ?${name} { ${numbers} }`).join(" ");
  await open(page, asked(`ASK { ${many} FILTER (?a + ?b + ?c + ?d + ?e + ?f < 0) }`));
  await expect(page.getByText(`A query may take ${seconds} s.`)).toBeVisible();
  await expect(page.locator(".clock")).toHaveText(new RegExp(`[12] of ${seconds} s`));
  await page.getByRole("button", { name: "Stop" }).click();
  await expect(page.getByText("It was stopped.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Stop" })).toHaveCount(0);
});

test("a table is sorted, linked and cut", async ({ page }) => {
  const query = `${POV}SELECT ?actor ?claim ?doc ?type (STRLEN(STR(?claim)) AS ?n) WHERE {
    ?claim pov:expresses ?r ; pov:statedIn/pov:partOf ?doc . ?r pov:subject ?actor ; pov:relationType ?type } ORDER BY ?claim`;
  await open(page, asked(query, "&rows=100"));
  await expect(page.getByText("These are the first 100; there may be more. A file has all.")).toBeVisible();
  await expect(answer(page).getByRole("link", { name: "Vladimir Putin" }).first()).toHaveAttribute("href", "/actors/vladimir-putin");
  await page.getByRole("link", { name: "actor", exact: true }).click();
  await expect(page).toHaveURL(/&sort=actor$/);
  const names = (await cells(page)).map(([name]) => name!);
  expect(names.length).toBe(100);
  expect(names).toEqual([...names].sort(new Intl.Collator("en", { numeric: true }).compare));
  const hrefs = await answer(page).locator("tbody tr").first().locator("a").evaluateAll((all) => all.map((one) => one.getAttribute("href")!.split("/")[1]!.split("#")[0]));
  expect(hrefs).toEqual(["actors", "claims", "debates", "ontology"]);
  await answer(page).locator("tbody a[href^='/claims/']").first().click();
  await expect(page.getByRole("heading", { level: 1, name: "Claim" })).toBeVisible();
});

test("answers are files of the server, whole", async ({ page }) => {
  const query = `${POV}SELECT ?claim WHERE { ?claim a pov:Claim } ORDER BY ?claim`;
  await open(page, asked(query, "&rows=100"));
  for (const [name, format] of [["CSV", "csv"], ["JSON", "json"], ["TSV", "tsv"]] as const) {
    const download = page.waitForEvent("download");
    await page.getByRole("group", { name: "Files" }).getByRole("button", { name }).click();
    const file = await download;
    expect(file.suggestedFilename()).toBe(`answer.${format}`);
    const told = await page.request.post("/sparql", { form: { query, format } });
    expect(await readFile((await file.path())!, "utf8")).toBe(await told.text());
  }
});

test("yes and no are said, and triples are a table, a network and files", async ({ page }) => {
  await open(page, asked(`${POV}ASK { ?claim a pov:Claim }`));
  await expect(page.getByText("Yes: it is so.")).toBeVisible();
  await open(page, asked("ASK { ?a <urn:nothing> ?b }"));
  await expect(page.getByText("No: it is not so.")).toBeVisible();
  const query = `${POV}CONSTRUCT { ?a pov:knows ?b } WHERE { ?r pov:subject ?a ; pov:object ?b }`;
  await open(page, asked(query));
  await expect(answer(page).getByRole("status")).toHaveText(/^\d+ triples in/);
  expect((await cells(page))[0]![1]).toBe("pov:knows");
  await page.getByRole("button", { name: "Network" }).click();
  await laid(page);
  expect(Number(await page.locator(".drawing").getAttribute("data-names"))).toBeGreaterThan(5);
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Turtle" }).click();
  expect(await readFile((await (await download).path())!, "utf8")).toContain("pov#knows");
});

test("a network has the ties of the rows, as a table too", async ({ page }) => {
  const query = `${POV}SELECT ?a ?b (COUNT(*) AS ?n) WHERE { ?r pov:subject ?a ; pov:object ?b } GROUP BY ?a ?b ORDER BY DESC(?n) ?a ?b`;
  const { results } = await (await page.request.post("/sparql", { form: { query, format: "json" } })).json();
  await open(page, asked(query, "&as=network"));
  await laid(page);
  await expect(answer(page).getByRole("link", { name: "Vladimir Putin" }).first()).toBeVisible();
  const shown = (await cells(page)).map(([, , weight]) => weight);
  expect(shown).toEqual(results.bindings.map((one: { n: { value: string } }) => one.n.value));
  await page.getByLabel("Weight").selectOption("number of rows");
  await expect(page).toHaveURL(/&weight=-$/);
  expect(new Set((await cells(page)).map(([, , weight]) => weight))).toEqual(new Set(["1"]));
});

test("a chart shows the numbers that are chosen, and is a file", async ({ page }) => {
  const query = 'SELECT ?year ?up ?down { VALUES (?year ?up ?down) { ("2020" 1 -2) ("2021" 4 0) ("2022" 3 5) } }';
  await open(page, asked(query, "&as=chart"));
  const chart = page.getByRole("img", { name: /^A chart with bars: up, down by year, 3 values each/ });
  await expect(chart).toBeVisible();
  await expect(chart.locator("rect")).toHaveCount(6);
  const heights = await chart.locator("rect").evaluateAll((all) => all.map((one) => Number(one.getAttribute("height"))));
  expect(heights[1]! / heights[0]!).toBeCloseTo(4);
  expect(heights[3]! / heights[0]!).toBeCloseTo(2);
  await page.getByLabel("Kind").selectOption("lines");
  await page.getByRole("checkbox", { name: "down" }).uncheck();
  await expect(page).toHaveURL(/&as=chart&chart=line&y=up$/);
  await expect(page.getByRole("img", { name: /lines: up by year/ }).locator("circle")).toHaveCount(3);
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "SVG" }).click();
  const file = await readFile((await (await download).path())!, "utf8");
  expect(file.match(/<circle/g)?.length).toBe(3);
  await page.locator("summary", { hasText: "Values of the chart" }).click();
  await expect(page.getByRole("row", { name: "2021 4" })).toBeVisible();
});

test("a query of the catalogue says which actor it does not know", async ({ page }) => {
  await open(page, "/query?name=claims-about");
  await page.getByLabel("actor", { exact: true }).fill("Nobody At All");
  await page.getByRole("button", { name: "Load", exact: true }).click();
  await expect(page.getByRole("alert")).toContainText('nobody is called "Nobody At All"');
  await page.getByLabel("actor", { exact: true }).fill("Путин");
  await expect(page.locator("datalist option").first()).toHaveAttribute("value", "Vladimir Putin");
});

test("what is loaded is not run until somebody says so, and back leads to the query before", async ({ page }) => {
  await open(page, asked("ASK {}"));
  await page.getByRole("link", { name: YEARS }).click();
  await page.getByRole("button", { name: "Load", exact: true }).click();
  await expect(editor(page)).toContainText("VALUES ?_first_iri");
  await expect(page.getByText("Yes: it is so.")).toBeVisible();
  await page.getByRole("button", { name: "Run", exact: true }).click();
  await expect(answer(page).getByRole("columnheader", { name: "year" })).toBeVisible();
  await page.goBack();
  await expect(page.getByText("Yes: it is so.")).toBeVisible();
  expect(await written(page)).toBe("ASK {}");
});

test("a query that is too long for an address runs, and no link is offered", async ({ page }) => {
  await open(page, "/query");
  const long = `SELECT ?a { VALUES ?a { "${"x".repeat(9000)}" } }`;
  await editor(page).click();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.insertText(long);
  await page.getByRole("button", { name: "Run", exact: true }).click();
  await expect(answer(page).getByRole("status")).toHaveText(/^1 row/);
  await expect(page.getByText("The query is too long for an address")).toBeVisible();
  await expect(page.getByRole("button", { name: "Copy the link" })).toBeDisabled();
  expect(page.url().length).toBeLessThan(100);
});

for (const as of ["table", "chart", "network"]) {
  test(`hostile answers do nothing as ${as}`, async ({ page }) => {
    const terms = hostile.map((text, n) => `(${JSON.stringify(text)} ${n - 5} ${JSON.stringify(hostile[(n + 1) % hostile.length])}@en)`).join("\n");
    const query = `SELECT ?words ?n ?others { VALUES (?words ?n ?others) {\n${terms}\n} }`;
    await page.setViewportSize({ width: 360, height: 740 });
    await open(page, `/query?as=${as === "table" ? "" : as}`);
    await editor(page).click();
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.insertText(query);
    await page.keyboard.press("ControlOrMeta+Enter");
    await expect(answer(page).getByRole("status").first()).toHaveText(new RegExp(`^${hostile.length} rows`));
    if (as === "network") await laid(page);
    if (as === "chart") await page.locator("summary", { hasText: "Values of the chart" }).click();
    const plain = (text: string): string => text.replace(/\s+/g, " ").trim();
    const shown = new Set((await cells(page)).flat().map(plain));
    const said = as === "chart" ? hostile.slice(0, 60) : hostile;
    expect(said.filter((text) => !shown.has(plain(text)) && !shown.has(`${plain(text)} en`))).toEqual([]);
    expect(await excess(page)).toBe(0);
    expect(await page.locator("main :is(script, img, iframe, object, style, base, meta, template, math)").count()).toBe(0);
    expect(await violations(page)).toEqual([]);
  });
}

test("hostile actors are named in answers and drawn as text", async ({ browser }) => {
  const context = await browser.newContext({ baseURL: process.env.KG_HOSTILE ?? "http://127.0.0.1:8766", viewport: { width: 360, height: 740 } });
  const page = await context.newPage();
  const query = `${POV}SELECT ?a ?b WHERE { ?r pov:subject ?a ; pov:object ?b } ORDER BY ?a ?b`;
  await open(page, asked(query));
  await expect(answer(page).locator("tbody bdi", { hasText: hostile[0] }).first()).toBeVisible();
  const shown = new Set((await cells(page)).flat());
  expect(hostile.filter((text) => shown.has(text)).length).toBeGreaterThan(20);
  expect(await excess(page)).toBe(0);
  expect(await page.evaluate(() => "hacked" in window)).toBe(false);
  await context.close();
});

for (const scheme of ["light", "dark"] as const) {
  for (const width of [1200, 360]) {
    test(`the view has no fault of access: ${scheme}, ${width} pixels`, async ({ page }) => {
      test.slow(); // axe looks at four pages
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
      await page.setViewportSize({ width, height: 800 });
      for (const more of ["", "&as=chart", "&as=network"]) {
        await open(page, asked(`${POV}SELECT ?a ?b (COUNT(*) AS ?n) { ?r pov:subject ?a ; pov:object ?b } GROUP BY ?a ?b ORDER BY ?a ?b LIMIT 20`, `&name=change-over-time${more}`));
        await expect(answer(page).getByRole("status").first()).toHaveText(/rows in/);
        expect(await violations(page)).toEqual([]);
        expect(await excess(page)).toBe(0);
      }
      await open(page, asked("SELECT * { ?a foo }"));
      await expect(page.locator(".cm-lintRange-error")).toHaveText("foo");
      await editor(page).click();
      await page.keyboard.press("ControlOrMeta+End");
      await page.keyboard.type(" pov:Cl");
      await expect(page.getByRole("listbox")).toBeVisible();
      expect(await violations(page)).toEqual([]);
      expect(await excess(page)).toBe(0);
    });
  }
}
