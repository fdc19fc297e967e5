// Pictures of each view in .work/shots of the project: `python web/npm.py run shots`, with KG_ADDRESS of a server. KG_TOKEN, of
// somebody who may review there, adds the views of review.

import { expect, open, test, VIEWS } from "../browser/browser";

const FOLDER = "../.work/shots";
const TOKEN = process.env.KG_TOKEN;
const REVIEW = { review: { address: "/review" }, disagreements: { address: "/review/disagreements" } };

for (const [name, { address }] of Object.entries({ ...VIEWS, ...(TOKEN ? REVIEW : {}) })) {
  test(name, async ({ page }) => {
    const file = `${FOLDER}/${name.replace(/\W+/g, "-")}`;
    if (TOKEN) await page.addInitScript((token) => sessionStorage.setItem("kg-token", token), TOKEN);
    await open(page, address);
    for (const drawing of await page.locator(".drawing").all()) await expect(drawing).toHaveAttribute("data-laid", "true");
    await page.screenshot({ path: `${file}.png` });
    await page.emulateMedia({ colorScheme: "dark" });
    await page.setViewportSize({ width: 360, height: 740 });
    await page.screenshot({ path: `${file}-phone-dark.png` });
  });
}
