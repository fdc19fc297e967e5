// A debate as it reads: with full texts (KG_TEXTS), without them (KG_ADDRESS), and with hostile ones (KG_HOSTILE).

import type { APIRequestContext, Locator, Page } from "@playwright/test";
import { CLAIM, DEBATE, excess, expect, open, test, violations } from "./browser";

const TEXTS = process.env.KG_TEXTS ?? "http://127.0.0.1:8767";
const KEY = "2022%2Fbelarus-putin-visits-minsk";

interface Claim {
  id: string;
  passage: string;
  valence: string;
  evidence: { words: string; begin: number; end: number };
}
interface Passage {
  number: number;
  begin: number;
  text: string;
}

const claimsOf = async (request: APIRequestContext): Promise<Claim[]> =>
  (await (await request.get(`/api/claims?document=${KEY}&limit=500`)).json()).items;

/** The words that are marked for a claim, put together. */
const marked = (page: Page, id: string): Promise<string> =>
  page.locator(`.told[data-claims~="${id}"]`).evaluateAll((all) => all.map((one) => one.textContent).join(""));

const article = (page: Page, outlet: string): Locator => page.getByRole("article").filter({ has: page.getByRole("link", { name: outlet }) }).first();

/** Each `.text` holds the text of the document from its `data-begin` on, sign by sign. */
async function compare(page: Page, passages: readonly Passage[]): Promise<number> {
  const whole = new Map(passages.flatMap(({ begin, text }) => Array.from(text).map((sign, n) => [begin + n, sign] as const)));
  const shown = await page.locator(".text").evaluateAll((all) => all.map((one) => [Number((one as HTMLElement).dataset.begin), one.textContent ?? ""] as const));
  for (const [begin, text] of shown) expect(text).toBe(Array.from(text, (_, n) => whole.get(begin + n)).join(""));
  return shown.reduce((sum, [, text]) => sum + text.length, 0);
}

test.describe("with texts", () => {
  test.use({ baseURL: TEXTS });

  test("a debate reads as it was written, each claim marked in its words", async ({ page, request }) => {
    await open(page, DEBATE);
    await expect(page.getByRole("heading", { level: 1, name: "What does Putin want from Lukashenka?" })).toBeVisible();
    await expect(page.getByRole("heading", { level: 2, name: "A friend treated like a vassal" })).toBeVisible();
    await expect(article(page, "France Inter").locator(".by")).toHaveText("France Inter France, in the words of Pierre Haski");
    const { passages } = await (await request.get(`/api/documents/${KEY}/text`)).json();
    const length = passages.reduce((sum: number, one: Passage) => sum + one.text.length, 0);
    expect(await compare(page, passages)).toBeGreaterThan(length * 0.9);
    const claims = await claimsOf(request);
    expect(claims.length).toBe(26);
    for (const claim of claims) expect(await marked(page, claim.id)).toBe(claim.evidence.words);
  });

  test("words of several claims name them all, and no claim is lost to the keyboard", async ({ page, request }) => {
    await open(page, DEBATE);
    const nested = page.locator(".told", { hasText: "Ukraine" }).filter({ hasNotText: "Poland" }).first();
    const ids = ((await nested.getAttribute("data-claims")) ?? "").split(" ");
    expect(ids.length).toBeGreaterThan(1);
    await expect(nested).toHaveAttribute("href", `/claims/${ids[0]}`);
    for (const { id } of await claimsOf(request)) {
      const reached = page.locator(`.told[href="/claims/${id}"]:not([tabindex]), #claim-${id} .open`);
      expect(await reached.count()).toBeGreaterThan(0);
    }
  });

  test("the pointer shows who says what, the popover can be reached, and Escape takes it away", async ({ page }) => {
    await open(page, DEBATE);
    const words = page.locator(".told", { hasText: "reject it" });
    const tip = page.getByRole("tooltip");
    await expect(tip).toBeHidden();
    await words.hover();
    await expect(tip).toContainText("Belarusians refuses Belarus");
    await expect(tip).toContainText("according to Pierre Haski");
    await expect(tip).toContainText("passed on by France Inter");
    await expect(tip).toContainText("affirmed, asserted, hostile");
    await tip.hover();
    await page.waitForTimeout(600);
    await expect(tip).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(tip).toBeHidden();
    await words.hover();
    await expect(tip).toBeVisible();
    await page.getByRole("heading", { level: 1 }).hover({ position: { x: 2, y: 2 } });
    await expect(tip).toBeHidden();
  });

  test("the focus shows the same beside the words, and Enter opens the claim", async ({ page }) => {
    await open(page, DEBATE);
    const words = page.locator(".told", { hasText: "Putin who saved Lukashenka" });
    await words.focus();
    const tip = page.getByRole("tooltip");
    await expect(tip).toContainText("Vladimir Putin saves Alexander Lukashenka");
    await expect(words).toHaveAccessibleDescription(/according to Gazeta Wyborcza/);
    const distance = async (): Promise<number> => {
      const [at, shown] = [(await words.boundingBox())!, (await tip.boundingBox())!];
      return Math.min(Math.abs(shown.y - at.y - at.height), Math.abs(at.y - shown.y - shown.height));
    };
    await expect.poll(distance).toBeLessThan(30); // the page may still scroll
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(CLAIM);
  });

  test("words and the claim beside them light each other", async ({ page }) => {
    await open(page, DEBATE);
    const words = page.locator(".told", { hasText: "Putin who saved Lukashenka" });
    const item = page.locator("#claim-433fa9b3e662d3f6");
    await words.hover();
    await expect(item).toHaveAttribute("data-lit", "");
    await page.emulateMedia({ colorScheme: "dark" });
    expect(await violations(page, "color-contrast")).toEqual([]);
    await page.getByRole("heading", { level: 1 }).hover({ position: { x: 2, y: 2 } });
    await expect(item).not.toHaveAttribute("data-lit");
    await item.getByRole("link", { name: "open the claim" }).focus();
    await expect(words).toHaveAttribute("data-lit", "");
    await expect(page.getByRole("tooltip")).toBeHidden();
    await expect(page.locator(".told[data-lit]")).toHaveCount(1);
  });

  test("which claims are marked stands in the address", async ({ page, request }) => {
    await open(page, `${DEBATE}?by=country`);
    await page.getByLabel("Valence").selectOption("negative");
    await page.getByLabel("Claims of").selectOption({ label: "Gazeta Wyborcza" });
    await page.getByRole("button", { name: "Apply" }).click();
    await expect(page).toHaveURL(`${DEBATE}?by=country&valence=negative&source=gazeta-wyborcza`);
    const all = await claimsOf(request);
    const hostile = all.filter((one) => one.valence === "negative");
    const shown = await page.locator("li.claim").evaluateAll((items) => items.map((one) => one.id.replace("claim-", "")));
    expect(shown.length).toBeGreaterThan(2);
    expect(shown.length).toBeLessThan(hostile.length);
    expect(shown.filter((id) => !hostile.some((one) => one.id === id))).toEqual([]);
    await expect(page.getByText(`${shown.length} of 26 claims marked.`)).toBeVisible();
    await page.getByRole("link", { name: "as in the text" }).click();
    await expect(page).toHaveURL(`${DEBATE}?valence=negative&source=gazeta-wyborcza`);
    await expect(page.locator("li.claim")).toHaveCount(shown.length);
    await open(page, `${DEBATE}?polarity=negated`);
    await expect(page.locator(".told")).not.toHaveCount(0);
    for (const look of await page.locator(".told").evaluateAll((items) => items.map((one) => one.className))) expect(look).toBe("told neutral");
  });

  test("an address leads to a claim in its text", async ({ page }) => {
    await open(page, CLAIM);
    await page.getByRole("link", { name: "in the debate" }).click();
    await expect(page).toHaveURL(`${DEBATE}?claim=433fa9b3e662d3f6`);
    const words = page.locator(".told.chosen");
    await expect(words).toHaveText("Putin who saved Lukashenka");
    await expect(words).toBeInViewport();
    await expect(page.locator("li.chosen")).toHaveCount(1);
  });

  test("a claim stands between the sentences around it, with what found it", async ({ page }) => {
    await open(page, CLAIM);
    await expect(page.locator("blockquote .text")).toContainText("ruler's tricks:\n\n“It was Putin who saved Lukashenka in 2020", { useInnerText: true });
    await expect(page.locator("blockquote mark")).toHaveText("Putin who saved Lukashenka");
    const begin = Number(await page.locator("blockquote .text").getAttribute("data-begin"));
    const before = await page.locator("blockquote .text").evaluate((one) => one.firstChild?.textContent ?? "");
    expect(begin + Array.from(before).length).toBe(2477);
    await expect(page.getByRole("link", { name: "RDF" })).toHaveAttribute("href", "/id/claim/433fa9b3e662d3f6");
    await expect(page.getByRole("link", { name: /^kg \d/ })).toHaveAttribute("href", /^\/id\/activity\//);
    expect(await violations(page)).toEqual([]);
  });

  test("a claim says through whom it came", async ({ page, request }) => {
    const { items } = await (await request.get(`/api/claims?document=${KEY}&limit=500`)).json();
    const reported = items.find((one: { source: unknown[] }) => one.source.length === 2);
    await open(page, `/claims/${reported.id}`);
    await expect(page.locator(".chain > li")).toHaveText([
      `according to ${reported.source[0].name}`,
      `passed on by ${reported.source[1].name}`,
    ]);
  });

  for (const address of [DEBATE, `${DEBATE}?by=country&claim=433fa9b3e662d3f6`]) {
    test(`${address} is open to all`, async ({ page }) => {
      await open(page, address);
      expect(await violations(page)).toEqual([]);
      await page.emulateMedia({ colorScheme: "dark" });
      await page.setViewportSize({ width: 360, height: 740 });
      expect(await violations(page)).toEqual([]);
      expect(await excess(page)).toBe(0);
      const words = page.locator(".told", { hasText: "reject it" });
      await words.focus();
      const shown = (await page.getByRole("tooltip").boundingBox())!;
      expect(shown.x).toBeGreaterThanOrEqual(0);
      expect(shown.x + shown.width).toBeLessThanOrEqual(360);
    });
  }

  test("each valence is underlined in its own way", async ({ page }) => {
    await open(page, "/debates/2024%2Funited-states-trump-returns");
    const styles = await page.locator(".told").evaluateAll((all) => all.map((one) => `${one.className} ${getComputedStyle(one).textDecorationStyle}`));
    expect([...new Set(styles)].sort()).toEqual(expect.arrayContaining(["told negative wavy", "told neutral dotted", "told positive solid"]));
  });

  test("a debate prints as it reads, with notes for claims and without navigation", async ({ page }) => {
    await open(page, `${DEBATE}?claim=433fa9b3e662d3f6`);
    await page.evaluate(() => (document.documentElement.dataset.theme = "dark"));
    await page.emulateMedia({ media: "print" });
    for (const gone of [page.locator("header").first(), page.locator(".filters"), page.locator(".switch")]) await expect(gone).toBeHidden();
    const words = page.locator(".told", { hasText: "Putin who saved Lukashenka" });
    const look = await words.evaluate((one) => {
      const { color, backgroundColor, textDecorationColor, textDecorationStyle } = getComputedStyle(one);
      return [color, backgroundColor, textDecorationColor, textDecorationStyle, getComputedStyle(one, "::after").content];
    });
    expect(look).toEqual(["rgb(0, 0, 0)", "rgba(0, 0, 0, 0)", "rgb(0, 0, 0)", "solid", '" 1"']);
    const note = page.locator("#claim-433fa9b3e662d3f6 .open");
    expect(await page.locator("#claim-433fa9b3e662d3f6 .type").evaluate((one) => getComputedStyle(one).color)).toBe("rgb(0, 0, 0)");
    expect(await note.evaluate((one) => getComputedStyle(one, "::after").content)).toBe('"/claims/433fa9b3e662d3f6"');
    expect(await page.evaluate(() => getComputedStyle(document.body).color)).toBe("rgb(27, 30, 36)"); // dark colours stay on the screen
  });
});

test("without texts the words of claims stand in their place, in the order of the text", async ({ page, request }) => {
  await open(page, DEBATE);
  await expect(page.getByText("Full texts are not shown")).toBeVisible();
  const claims = await claimsOf(request);
  for (const claim of claims) expect(await marked(page, claim.id)).toBe(claim.evidence.words);
  const excerpt = article(page, "Gazeta Wyborcza").locator(".excerpt");
  await expect(excerpt).toHaveText(/^Putin who saved Lukashenka … Belarusians rose up against their ruler … /);
  const begins = await page.locator("article .text").evaluateAll((all) => all.map((one) => Number((one as HTMLElement).dataset.begin)));
  expect(begins).toEqual([...begins].sort((a, b) => a - b));
  const shown = await page.locator(".text").allTextContents();
  expect(Math.max(...shown.map((text) => Array.from(text).length))).toBeLessThanOrEqual(300);
  await page.locator(".told", { hasText: "Putin who saved Lukashenka" }).focus();
  await expect(page.getByRole("tooltip")).toContainText("Vladimir Putin saves Alexander Lukashenka");
  expect(await violations(page)).toEqual([]);
});

test.describe("with hostile texts", () => {
  test.use({ baseURL: process.env.KG_HOSTILE ?? "http://127.0.0.1:8766", viewport: { width: 360, height: 740 } });

  test("texts are shown sign by sign, and their marks tell hostile names", async ({ page, request }) => {
    const { items } = await (await request.get("/api/documents?limit=500")).json();
    let length = 0;
    for (const { id } of items.filter((_: unknown, n: number) => n % 6 === 0)) {
      const key = encodeURIComponent(id);
      await open(page, `/debates/${key}`);
      length += await compare(page, (await (await request.get(`/api/documents/${key}/text`)).json()).passages);
      expect(await excess(page)).toBe(0);
      expect(await page.locator("main :is(script, img, iframe, object, style, base, meta, template, math)").count()).toBe(0);
      for (const words of (await page.locator("article .told:not([tabindex])").all()).slice(0, 3)) {
        await words.focus();
        await expect(page.getByRole("tooltip")).toBeVisible();
        expect(await excess(page)).toBe(0);
      }
      expect(await violations(page, "color-contrast", "scrollable-region-focusable")).toEqual([]);
    }
    expect(length).toBeGreaterThan(5000);
  });
});
