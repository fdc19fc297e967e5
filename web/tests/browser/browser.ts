// What the browser tests share: pages that fail on what a page must never do, and the views with the addresses of the sample.

import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test as base } from "@playwright/test";

export const DEBATE = "/debates/2022%2Fbelarus-putin-visits-minsk";
export const CLAIM = "/claims/433fa9b3e662d3f6";

export const VIEWS: Record<string, { address: string; title: string }> = {
  start: { address: "/", title: "What is in the graph" },
  debates: { address: "/debates", title: "Debates" },
  debate: { address: DEBATE, title: "What does Putin want from Lukashenka?" },
  "debate by country": { address: `${DEBATE}?by=country`, title: "What does Putin want from Lukashenka?" },
  actors: { address: "/actors", title: "Actors" },
  actor: { address: "/actors/vladimir-putin", title: "Vladimir Putin" },
  outlets: { address: "/outlets", title: "Outlets" },
  outlet: { address: "/outlets/gazeta-wyborcza", title: "Gazeta Wyborcza" },
  claims: { address: "/claims", title: "Claims" },
  claim: { address: CLAIM, title: "Claim" },
  compare: { address: "/compare?on=object&left=russia&right=ukraine", title: "Compare" },
  portrait: { address: "/portrait?by=subject&object=european-union", title: "By who does it" },
  stances: { address: "/stances", title: "Stances" },
  network: { address: "/network", title: "Network" },
  query: { address: "/query?as=chart&query=SELECT+%3Fyear+%3Fn+%7B+VALUES+(%3Fyear+%3Fn)+%7B+(%222020%22+3)+(%222021%22+5)+%7D+%7D", title: "Query" },
  "relation types": { address: "/ontology", title: "Ontology" },
  classes: { address: "/ontology?of=classes", title: "Ontology" },
  class: { address: "/ontology/Person", title: "person" },
  "relation type": { address: "/ontology/saves", title: "saves" },
  "start, Europe": { address: "/?by=month&map=europe", title: "What is in the graph" },
  search: { address: "/search?q=saved", title: "Search: saved" },
  "signing in": { address: "/signin", title: "Sign in" },
  missing: { address: "/nowhere", title: "There is no such view." },
};

/** A page that may ask this server alone, logs no error and runs nothing that a document says. */
export const test = base.extend({
  page: async ({ page, baseURL }, use) => {
    const faults: string[] = [];
    page.on("pageerror", (error) => faults.push(`error: ${error.message}`));
    page.on("dialog", (dialog) => void dialog.dismiss().then(() => faults.push("a dialog")));
    page.on("console", (message) => {
      const isOfAPI = /\/(api\/|sparql$)/.test(message.location().url); // the browser logs each status that is none of success
      if (message.type() === "error" && !isOfAPI) faults.push(message.text());
    });
    page.on("request", (request) => {
      if (!request.url().startsWith(`${baseURL}/`)) faults.push(`asks ${request.url()}`);
    });
    await use(page);
    expect(faults).toEqual([]);
    expect(await page.evaluate(() => "hacked" in window)).toBe(false);
  },
});

/** Open a view and wait until all of its answers are there. */
export async function open(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await settled(page);
}

export async function settled(page: Page): Promise<void> {
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.getByText("Loading …")).toHaveCount(0);
}

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** What axe finds against WCAG 2.2 AA; with `rules` only what is against those. */
export async function violations(page: Page, ...rules: string[]): Promise<string[]> {
  const axe = new AxeBuilder({ page }).options({ resultTypes: ["violations"] });
  const { violations: found } = await (rules.length ? axe.withRules(rules) : axe.withTags(TAGS)).analyze();
  return found.flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.target.join(" ")}`));
}

/** How many pixels the content is wider than the window. */
export const excess = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

export { expect };
