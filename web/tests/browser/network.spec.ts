// The network: the drawing and the table say what the API says, a tie leads to its claims, slices, paths, files.

import { readFile } from "node:fs/promises";
import { type Page, test as bare } from "@playwright/test";
import { excess, expect, open, test, violations } from "./browser";

const laid = (page: Page): Promise<void> => expect(page.locator(".drawing")).toHaveAttribute("data-laid", "true");
const rows = (page: Page) => page.getByRole("table").locator("tbody tr");

test("the table has the ties of the API, and the drawing the names of most statements", async ({ page, request }) => {
  await open(page, "/network?view=relations&directed=true");
  const { nodes, ties } = await (await request.get("/api/networks/relations?directed=true")).json();
  const names = new Map(nodes.map((one: { key: string; name: string }) => [one.key, one.name]));
  const told = ties.slice(0, 100).map((one: { source: string; target: string; weight: number; sign: string }) =>
    [names.get(one.source), names.get(one.target), String(one.weight).replace("-", "−"), one.sign || "without sign"]);
  const shown = await rows(page).evaluateAll((all) => all.map((row) => [...row.children].slice(0, 4).map((cell) => cell.textContent)));
  expect(told.length).toBe(100);
  expect(shown).toEqual(told);
  await laid(page);
  expect(Number(await page.locator(".drawing").getAttribute("data-names"))).toBeGreaterThan(5);
});

test("a choice stands in the address, and the browser's back takes it back", async ({ page }) => {
  await open(page, "/network");
  const before = await rows(page).count();
  await page.getByLabel("Network of").selectOption("relations");
  await page.getByRole("combobox", { name: "Sign", exact: true }).selectOption("negative");
  await page.getByRole("button", { name: "Apply" }).click();
  await expect(page).toHaveURL("/network?view=relations&sign=negative");
  await expect(rows(page).first()).toContainText("negative");
  await page.goBack();
  await expect(page).toHaveURL("/network");
  await expect(rows(page)).toHaveCount(before);
});

test("the strongest hostile tie leads to its sentences by keyboard", async ({ page }) => {
  await open(page, "/network?view=relations&sign=negative");
  await rows(page).first().getByRole("link", { name: /^claims/ }).focus();
  await page.keyboard.press("Enter");
  const beside = page.getByRole("complementary", { name: "What is chosen" });
  await expect(beside.getByText(/^Weight: −/)).toBeVisible();
  const words = beside.locator(".claims .words").first();
  const said = (await words.textContent()) ?? "";
  await words.click();
  await expect(page.getByRole("heading", { level: 1, name: "Claim" })).toBeVisible();
  await expect(page.locator("blockquote")).toHaveText(said);
  await page.goBack();
  await expect(beside.locator(".claims .words").first()).toHaveText(said);
});

test("a click in the drawing chooses a name, and one on the ground nothing", async ({ page }) => {
  await open(page, "/network?view=relations&directed=true&around=Vladimir+Putin");
  await laid(page);
  const box = (await page.locator(".drawing").boundingBox())!;
  const hit = await sought(page, box);
  await page.mouse.click(...hit);
  await expect(page).toHaveURL(/[?&](node|row)=/);
  await page.waitForTimeout(600); // two clicks in a row would be a double click
  await page.mouse.click(box.x + 3, box.y + 3);
  await expect(page).not.toHaveURL(/[?&](node|row)=/);
});

/** A point of the drawing with something that can be clicked. */
async function sought(page: Page, box: { x: number; y: number; width: number; height: number }): Promise<[number, number]> {
  for (let step = 0; step < 400; step += 1) {
    const at: [number, number] = [box.x + box.width * ((step * 0.618) % 1), box.y + (box.height * step) / 400];
    await page.mouse.move(...at);
    await page.waitForTimeout(30); // sigma reads in the next frame what lies there
    if ((await page.locator(".drawing").evaluate((one) => (one as HTMLElement).style.cursor)) === "pointer") return at;
  }
  throw new Error("nothing in the drawing can be clicked");
}

test("a picture of a network holds more than its ground", async ({ page }) => {
  await open(page, "/network?view=relations&directed=true");
  await laid(page);
  const drawn = await page.locator(".drawing").screenshot();
  expect(drawn.length).toBeGreaterThan(20_000);
});

test("a path leads from one actor to another, with the claims along it", async ({ page }) => {
  await open(page, "/network?view=relations&directed=true&node=subject%3DJD+Vance");
  const beside = page.getByRole("complementary", { name: "What is chosen" });
  await beside.getByLabel("Path to").selectOption({ label: "Americans" });
  await beside.getByRole("button", { name: "Show" }).click();
  await expect(page).toHaveURL(/&node=subject%3DJD\+Vance&to=subject%3DAmericans$/);
  await expect(beside.getByText("JD Vance → Donald Trump → Americans")).toBeVisible();
  const steps = beside.locator(".path > li");
  await expect(steps.getByRole("heading")).toHaveText(["JD Vance – Donald Trump", "Donald Trump – Americans"]);
  for (const step of await steps.all()) await expect(step.locator(".claims .words").first()).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await open(page, "/network?view=relations&directed=true&node=object%3DOpponents+%28opponents%29&to=subject%3DJD+Vance");
  await expect(beside.getByText("No path leads there.")).toBeVisible();
});

test("a name that is dragged stays, and is not chosen by that", async ({ page }) => {
  await open(page, "/network?view=relations&directed=true&around=Vladimir+Putin");
  await laid(page);
  const drawing = page.locator(".drawing");
  const mark = (await downloaded(page, "SVG")).match(/<circle cx="([\d.]+)" cy="([\d.]+)"/)!; // where the picture has a name
  await drawing.evaluate((one) => one.scrollIntoView({ block: "center", behavior: "instant" }));
  const box = (await drawing.boundingBox())!;
  const hit: [number, number] = [box.x + Number(mark[1]), box.y + Number(mark[2])];
  await page.mouse.move(...hit);
  await expect(drawing).toHaveCSS("cursor", "pointer");
  await page.mouse.down();
  await page.mouse.move(hit[0] + 30, hit[1] + 20, { steps: 5 });
  await page.mouse.up();
  await expect(page).toHaveURL(/[?&]pins=/);
  expect(page.url()).not.toMatch(/[?&]node=/);
  await page.mouse.move(box.x + 2, box.y + 2);
  await page.mouse.move(hit[0] + 30, hit[1] + 20);
  await expect(drawing).toHaveCSS("cursor", "pointer");
});

test("slices follow each other, and places stay", async ({ page }) => {
  let layouts = 0;
  page.on("worker", () => (layouts += 1));
  await open(page, "/network?view=relations&window=1y");
  await laid(page);
  const slider = page.getByRole("slider", { name: "Time" });
  await slider.focus();
  await page.keyboard.press("End");
  await expect(slider).toHaveAttribute("aria-valuetext", / to .*statements?$/);
  await expect(page).toHaveURL(/slice=\d+$/);
  await page.keyboard.press("Home");
  await expect(slider).toHaveAttribute("aria-valuetext", "all time");
  await page.getByRole("button", { name: "Play" }).click();
  await expect(page).toHaveURL(/slice=2$/);
  await page.getByRole("button", { name: "Pause" }).click();
  expect(layouts).toBe(1); // it is not made again
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.reload();
  await expect(slider).toBeVisible();
  await expect(page.getByRole("button", { name: "Play" })).toHaveCount(0);
  expect(await violations(page)).toEqual([]);
});

test("what is seen is exported", async ({ page }) => {
  await open(page, "/network?view=relations&directed=true");
  await laid(page);
  const begins = { PNG: "\x89PNG", SVG: "<svg xmlns=", CSV: "row,column,weight,sign\r\n", GraphML: "<?xml", HTML: "<!DOCTYPE html>" };
  for (const [name, begin] of Object.entries(begins)) {
    const content = await downloaded(page, name);
    expect(content.slice(0, begin.length)).toBe(begin);
    expect(content.length).toBeGreaterThan(1000);
  }
});

async function downloaded(page: Page, name: string): Promise<string> {
  const waiting = page.waitForEvent("download");
  await page.getByRole(name === "HTML" ? "link" : "button", { name, exact: true }).click();
  return readFile((await (await waiting).path())!, name === "SVG" ? "utf8" : "latin1");
}

test("the picture as SVG has the ties and names of the screen", async ({ page }) => {
  await open(page, "/network?view=relations&directed=true&around=Vladimir+Putin");
  await laid(page);
  const content = await downloaded(page, "SVG");
  const names = Number(await page.locator(".drawing").getAttribute("data-names"));
  expect(content.match(/<text /g)?.length).toBe(names);
  expect(content.match(/fill="none"/g)?.length).toBe(await rows(page).count());
  expect(content).toContain(">Vladimir Putin</text>");
});

test("the page of a network works by itself", async ({ page, context }) => {
  await open(page, "/network?view=relations&directed=true&around=Vladimir+Putin");
  const content = await downloaded(page, "HTML");
  const alone = await context.newPage();
  await context.setOffline(true);
  await alone.setContent(content);
  await expect(alone.locator("canvas")).toBeVisible();
  await expect(alone.getByText("Network of viewpoints: relations").first()).toBeVisible();
});

test("what claims say is chosen by fields", async ({ page, request }) => {
  await open(page, "/network?view=types");
  await page.getByText("By what claims say").click();
  await page.getByLabel("Valence").selectOption({ label: "hostile" });
  await page.getByLabel("Polarity").selectOption({ label: "denied" });
  await page.getByRole("combobox", { name: "Review" }).selectOption({ label: "not reviewed" });
  await page.getByRole("button", { name: "Apply" }).click();
  await expect(page).toHaveURL("/network?view=types&valence=negative&polarity=negated&status=unreviewed");
  const { total } = await (await request.get("/api/networks/types?only=valence=negative&only=polarity=negated&only=status=unreviewed")).json();
  await expect(rows(page)).toHaveCount(total);
  expect(total).toBeGreaterThan(0);
  await expect(page.getByLabel("Valence")).toHaveValue("negative");
  expect(await violations(page)).toEqual([]);
});

test("two clicks lead from a network to the sentences of its strongest negative tie", async ({ page }) => {
  await open(page, "/network?view=relations");
  await page.getByRole("link", { name: /^Show these alone.*negative$/ }).click();
  await expect(page).toHaveURL(/sign=negative/);
  await rows(page).first().getByRole("link", { name: /^claims/ }).click();
  await expect(page.getByRole("complementary", { name: "What is chosen" }).locator(".claims .words").first()).toBeVisible();
});

test("two years of the network around an actor are compared", async ({ page, request }) => {
  await open(page, "/network?view=relations&directed=true&around=Vladimir+Putin");
  await page.getByText("Compare two times").click();
  await page.getByLabel("Before").fill("2018");
  await page.getByLabel("After").fill("2020");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL("/network?view=relations&directed=true&around=Vladimir+Putin&before=2018&after=2020");
  const [before, after] = await Promise.all(
    ["2018", "2020"].map(async (year) => {
      const { nodes, ties } = await (await request.get(`/api/networks/relations?directed=true&around=Vladimir+Putin&since=${year}&until=${year}`)).json();
      const names = new Map(nodes.map((one: { key: string; name: string }) => [one.key, one.name]));
      return new Set(ties.map((one: { source: string; target: string }) => `${names.get(one.source)} > ${names.get(one.target)}`));
    }),
  );
  const gained = [...after!].filter((tie) => !before!.has(tie)).length;
  const lost = [...before!].filter((tie) => !after!.has(tie)).length;
  expect(gained + lost).toBeGreaterThan(0);
  await expect(page.getByText(new RegExp(`^${gained} gained, ${lost} lost, `))).toBeVisible();
  await expect(rows(page).filter({ hasText: "gained" })).toHaveCount(gained);
  await expect(rows(page).filter({ hasText: "lost" })).toHaveCount(lost);
  await rows(page).filter({ hasText: "gained" }).first().getByRole("link", { name: /^claims/ }).click();
  const beside = page.getByRole("complementary", { name: "What is chosen" });
  await expect(beside.getByRole("heading", { level: 2 })).toHaveText(/ \(2020\)$/);
  await expect(beside.locator(".claims .words").first()).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await page.setViewportSize({ width: 360, height: 740 });
  expect(await excess(page)).toBe(0);
});

test("a name is pinned and unpinned by keyboard, and back takes it back", async ({ page }) => {
  await open(page, "/network?view=relations&directed=true&around=vladimir-putin");
  await laid(page);
  await rows(page).first().getByRole("link").first().focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/[?&]node=/);
  const chosen = page.url();
  const pin = page.getByRole("button", { name: /^Pin / });
  await pin.focus();
  await page.keyboard.press("Space");
  await expect(page).toHaveURL(/[?&]pins=/);
  await expect(pin).toHaveAttribute("aria-pressed", "true");
  expect(await violations(page)).toEqual([]);
  await page.getByRole("link", { name: /^Unpin / }).focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(chosen);
  await page.goBack();
  await expect(pin).toHaveAttribute("aria-pressed", "true");
  await page.goBack();
  await expect(page).toHaveURL(chosen);
  await page.goBack();
  await expect(page).toHaveURL("/network?view=relations&directed=true&around=vladimir-putin");
});

bare("the one policy that the page allows makes no other script", async ({ page }) => {
  await open(page, "/network");
  await laid(page);
  const refused = await page.evaluate(() => {
    const names: string[] = [];
    const types = (window as unknown as { trustedTypes: { createPolicy(name: string, rules: object): unknown } }).trustedTypes;
    for (const name of ["kg-layout", "other"]) {
      try {
        types.createPolicy(name, { createHTML: (text: string) => text });
      } catch (error) {
        names.push((error as Error).name);
      }
    }
    return names;
  }).catch((error: unknown) => [String(error)]);
  expect(refused).toEqual(["TypeError", "TypeError"]);
});

test("what is chosen is open to all", async ({ page }) => {
  await open(page, "/network?view=relations&directed=true&node=subject%3DDonald+Trump");
  expect(await violations(page)).toEqual([]);
  await rows(page).first().getByRole("link", { name: /^claims/ }).click();
  await expect(page.getByRole("complementary").locator(".claims > li").first()).toBeVisible();
  await page.setViewportSize({ width: 360, height: 740 });
  expect(await excess(page)).toBe(0);
  expect(await violations(page)).toEqual([]);
});

/** An answer of the API with so many names and ties, always the same. */
function large(order: number, size: number): object {
  let state = 7;
  const next = (below: number): number => (state = (state * 16807) % 2147483647) % below;
  const ties = new Map<string, object>();
  while (ties.size < size) {
    const [source, target, weight] = [`n${next(order)}`, `n${next(order)}`, (1 + next(9)) * (next(2) ? 1 : -1)];
    const sign = weight < 0 ? "negative" : "positive";
    if (source !== target) ties.set(`${source} ${target}`, { source, target, weight, sign, low: null, high: null, claims: [] });
  }
  const nodes = Array.from({ length: order }, (_, n) => ({
    key: `n${n}`, name: `Actor ${n}`, variable: "subject", id: null, iri: null, frequency: 1 + next(50), attributes: { class: `C${n % 7}` },
  }));
  const bare = { centre: "2020-07-01", start: "2020-01-01", end: "2021-01-01", statements: 0, ties: [], total: 0 };
  return { nodes, ties: [...ties.values()], total: size, slices: [bare], settings: "", statements: size, leftOut: {}, coverage: {}, snapshot: {} };
}

/** How long frames take, in milliseconds, the shortest first, while the drawing is moved in each of them. */
async function frames(page: Page, box: { x: number; y: number }): Promise<number[]> {
  await page.mouse.move(box.x + 5, box.y + 5);
  await page.mouse.down();
  const [drawn, ...times] = await page.evaluate(
    ({ x, y }) =>
      new Promise<number[]>((done) => {
        const times: number[] = [];
        let drawn = 0;
        new MutationObserver(() => (drawn += 1)).observe(document.querySelector(".drawing")!, { attributeFilter: ["data-names"] });
        const step = (at: number): void => {
          times.push(at);
          const [clientX, clientY] = [x + 5 + times.length * 3, y + 5 + times.length * 2];
          document.dispatchEvent(new PointerEvent("pointermove", { pointerType: "mouse", clientX, clientY, bubbles: true }));
          if (times.length <= 40) requestAnimationFrame(step);
          else done([drawn, ...times.slice(1).map((one, n) => one - times[n]!)]);
        };
        requestAnimationFrame(step);
      }),
    box,
  );
  await page.mouse.up();
  expect(drawn).toBeGreaterThanOrEqual(39); // each frame is a new picture
  return times.sort((a, b) => a - b);
}

/** The same for as many lines by WebGL alone, in a canvas of the same size. */
const bareFrames = (page: Page, size: number, box: { width: number; height: number }): Promise<number[]> =>
  page.evaluate(
    ({ size, width, height }) => {
      const canvas = Object.assign(document.createElement("canvas"), { width, height });
      Object.assign(canvas.style, { position: "fixed", inset: "0" });
      document.body.append(canvas);
      const gl = canvas.getContext("webgl2")!;
      const program = gl.createProgram();
      const sources = [
        [gl.VERTEX_SHADER, "#version 300 es\nuniform float moved; in vec2 place; void main() { gl_Position = vec4(place.x + moved, place.y, 0, 1); }"],
        [gl.FRAGMENT_SHADER, "#version 300 es\nprecision mediump float; out vec4 drawn; void main() { drawn = vec4(0.1, 0.2, 0.1, 0.4); }"],
      ] as const;
      for (const [type, source] of sources) {
        const shader = gl.createShader(type)!;
        gl.shaderSource(shader, source);
        gl.compileShader(shader);
        gl.attachShader(program, shader);
      }
      gl.linkProgram(program);
      gl.useProgram(program);
      gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
      gl.bufferData(gl.ARRAY_BUFFER, Float32Array.from({ length: 4 * size }, (_, n) => Math.sin(n * n)), gl.STATIC_DRAW);
      gl.enableVertexAttribArray(0);
      gl.vertexAttribPointer(0, 2, gl.FLOAT, false, 0, 0);
      gl.enable(gl.BLEND);
      gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
      return new Promise<number[]>((done) => {
        const times: number[] = [];
        const step = (at: number): void => {
          times.push(at);
          gl.clear(gl.COLOR_BUFFER_BIT);
          gl.uniform1f(gl.getUniformLocation(program, "moved"), times.length / 100);
          gl.drawArrays(gl.LINES, 0, 2 * size);
          if (times.length <= 20) return requestAnimationFrame(step) as unknown as void;
          canvas.remove();
          done(times.slice(1).map((one, n) => one - times[n]!).sort((a, b) => a - b));
        };
        requestAnimationFrame(step);
      });
    },
    { size, ...box },
  );

const median = (sorted: readonly number[]): number => sorted[sorted.length >> 1]!;

test("a network of 1,000 names and 20,000 ties is moved in time, with all ties seen", async ({ page }) => {
  test.setTimeout(300_000);
  await page.route("**/api/networks/**", (route) => route.fulfill({ json: large(1000, 20_000) }));
  const begin = Date.now();
  await open(page, "/network?view=relations&directed=true");
  await expect(page.locator(".drawing")).toHaveAttribute("data-laid", "true", { timeout: 200_000 });
  const seconds = (Date.now() - begin) / 1000;
  const box = (await page.locator(".drawing").boundingBox())!;
  const rounds: { moved: number[]; alone: number[]; bare: number[] }[] = [];
  for (let round = 0; round < 3 && !rounds.some(({ moved }) => median(moved) <= 100); round += 1) {
    await page.getByRole("slider", { name: "Time" }).press("Home");
    const moved = await frames(page, box);
    await page.getByRole("slider", { name: "Time" }).press("End"); // a slice without ties
    rounds.push({ moved, alone: await frames(page, box), bare: await bareFrames(page, 20_000, box) });
  }
  const best = rounds.reduce((one, other) => (median(other.moved) < median(one.moved) ? other : one));
  const told = (sorted: number[]): string => `${median(sorted).toFixed(0)} ms (95 %: ${sorted[Math.floor(sorted.length * 0.95)]!.toFixed(0)} ms)`;
  console.log(`1,000 names, 20,000 ties: laid out after ${seconds.toFixed(1)} s; while it is moved, all ties seen, a frame takes ${told(best.moved)}, limit 100 ms; the names alone ${told(best.alone)}; 20,000 lines by WebGL alone ${told(best.bare)}`);
  // On a processor that others keep busy the limit grows with what the names alone take, which is 50 ms where nothing else runs.
  expect(median(best.moved)).toBeLessThanOrEqual(Math.max(100, 2.5 * median(best.alone)));
});
