// The wall screen: today, the four qualities and the trend on one page; every number leads to where it comes from (R6, A35).
import assert from "node:assert/strict";
import { Centre } from "./people.mjs";

export const server = { args: ["--cases", "400"] };

export const tests = [
  {
    name: "the wall screen shows the four qualities, every number opens, and it is drawn anew without a reload",
    async run(visit) {
      const centre = new Centre(visit);
      const head = await centre.officer("super");
      const at = (path) => new URL(path, head.page.url()).href;
      await head.page.goto(at("/lead"));
      await head.page.getByRole("link", { name: "大屏" }).click();
      for (const quality of ["便民", "公开", "依法", "高效"]) {
        assert.equal(await head.page.getByRole("heading", { name: quality, exact: true }).count(), 1, quality);
      }
      await visit.pictures(head.page, "wall screen");
      await head.page.setViewportSize({ width: 1920, height: 1080 });
      const tall = await head.page.locator(".wall-number").first().evaluate((it) => parseFloat(getComputedStyle(it).fontSize));
      assert.ok(tall >= 64, `a figure is ${tall} px high on a wall`);
      await visit.picture?.(head.page, "wall screen 1920");
      const numbers = head.page.locator("#wall a");
      const hrefs = new Set(await numbers.evaluateAll((all) => all.map((it) => it.getAttribute("href"))));
      assert.ok((await numbers.count()) >= 12, "today's six and the eight of the qualities");
      for (const href of hrefs) assert.equal((await head.page.request.get(at(href))).status(), 200, href);
      // And what opens says the same number (R6): the windows together, the complaints, the list of what silence accepted.
      const shown = async (href) => (await head.page.locator(`#wall a[href^="${href}"]`).allInnerTexts()).join(" ");
      const lines = { windows: await shown("/ratings?period="), complaints: await shown("/complaints?year="), deemed: await shown("/desk/cases?deemed=") };
      const leads = (start) => at([...hrefs].find((href) => href.startsWith(start)));
      await head.page.goto(leads("/ratings?period="));
      const windows = lines.windows.match(/(\d+)\/(\d+)/);
      assert.ok(windows, `the windows were rated this month: ${lines.windows}`);
      await head.says(new RegExp(`各窗口合计满意率.*（${windows[0]}）`));
      await head.page.goto(leads("/complaints?year="));
      const complaints = lines.complaints.match(/(\d+)\/(\d+)/);
      assert.ok(complaints, `complaints were answered: ${lines.complaints}`);
      await head.says(new RegExp(`按时答复[\\s\\S]*${complaints[0]} 件`));
      await head.page.goto(leads("/desk/cases?deemed="));
      const deemed = Number(lines.deemed.match(/\d+/)[0]);
      assert.ok(deemed <= 20, "the list of this sample has one page");
      assert.equal(await head.page.locator("main tbody tr").count(), deemed, "as many rows as the wall says");
      await head.page.goto(at("/wall"));

      await head.page.evaluate(() => {
        window.drawnOnce = true;
        document.querySelector("#wall .wall-number").textContent = "old";
        document.dispatchEvent(new Event("visibilitychange"));
      });
      await head.page.waitForFunction(() => /^\d+$/.test(document.querySelector("#wall .wall-number").textContent));
      assert.equal(await head.page.evaluate(() => window.drawnOnce), true, "the page was not loaded anew");

      await head.page.goto(at("/desk/reports"));
      await head.page.getByRole("link", { name: /年 \d+ 月/ }).nth(1).click();
      await head.says(/到期自动定稿/);
      await visit.pictures(head.page, "report of a month");

      // The head of the government sees the same wall, every number of it opens, and the findings are those of its list (R6).
      const findings = (page) => page.locator('#wall a[href="/desk/findings?which=open"]').first();
      await head.page.goto(at("/wall"));
      const counted = (await findings(head.page).innerText()).match(/\d+/g);
      const gov = await centre.officer("gov");
      await gov.page.goto(at("/wall"));
      assert.deepEqual((await findings(gov.page).innerText()).match(/\d+/g), counted, "as many findings as supervision sees");
      const his = new Set(await gov.page.locator("#wall a").evaluateAll((all) => all.map((it) => it.getAttribute("href"))));
      for (const href of his) assert.equal((await gov.page.request.get(at(href))).status(), 200, `gov: ${href}`);
      await visit.pictures(gov.page, "wall screen of the head of the government");
      await gov.page.goto(at("/desk/oversight"));
      const ways = await gov.page.locator("main a[href]").evaluateAll((all) => all.map((it) => it.getAttribute("href")));
      for (const href of new Set(ways)) assert.equal((await gov.page.request.get(at(href))).status(), 200, `gov: ${href}`);
      assert.ok(ways.includes("/desk/reports") && !ways.includes("/desk/orders/new"), "he reads, and issues nothing");
      await gov.page.goto(at("/desk/findings?which=open"));
      assert.equal(await gov.page.getByRole("button", { name: /认定|作结论/ }).count(), 0);

      const officer = await centre.officer("do.sc");
      visit.expect(/status of 403/);
      await officer.page.goto(at("/wall"));
    },
  },
];
