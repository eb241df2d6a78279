// The first look: the home page opens at both widths and is in order.
import assert from "node:assert/strict";
import { DESK, PHONE } from "./harness.mjs";

const home = (width) => ({
  name: `the home page opens at ${width} px, can be read by everyone and asks no other host`,
  async run(visit) {
    const page = await visit.open("/", { width });
    assert.match(await page.title(), /\p{Script=Han}/u, "the title is Chinese");
    assert.equal(await page.locator("h1").count(), 1, "one first heading");
    assert.match(await page.locator("html").getAttribute("lang"), /^zh/);
    await visit.axe(page);
    await visit.fits(page);
    await visit.shot(page, `home ${width}`);
  },
});

export const tests = [
  home(DESK),
  home(PHONE),
  {
    name: "the home page can be read without scripts",
    async run(visit) {
      const page = await visit.open("/", { scripts: false });
      assert.equal(await page.locator("h1").count(), 1);
    },
  },
  {
    name: "a page that does not exist says so",
    async run(visit) {
      visit.expect(/status of 404/);
      const page = await visit.open();
      const answer = await page.goto("/no-such-page");
      assert.equal(answer.status(), 404);
    },
  },
];
