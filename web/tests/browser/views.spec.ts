// Each view: what stands in it, by keyboard and screen reader, on a phone, light and dark.

import { excess, expect, open, test, VIEWS, violations } from "./browser";

for (const [name, { address, title }] of Object.entries(VIEWS)) {
  test(`the view ${name} is open to all`, async ({ page }) => {
    await open(page, address);
    await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
    await expect(page).toHaveTitle(`${title} · kg`);
    await expect(page.getByRole("alert")).toHaveCount(0);
    expect(await violations(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: "dark" });
    await page.setViewportSize({ width: 360, height: 740 });
    expect(await excess(page)).toBe(0);
    expect(await violations(page, "color-contrast", "target-size", "scrollable-region-focusable")).toEqual([]);
  });
}

test("the start leads to what is counted", async ({ page }) => {
  await open(page, "/");
  const years = page.getByRole("list", { name: "Documents over time" }).getByRole("link");
  await expect(years.first()).toHaveText(/2008/);
  await page.getByRole("list", { name: "Documents over time" }).getByRole("link", { name: "2022" }).click();
  await expect(page).toHaveURL(/\/debates\?since=2022&until=2022$/);
  await expect(page.getByRole("status").last()).toHaveText("1 to 4 of 4");
});

test("a debate shows each claim in its contribution, and leads to it and back", async ({ page }) => {
  await open(page, VIEWS.debate!.address);
  await expect(page.getByRole("article")).toHaveCount(5);
  const article = page.getByRole("article").filter({ hasText: "Gazeta Wyborcza" }).filter({ hasText: "saved" });
  await article.getByRole("link", { name: "Putin who saved Lukashenka" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Claim" })).toBeFocused();
  await expect(page.locator("blockquote")).toHaveText("Putin who saved Lukashenka");
  await page.goBack();
  await expect(page).toHaveURL(/2022%2Fbelarus-putin-visits-minsk$/);
  await expect(page.getByRole("article")).toHaveCount(5);
  await page.getByRole("link", { name: "by country" }).click();
  await expect(page.getByRole("heading", { level: 2, name: "Poland" })).toBeVisible();
});

test("a claim names who says the opposite", async ({ page }) => {
  await open(page, "/claims?subject=vladimir-putin&type=attacks&object=ukraine&polarity=affirmed");
  await page.locator(".claims .words").first().click();
  const opposite = page.locator("section").filter({ has: page.getByRole("heading", { name: "Who says the opposite" }) });
  await expect(opposite.getByRole("listitem").first()).toContainText("Vladimir Putin not attacks Ukraine");
});

test("an actor's claims are told by role", async ({ page }) => {
  await open(page, "/actors/vladimir-putin");
  await page.getByRole("link", { name: "what they do" }).click();
  await expect(page).toHaveURL(/\?as=subject$/);
  await expect(page.getByRole("list", { name: "By whom it is done to" }).getByRole("link", { name: "Alexander Lukashenka" })).toBeVisible();
  await page.locator(".claims .relation").first().waitFor();
  for (const subject of await page.locator(".claims .relation").evaluateAll((all) => all.map((one) => one.querySelector("a")?.textContent))) {
    expect(subject).toBe("Vladimir Putin");
  }
});

test("a filter stands in the address, and a reload shows the same", async ({ page }) => {
  await open(page, "/claims");
  await page.getByLabel("Who", { exact: true }).fill("Vladimir Putin");
  await page.getByLabel("Relation").selectOption("saves");
  await page.getByRole("button", { name: "Apply" }).click();
  await expect(page).toHaveURL("/claims?subject=Vladimir+Putin&type=saves");
  await expect(page.locator(".claims > li")).toHaveCount(1);
  await page.reload();
  await expect(page.locator(".claims > li")).toHaveCount(1);
  await expect(page.getByLabel("Relation")).toHaveValue("saves");
});

test("a long list goes on in parts", async ({ page }) => {
  await open(page, "/claims");
  await expect(page.locator(".claims > li")).toHaveCount(50);
  await page.getByRole("link", { name: "Next" }).click();
  await expect(page).toHaveURL("/claims?offset=50");
  await expect(page.getByText(/^51 to 100 of/)).toBeVisible();
});

test("a relation type leads to its claims", async ({ page }) => {
  await open(page, "/ontology#saves");
  await expect(page.locator("#saves")).toBeInViewport();
  await page.getByRole("link", { name: /^saves: \d+ claims$/ }).click();
  await expect(page).toHaveURL("/claims?type=saves");
});
