// A picture of every screen in three sizes, into docs/screens/: `cargo xtask pictures`.

import { mkdirSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { close, done, visit } from "./harness.mjs";
import { go, screens } from "./screens.mjs";

const FOLDER = fileURLToPath(new URL("../../docs/screens/", import.meta.url));
const SIZES = [[1366, 768], [1920, 1080], [390, 844]];
const endings = [];
const t = { after: (end) => endings.push(end) };

rmSync(FOLDER, { recursive: true, force: true });
mkdirSync(FOLDER, { recursive: true });
for (const [width, height] of SIZES) {
  const { page } = await visit(t, { viewport: { width, height }, reducedMotion: "reduce" });
  await done(page, 180_000);
  await page.getByRole("button", { name: "Hide this line" }).click();
  for (const [fragment, name] of await screens(page)) {
    await go(page, fragment);
    await page.evaluate(() => scrollTo(0, 0));
    const path = `${FOLDER}${fragment.replace(/\W+/g, "")}-${width}.jpg`;
    await page.screenshot({ path, type: "jpeg", quality: 70 });
    const tall = await page.evaluate(() => document.documentElement.scrollHeight);
    console.log(`${name} at ${width} by ${height}: ${tall} pixels high`);
  }
}
for (const end of endings) await end();
await close();
