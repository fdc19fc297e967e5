// Signing in and correcting, by two coders of the same claims on a project of their own (KG_REVIEW, KG_ADA, KG_BEN), and by
// somebody else (KG_EVE). Its texts are gone, so that decisions cannot be applied there: task 9 does that.

import type { Page } from "@playwright/test";
import { CLAIM, DEBATE, excess, expect, open, settled, test, violations } from "./browser";

const ADA = process.env.KG_ADA ?? "";
const BEN = process.env.KG_BEN ?? "";
const EVE = process.env.KG_EVE ?? "";
const DOCUMENT = decodeURIComponent(DEBATE.slice("/debates/".length));
const OBJECT = "Whom";

test.use({ baseURL: process.env.KG_REVIEW ?? "http://127.0.0.1:8767" });
test.describe.configure({ mode: "serial" }); // each begins with what the one before decided

const as = (page: Page, token: string): Promise<unknown> => page.addInitScript((given) => sessionStorage.setItem("kg-token", given), token);

const panel = (page: Page) => page.getByRole("region", { name: "Decide" });
const said = (page: Page) => page.locator(".said");
const headline = (page: Page) => page.locator(".headline");

/** What the server has of a coder's decisions on a claim or a document. */
async function rows(page: Page, token: string, query: string): Promise<Record<string, unknown>[]> {
  const answer = await page.request.get(`/api/decisions?${query}`, { headers: { authorization: `Bearer ${token}` } });
  expect(answer.status()).toBe(200);
  return (await answer.json()).items;
}

test("who has not signed in sees nothing of it but the way in", async ({ page }) => {
  await open(page, CLAIM);
  await expect(page.getByRole("link", { name: "Sign in" })).toBeVisible();
  await expect(panel(page)).toHaveCount(0);
  await expect(page.getByRole("link", { name: "Review" })).toHaveCount(0);
  await open(page, DEBATE);
  await expect(page.getByText("Add a claim that is missing here")).toHaveCount(0);
  await open(page, "/review");
  await expect(page.getByRole("main").getByRole("link", { name: "Sign in" })).toHaveAttribute("href", "/signin?back=%2Freview");
});

test("a token signs in, and leads back to where somebody came from", async ({ page }) => {
  await open(page, CLAIM);
  await page.getByRole("link", { name: "Sign in" }).click();
  await page.getByLabel("Token").fill("nobody-has-this");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert")).toHaveText("Nobody has this token.");
  await page.getByLabel("Token").fill(ADA);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(CLAIM);
  await expect(panel(page)).toBeVisible();
  await expect(page.locator("header")).toContainText("ada");
  await page.reload();
  await expect(panel(page)).toBeVisible();
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(panel(page)).toHaveCount(0);
  expect(await page.evaluate(() => sessionStorage.getItem("kg-token"))).toBeNull();
});

test("a token that the server does not know any more leads to signing in, and back", async ({ page }) => {
  await open(page, "/");
  await page.evaluate(() => sessionStorage.setItem("kg-token", "gone"));
  await page.goto("/claims?type=saves");
  await expect(page.getByRole("alert")).toContainText("Sign in again");
  await page.getByLabel("Token").fill(ADA);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL("/claims?type=saves");
});

test("in the queue one key accepts a claim, the next comes with the focus, and undo brings it back", async ({ page }) => {
  await as(page, ADA);
  await open(page, "/review?kind=claim");
  await expect(panel(page)).toBeVisible();
  const first = await headline(page).textContent();
  await page.keyboard.press("a");
  await expect(page).toHaveURL(/[?&]at=/);
  await expect(said(page)).toContainText("Accepted:");
  const second = new URL(page.url()).searchParams.get("at");
  await expect(page.getByRole("heading", { level: 2, name: "A claim" })).toBeFocused();
  const [made] = await rows(page, ADA, "coder=ada");
  expect(made).toMatchObject({ action: "accept", coder: "ada", isOwn: true });
  expect(made!.target).not.toBe(second);
  await page.keyboard.press("u");
  await expect(said(page)).toContainText("Taken back");
  await expect(page).toHaveURL(new RegExp(`at=${made!.target}`));
  expect(await headline(page).textContent()).toBe(first);
  expect(await rows(page, ADA, "coder=ada")).toEqual([]);
  await page.keyboard.press("n");
  await expect(page).toHaveURL(new RegExp(`at=${second}`));
  await expect(headline(page)).not.toHaveText(first!);
  await page.keyboard.press("p");
  await expect(page).toHaveURL(new RegExp(`at=${made!.target}`));
});

test("keys do nothing in a field, and can be switched off", async ({ page }) => {
  await as(page, ADA);
  await open(page, CLAIM);
  await page.getByLabel("Why").pressSequentially("area");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+a");
  await panel(page).focus();
  await page.keyboard.press("?");
  await expect(page.getByLabel("Single keys decide")).toBeVisible();
  await page.getByLabel("Single keys decide").uncheck();
  await page.keyboard.press("a");
  await page.keyboard.press("r");
  await page.waitForTimeout(300);
  expect(await rows(page, ADA, "coder=ada")).toEqual([]);
  await page.reload();
  await expect(panel(page).locator("kbd")).toHaveCount(0);
});

test("an object is corrected with the keyboard alone, shown as pending, and taken back", async ({ page }) => {
  await as(page, ADA);
  await open(page, CLAIM);
  await expect(panel(page).getByText("Nobody has decided yet.")).toBeVisible();
  await page.keyboard.press("e");
  await expect(page.getByRole("combobox", { name: "Who", exact: true })).toBeFocused();
  await expect(page.getByRole("combobox", { name: "Who", exact: true })).toHaveValue("Vladimir Putin");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  const object = page.getByRole("combobox", { name: OBJECT, exact: true });
  await expect(object).toBeFocused();
  await page.keyboard.press("Control+a");
  await object.pressSequentially("Belar");
  const option = page.getByRole("form", { name: "Change the claim" }).getByRole("option", { name: /^Belarus\b/ }).first();
  await expect(option).toBeVisible();
  while ((await option.getAttribute("aria-selected")) !== "true") await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(object).toHaveValue("Belarus");
  await page.keyboard.press("Enter");
  await expect(said(page)).toContainText("Changed:");
  await expect(panel(page)).toBeFocused();
  const made = await rows(page, ADA, "coder=ada");
  expect(made).toHaveLength(1);
  expect(made[0]).toMatchObject({ target: CLAIM.slice("/claims/".length), action: "edit", field: "object", new: "https://w3id.org/pov/id/actor/belarus" });
  await expect(panel(page).getByRole("listitem").filter({ hasText: "changed Whom" })).toContainText("Belarus");
  await expect(panel(page).getByText("the next ingest applies it")).toBeVisible();
  await page.keyboard.press("e");
  await expect(page.getByRole("combobox", { name: OBJECT, exact: true })).toHaveValue(/elarus/);
  await page.keyboard.press("Escape");
  await panel(page).getByRole("button", { name: "Take back" }).click();
  await expect(panel(page).getByText("Nobody has decided yet.")).toBeVisible();
  await page.keyboard.press("u");
  await expect(panel(page).getByRole("listitem").filter({ hasText: "changed Whom" })).toBeVisible();
  await page.keyboard.press("u");
  await expect(panel(page).getByText("Nobody has decided yet.")).toBeVisible();
  expect(await rows(page, ADA, "coder=ada")).toEqual([]);
});

test("what cannot be decided is said, and nothing is written", async ({ page }) => {
  await as(page, ADA);
  await open(page, CLAIM);
  await page.keyboard.press("e");
  await page.getByLabel("When, as a date").fill("some day");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(panel(page).getByRole("alert")).toContainText("EDTF");
  expect(await rows(page, ADA, "coder=ada")).toEqual([]);
});

test("a claim that is missing in a debate is added, ticked and taken back", async ({ page }) => {
  await as(page, ADA);
  await open(page, DEBATE);
  await page.getByText("Add a claim that is missing here").click();
  const form = page.getByRole("form", { name: "Add a claim that is missing here" });
  await form.getByRole("button", { name: "Add", exact: true }).click();
  await expect(form.getByRole("alert")).toHaveText("Say who does it.");
  await form.getByRole("combobox", { name: "Who", exact: true }).fill("Vladimir Putin");
  await form.getByLabel("Relation").selectOption("saves");
  await form.getByRole("combobox", { name: OBJECT, exact: true }).fill("Alexander Lukashenka");
  await form.getByLabel("Words", { exact: true }).fill("Putin who saved Lukashenka");
  await form.getByLabel("Why").fill("<b onclick=alert(1)>seen</b>");
  await form.getByRole("button", { name: "Add", exact: true }).click();
  const added = page.locator(".ticked li");
  await expect(added).toContainText("Vladimir Putin · saves · Alexander Lukashenka");
  await expect(added).toContainText("<b onclick=alert(1)>seen</b>");
  await expect(form.getByLabel("Words", { exact: true })).toHaveValue("");
  const [made] = await rows(page, ADA, `document=${encodeURIComponent(DOCUMENT)}`);
  expect(made).toMatchObject({ target: DOCUMENT, action: "add", new: "Vladimir Putin|saves|Alexander Lukashenka", words: "Putin who saved Lukashenka" });
  await added.getByRole("button", { name: "Take back" }).click();
  await expect(added).toHaveCount(0);
});

test("the words of a missing claim are those selected in the text, with their place", async ({ page }) => {
  await as(page, ADA);
  await open(page, DEBATE);
  await page.getByText("Add a claim that is missing here").click();
  const form = page.getByRole("form", { name: "Add a claim that is missing here" });
  await expect(form.getByText("Select the words in the text")).toBeVisible();
  const [words, begin] = await page.locator("article .text").first().evaluate((passage: HTMLElement) => {
    const [first, last] = [passage.textContent!.search(/\s\S/) + 1, passage.textContent!.length];
    const texts = document.createTreeWalker(passage, NodeFilter.SHOW_TEXT);
    const ends: [Text, number][] = []; // the first and the last sign of the words, over the edges of marks
    for (let at = 0, node; (node = texts.nextNode() as Text | null); at += node.length) {
      if (at <= first && first < at + node.length) ends.push([node, first - at]);
      if (at < last && last <= at + node.length) ends.push([node, last - at]);
    }
    document.getSelection()!.setBaseAndExtent(...ends[0]!, ...ends[1]!);
    return [passage.textContent!.slice(first).trim(), Number(passage.dataset.begin) + Array.from(passage.textContent!.slice(0, first)).length];
  });
  await form.getByRole("button", { name: "Take the selected words" }).click();
  await expect(form.getByLabel("Words", { exact: true })).toHaveValue(words as string);
  await form.getByRole("combobox", { name: "Who", exact: true }).fill("Vladimir Putin");
  await form.getByRole("combobox", { name: OBJECT, exact: true }).fill("Ukraine");
  await form.getByRole("button", { name: "Add", exact: true }).click();
  await expect(page.locator(".ticked li")).toContainText("Vladimir Putin");
  const [made] = await rows(page, ADA, "coder=ada");
  expect(made).toMatchObject({ action: "add", field: String(begin), words });
  await page.locator(".ticked").getByRole("button", { name: "Take back" }).click();
  await expect(page.locator(".ticked")).toHaveCount(0);
});

test("an actor is given a further name, and merged into one that is chosen", async ({ page }) => {
  await as(page, ADA);
  await open(page, "/actors/vladimir-putin");
  await page.getByText("Correct", { exact: true }).click();
  await page.getByLabel("A further name").fill("Влад Путин");
  await page.getByRole("button", { name: "Add the name" }).click();
  await expect(said(page)).toContainText("Name added");
  const merge = page.getByRole("combobox", { name: "This is the same as" });
  await merge.fill("Somebody");
  await page.getByRole("button", { name: "Merge" }).click();
  expect(await merge.evaluate((box: HTMLInputElement) => box.validationMessage)).toBe("Choose one of the suggestions.");
  await merge.fill("");
  await merge.pressSequentially("Dmitry Medv");
  await page.getByRole("form", { name: "Merge" }).getByRole("option").first().click();
  await page.getByRole("button", { name: "Merge" }).click();
  await expect(said(page)).toContainText("Merged: Vladimir Putin");
  const made = await rows(page, ADA, "coder=ada");
  const putin = "https://w3id.org/pov/id/actor/vladimir-putin";
  expect(made.map(({ action, target, new: value }) => [action, target, value]).sort()).toEqual([
    ["alias", putin, "Влад Путин"],
    ["merge", putin, "https://w3id.org/pov/id/actor/dmitry-medvedev"],
  ]);
  for (const { id } of made) {
    await page.request.delete(`/api/decisions/${id}`, { headers: { authorization: `Bearer ${ADA}` } });
  }
});

test("an actor that the registry lacks is named from the queue", async ({ page }) => {
  await as(page, ADA);
  await open(page, "/review?kind=actor");
  await expect(panel(page).getByRole("form", { name: "Change" })).toBeVisible();
  const types = panel(page).getByRole("combobox", { name: "Type" }).getByRole("option");
  await expect(types.filter({ hasText: "political party" })).toHaveCount(1);
  await expect(types.filter({ hasText: "passage" })).toHaveCount(0);
  const name = panel(page).getByLabel("Name", { exact: true });
  const before = await name.inputValue();
  await name.fill(`${before} II`);
  await page.keyboard.press("Enter");
  await expect(said(page)).toContainText(`Changed: ${before}`);
  const [made] = await rows(page, ADA, "coder=ada");
  expect(made).toMatchObject({ action: "name", field: "name", new: `${before} II` });
  await page.locator("body").press("u");
  await expect(said(page)).toContainText("Taken back");
  expect(await rows(page, ADA, "coder=ada")).toEqual([]);
});

test("a mention of which it is not plain who is meant is set", async ({ page }) => {
  await as(page, ADA);
  await open(page, "/review?kind=mention");
  const { items } = await (await page.request.get("/api/review/queue?kind=mention&limit=500")).json();
  const at = items.findIndex((one: { reasons: string[] }) => one.reasons.includes("ambiguous"));
  expect(at).toBeGreaterThan(0);
  await open(page, `/review?kind=mention&from=${at}`);
  const box = panel(page).getByRole("combobox", { name: "Who is meant" });
  await box.pressSequentially("Angela Merk");
  await expect(panel(page).getByRole("option").first()).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(box).toHaveValue("Angela Merkel");
  await page.keyboard.press("Enter");
  await expect(said(page)).toContainText("Set:");
  const [made] = await rows(page, ADA, "coder=ada");
  expect(made).toMatchObject({ target: items[at].target.split("/").at(-1), action: "split", new: "https://w3id.org/pov/id/actor/angela-merkel" });
  await page.locator("body").press("u");
  await expect(said(page)).toContainText("Taken back");
  expect(await rows(page, ADA, "coder=ada")).toEqual([]);
});

test("who is meant where nobody knew it is set by keyboard alone, and it waits for the next ingest", async ({ page }) => {
  await as(page, ADA);
  await open(page, "/review?kind=mention");
  const { items } = await (await page.request.get("/api/review/queue?kind=mention&limit=1")).json();
  expect(items[0].reasons).toEqual(["unresolved"]);
  await expect(page.getByRole("heading", { level: 2 }).first()).toHaveText(items[0].place.words);
  await expect(page.locator(".quotation mark")).toHaveText(items[0].place.words);
  const box = panel(page).getByRole("combobox", { name: "Who is meant" });
  for (let n = 0; n < 40 && !(await box.evaluate((node) => node === document.activeElement)); n++) await page.keyboard.press("Tab");
  await page.keyboard.type("Angela Merk");
  await expect(panel(page).getByRole("option").first()).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(box).toHaveValue("Angela Merkel");
  await page.keyboard.press("Enter");
  await expect(said(page)).toContainText(`Set: ${items[0].place.words}`);
  await expect(page.getByText("1 decision waits for the next ingest.")).toBeVisible();
  await expect(page.getByText("kg ingest")).toBeVisible();
  const [made] = await rows(page, ADA, "coder=ada");
  expect(made).toMatchObject({ target: items[0].target.split("/").at(-1), action: "split", new: "https://w3id.org/pov/id/actor/angela-merkel" });
  await page.locator("body").press("u");
  await expect(said(page)).toContainText("Taken back");
  await expect(page.getByText("for the next ingest.")).toHaveCount(0);
  expect(await rows(page, ADA, "coder=ada")).toEqual([]);
});

test("a mention of an actor that means somebody else is set in the view of the actor", async ({ page }) => {
  await as(page, ADA);
  await open(page, "/actors/vladimir-putin");
  await page.getByText("Correct", { exact: true }).click();
  await page.getByText(/^Mentions \(/).click();
  const items = page.locator(".mentions > li");
  await expect(items).toHaveCount(20);
  await page.getByRole("button", { name: /^More/ }).click();
  await expect(items).toHaveCount(40);
  const [first] = (await (await page.request.get("/api/mentions?actor=vladimir-putin&limit=1")).json()).items;
  await expect(items.first().locator("mark")).toHaveText(first.words);
  const button = items.first().getByRole("button", { name: "This is somebody else" });
  await button.click();
  const box = items.first().getByRole("combobox", { name: "Who is meant" });
  await box.pressSequentially("Angela Merk");
  await expect(items.first().getByRole("option").first()).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await expect(said(page)).toContainText(`Set: ${first.words}`);
  await expect(items.first()).toContainText("(decided)");
  await expect(button).toBeFocused();
  const [made] = await rows(page, ADA, "coder=ada");
  expect(made).toMatchObject({ target: first.id, action: "split", new: "https://w3id.org/pov/id/actor/angela-merkel" });
  await page.request.delete(`/api/decisions/${made!.id}`, { headers: { authorization: `Bearer ${ADA}` } });
});

test("two coders do not see each other's rows until both are done; then it is settled", async ({ page, browser, baseURL }) => {
  await as(page, ADA);
  await open(page, CLAIM);
  await page.keyboard.press("a");
  await expect(said(page)).toContainText("Accepted:");
  await expect(panel(page).getByRole("button", { name: "Accept" })).toHaveAttribute("aria-pressed", "true");

  const other = await browser.newPage({ baseURL: baseURL! });
  await as(other, BEN);
  await open(other, CLAIM);
  await expect(panel(other).getByText("Others have decided.")).toBeVisible();
  await expect(panel(other)).not.toContainText("ada");
  await other.keyboard.press("r");
  await expect(panel(other).getByRole("listitem").filter({ hasText: "ada" })).toContainText("accepted");
  await other.close();

  await open(page, "/review");
  await page.getByRole("link", { name: "Disagreements to settle" }).click();
  await settled(page);
  const item = page.locator(".disagreement");
  await expect(item).toHaveCount(1);
  await expect(item.getByRole("heading", { level: 3 })).toHaveText(["ada", "ben"]);
  expect(await violations(page)).toEqual([]);
  await item.getByRole("button", { name: "Settle as ben decided" }).click();
  await expect(item.getByRole("heading", { name: "Settled" })).toBeVisible();
  await expect(item).toContainText("as ben decided");
});

test("why decisions could not be applied is said; coders of the same claims are not offered it", async ({ page, browser, baseURL }) => {
  await as(page, EVE);
  await open(page, CLAIM);
  await panel(page).getByRole("button", { name: "Apply all decisions" }).click();
  await expect(panel(page).getByRole("alert")).toContainText("Not everything could be applied.", { timeout: 60_000 });
  await expect(panel(page).getByRole("alert")).toContainText("missing");
  await expect(panel(page).getByRole("button", { name: "Apply all decisions" })).toBeEnabled();

  const other = await browser.newPage({ baseURL: baseURL! });
  await as(other, ADA);
  await open(other, CLAIM);
  await expect(panel(other).getByText("kg ingest")).toBeVisible();
  await expect(panel(other).getByRole("button", { name: "Apply all decisions" })).toHaveCount(0);
  await other.close();
});

const OPENED: Record<string, { address: string; token?: string; ready: (page: Page) => Promise<unknown> }> = {
  "signing in": { address: "/signin", ready: (page) => page.getByLabel("Token").waitFor() },
  "a claim that is changed": {
    address: CLAIM,
    ready: async (page) => {
      await panel(page).getByRole("button", { name: "Edit" }).click();
      await page.getByLabel("Words", { exact: true }).waitFor();
      await page.locator(".keys summary").click();
    },
  },
  "a debate with a missing claim": {
    address: DEBATE,
    ready: async (page) => {
      await page.getByText("Add a claim that is missing here").click();
      await page.getByLabel("Words", { exact: true }).waitFor();
    },
  },
  "an actor that is corrected": {
    address: "/actors/vladimir-putin",
    ready: async (page) => {
      await page.getByText("Correct", { exact: true }).click();
      await page.getByText(/^Mentions \(/).click();
      await page.getByRole("button", { name: "This is somebody else" }).first().click();
    },
  },
  "the queue of claims": { address: "/review?kind=claim", ready: (page) => panel(page).waitFor() },
  "the queue of actors": { address: "/review?kind=actor", ready: (page) => panel(page).getByLabel("A further name").waitFor() },
  "the queue of mentions": { address: "/review?kind=mention", ready: (page) => panel(page).waitFor() },
  "what could not be applied": { address: CLAIM, token: EVE, ready: (page) => panel(page).getByRole("alert").waitFor() },
  disagreements: { address: "/review/disagreements", ready: (page) => page.locator(".disagreement").waitFor() },
};

for (const [name, { address, token = ADA, ready }] of Object.entries(OPENED)) {
  test(`${name}: open to all`, async ({ page }) => {
    await as(page, token);
    await open(page, address);
    await ready(page);
    await settled(page);
    expect(await violations(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: "dark" });
    await page.setViewportSize({ width: 360, height: 740 });
    expect(await excess(page)).toBe(0);
    expect(await violations(page, "color-contrast", "target-size", "scrollable-region-focusable")).toEqual([]);
  });
}
