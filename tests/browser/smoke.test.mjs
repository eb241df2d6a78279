// The first look: the home page opens at both widths and is in order.
import assert from "node:assert/strict";
import { DESK, PHONE } from "./harness.mjs";

/** A county with little life is filled soon. */
export const server = { args: ["--cases", "200"] };

const home = (width) => ({
  name: `home page, guides and sign-in open at ${width} px, can be read by everyone and ask no other host`,
  async run(visit) {
    const page = await visit.open("/", { width });
    assert.match(await page.title(), /\p{Script=Han}/u, "the title is Chinese");
    assert.equal(await page.locator("h1").count(), 1, "one first heading");
    assert.match(await page.locator("html").getAttribute("lang"), /^zh/);
    await visit.axe(page);
    await visit.fits(page);
    await visit.shot(page, `home ${width}`);
    await page.getByRole("link", { name: "办事指南" }).first().click();
    await page.waitForURL("**/items");
    await visit.axe(page);
    await visit.fits(page);
    await page.goto("/items/food-business");
    assert.match(await page.locator("main").innerText(), /食品经营许可申请书/, "a guide lists the materials");
    await visit.axe(page);
    await visit.fits(page);
    await visit.shot(page, `guide ${width}`);
    await page.goto("/sign-in");
    await visit.axe(page);
    await visit.fits(page);
    await visit.shot(page, `sign-in ${width}`);
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
      assert.equal(await page.locator("h1").innerText(), "没有这一页");
      await visit.axe(page);
      await visit.pictures(page, "error 404");
    },
  },
];
