// How soon each view shows its first content, beside the time of the API calls that it waits for: `npm run speed`.
//
// KG_ADDRESS names a server, best one of a large store; KG_LIMIT the most times that a view may take as long as its calls
// (1.5; 0 prints only), KG_RUNS how often each is measured (5). In each run the view, the page that asks for nothing and the
// calls by themselves come one after the other; of each the best counts, because a machine does other things, too. What the
// page that asks for nothing takes is taken off: it is the load of the explorer itself. Above the limit AT_ONCE is granted for
// what becomes of the answer: the browser's own bound for a task that nobody notices (a "long task" is one above it).

import { type APIRequestContext, expect, type Page, test } from "@playwright/test";
import { CLAIM, DEBATE, VIEWS } from "../browser/browser";

const LIMIT = Number(process.env.KG_LIMIT ?? 1.5);
const RUNS = Number(process.env.KG_RUNS ?? 5);
const ONLY = process.env.KG_VIEWS?.split(","); // of VIEWS; all where it is not given
const BLANK = "/nowhere";
const ASK_NOTHING = [BLANK, "/signin"];
const AT_ONCE = 50; // ms
const PATIENCE = 600_000; // ms; the first who asks a large store for a network waits until it is made

interface Call {
  address: string;
  start: number;
  end: number;
  isAwaited: boolean; // by the first content
}

interface Opened {
  first: number; // ms from the navigation to the first frame with content
  calls: Call[]; // that were asked before it
  paired: number; // how many times as long as its calls the view took from its first call on, in this one run
}

/** Notes when the first answer is shown: when what says that it is awaited goes, and at once where nothing is asked. */
function watch(): void {
  let before = 0;
  const observer = new MutationObserver(() => {
    const awaited = document.querySelectorAll("main .state[role=status]").length;
    const isBlank = location.pathname === "/nowhere" && document.querySelector("main h1") !== null;
    if (awaited < before || isBlank) {
      observer.disconnect();
      requestAnimationFrame(() => performance.mark("first content"));
    }
    before = awaited;
  });
  observer.observe(document, { childList: true, subtree: true, attributeFilter: ["role"] }); // an element may be used again
}

async function opened(page: Page, address: string): Promise<Opened> {
  await page.goto(address, { timeout: PATIENCE });
  await page.waitForFunction(() => performance.getEntriesByName("first content").length > 0, null, { timeout: PATIENCE });
  await expect(page.getByText("Loading …")).toHaveCount(0, { timeout: PATIENCE });
  return page.evaluate(() => {
    const first = performance.getEntriesByName("first content")[0]!.startTime;
    const all = performance.getEntriesByType("resource") as PerformanceResourceTiming[];
    const calls = all
      .filter((one) => one.name.startsWith(`${location.origin}/api/`) && one.startTime < first && one.responseStatus === 200) // not what was broken off
      .map((one) => ({ address: one.name.slice(location.origin.length), start: one.startTime, end: one.responseEnd, isAwaited: one.responseEnd <= first }));
    const begun = Math.min(...calls.map((one) => one.start));
    const answered = Math.max(...calls.filter((one) => one.isAwaited).map((one) => one.end));
    return { first, calls, paired: (first - begun) / (answered - begun) };
  });
}

/** The same calls by themselves, at once those that the view asked at once, until those are answered that it waited for. */
async function asked(page: Page, calls: readonly Call[]): Promise<number> {
  const rounds: Call[][] = [];
  let left = [...calls].sort((a, b) => a.start - b.start);
  while (left.length) {
    const end = Math.min(...left.map((one) => one.end));
    rounds.push(left.filter((one) => one.start < end));
    left = left.filter((one) => one.start >= end);
  }
  return page.evaluate(async (all) => {
    const begun = performance.now();
    const running: Promise<unknown>[] = [];
    for (const round of all) {
      const asking = round.map(async (one) => (await fetch(one.address, { cache: "no-store" })).json());
      running.push(...asking);
      await Promise.all(asking.filter((_, n) => round[n]!.isAwaited));
    }
    const taken = performance.now() - begun;
    await Promise.all(running);
    return taken;
  }, rounds);
}

/** The addresses of the views with ids that this store has, in place of those of the sample. */
async function addresses(request: APIRequestContext): Promise<[string, string][]> {
  const items = async (path: string): Promise<{ id: string; name: string }[]> => {
    const answer = await request.get(path, { timeout: PATIENCE });
    return ((await answer.json()) as { items: { id: string; name: string }[] }).items;
  };
  const [actor, other] = await items("/api/actors?order=claims&mentioned=true&limit=2");
  const [outlet] = await items("/api/outlets?order=claims&mentioned=true&limit=1");
  const [debate] = await items("/api/documents?order=newest&limit=1");
  const [claim] = await items("/api/claims?limit=1");
  const ids: [string, string][] = [
    [DEBATE, `/debates/${encodeURIComponent(debate!.id)}`],
    [CLAIM, `/claims/${encodeURIComponent(claim!.id)}`],
    ["vladimir-putin", encodeURIComponent(actor!.id)],
    ["alexander-lukashenka", encodeURIComponent(other!.id)],
    ["gazeta-wyborcza", encodeURIComponent(outlet!.id)],
    ["q=saved", `q=${encodeURIComponent(actor!.name.split(" ").at(-1)!)}`],
  ];
  const here = (address: string): string => ids.reduce((known, [of, to]) => known.replaceAll(of, to), address);
  return Object.entries(VIEWS).map(([name, { address }]) => [name, here(address)]);
}

test("each view shows its first content about when its calls are answered", async ({ page, request }) => {
  test.setTimeout(LIMIT ? 3_600_000 : 600_000);
  await page.addInitScript(watch);
  await opened(page, BLANK);
  console.log("paired: the median of the same ratio inside each single run, which another load of the machine does not change");
  console.log(`limit ${LIMIT || "none"}, best of ${RUNS}, ms; content and ratio are without what a page that asks for nothing takes`);
  console.log(row(["view", "calls", "first time", "nothing", "API", "content", "ratio", "paired"]));
  const slow: string[] = [];
  for (const [name, address] of await addresses(request)) {
    if (ASK_NOTHING.includes(address) || (ONLY && !ONLY.includes(name))) continue;
    const before = await opened(page, address); // makes what the server keeps
    let [whole, blank, api] = [Infinity, Infinity, Infinity];
    const pairs: number[] = [];
    for (let run = 0; run < RUNS; run++) {
      const { first, calls, paired } = await opened(page, address);
      whole = Math.min(whole, first);
      pairs.push(paired);
      blank = Math.min(blank, (await opened(page, BLANK)).first);
      api = Math.min(api, await asked(page, calls));
    }
    const content = whole - blank;
    const numbers = [before.first, blank, api, content].map((ms) => ms.toFixed(0));
    const paired = pairs.sort((a, b) => a - b)[Math.floor(pairs.length / 2)]!;
    console.log(row([name, before.calls.filter((one) => one.isAwaited).length, ...numbers, (content / api).toFixed(2), paired.toFixed(2)]));
    if (LIMIT && content > LIMIT * api + AT_ONCE) slow.push(name);
  }
  expect(slow).toEqual([]);
});

const row = (cells: readonly (string | number)[]): string =>
  cells.map((cell, n) => (n ? String(cell).padStart(11) : String(cell).padEnd(24))).join("");
