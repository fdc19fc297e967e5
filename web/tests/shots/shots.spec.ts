// Pictures of each view in .work/shots of the project: `python web/npm.py run shots`, with KG_ADDRESS of a server.

import { open, test, VIEWS } from "../browser/browser";

const FOLDER = "../.work/shots";

for (const [name, { address }] of Object.entries(VIEWS)) {
  test(name, async ({ page }) => {
    const file = `${FOLDER}/${name.replaceAll(" ", "-")}`;
    await open(page, address);
    await page.screenshot({ path: `${file}.png` });
    await page.emulateMedia({ colorScheme: "dark" });
    await page.setViewportSize({ width: 360, height: 740 });
    await page.screenshot({ path: `${file}-phone-dark.png` });
  });
}
