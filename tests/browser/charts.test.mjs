// Charts: drawn from the table of their page, opened by pointing and by touch, alive without a reload, and a drawing of the page
// where there are no scripts (R6, A35, R144).
import assert from "node:assert/strict";
import { PHONE } from "./harness.mjs";
import { Centre, readable } from "./people.mjs";

export const server = { args: ["--cases", "400"] };

/** What is drawn in a figure: its kind of element, its lines of numbers, the type at its axes. */
const drawn = (page, figure) =>
  page.locator(`${figure} .chart-box`).evaluate((box) => {
    const option = window.echarts.getInstanceByDom(box).getOption();
    return {
      id: window.echarts.getInstanceByDom(box).id,
      canvases: box.querySelectorAll("canvas").length,
      series: option.series.map((it) => it.data),
      size: option.xAxis[0].axisLabel.fontSize,
      moves: option.animation,
      role: box.getAttribute("role"),
      says: box.getAttribute("aria-label"),
    };
  });

/** The columns of the wall's table, as numbers. */
const columns = (page) =>
  page
    .locator("#trend-days tbody tr")
    .evaluateAll((rows) => [1, 2].map((place) => rows.map((row) => Number(row.cells[place].textContent))));

/** Draws the wall anew, as it does by itself three times a minute, and waits for it. */
async function anew(page) {
  await page.evaluate(() => {
    document.getElementById("wall").dataset.before = "1";
    document.dispatchEvent(new Event("visibilitychange"));
  });
  await page.waitForSelector("#wall:not([data-before])");
}

export const tests = [
  {
    name: "the trend of the wall is a chart of the numbers of its table, large enough for four metres; pointing says a day and opens it",
    async run(visit) {
      const centre = new Centre(visit);
      const { page } = await centre.officer("super");
      const at = (path) => new URL(path, page.url()).href;
      const fetched = [];
      page.on("request", (request) => fetched.push(new URL(request.url()).pathname));
      await page.goto(at("/lead"));
      assert.ok(!fetched.some((path) => path.includes("echarts")), "a page without a chart does not fetch the library");
      await page.setViewportSize({ width: 1280, height: 720 });
      await page.goto(at("/wall"));
      await page.waitForSelector("#trend.chart-on");
      assert.equal(fetched.filter((path) => path.includes("echarts")).length, 1);
      const now = await drawn(page, "#trend");
      assert.equal(now.canvases, 1);
      assert.deepEqual(now.series, await columns(page), "the same numbers as the table");
      assert.equal(now.series[0].length, 30);
      assert.ok(now.size >= 20, `what stands at the axes is ${now.size} px high at 1280`);
      assert.deepEqual([now.role, now.says], ["img", await page.locator("#trend").getAttribute("data-says")], "told to a screen reader");
      assert.equal(await page.locator("#trend svg").isVisible(), false, "one drawing, not two");
      await visit.shot(page, "wall chart 1280x720");

      // Today is said until something is pointed at; the right end is today, the left end the first of the thirty days.
      await page.locator("#trend").scrollIntoViewIfNeeded();
      const box = await page.locator("#trend .chart-box").boundingBox();
      const says = page.locator("#trend .chart-says");
      // The table is folded: what is not shown has no inner text.
      const days = (await page.locator("#trend-days tbody th").allTextContents()).map((it) => it.trim());
      assert.match(await says.innerText(), new RegExp(`^${days[29]} · `));
      await page.mouse.move(box.x + box.width / 10, box.y + box.height / 2);
      const pointed = await says.innerText();
      const place = days.findIndex((day) => pointed.startsWith(`${day} · `));
      assert.ok(place >= 0 && place < 8, `${pointed} is at the left`);
      const [came, done] = now.series.map((line) => line[place]);
      assert.equal(pointed, `${days[place]} · 收件 ${came} · 办结 ${done}`);
      const href = await page.locator("#trend-days tbody tr").nth(place).locator("a").first().getAttribute("href");
      await page.mouse.click(box.x + box.width / 10, box.y + box.height / 2);
      await page.waitForURL(`**${href}`);
    },
  },
  {
    name: "the wall is drawn anew with the same chart and new numbers, what is open stays open, and reduced motion is kept",
    async run(visit) {
      const centre = new Centre(visit);
      const { page } = await centre.officer("super");
      await page.goto(new URL("/wall", page.url()).href);
      await page.waitForSelector("#trend.chart-on");
      const before = await drawn(page, "#trend");
      assert.equal(before.moves, true);
      await page.emulateMedia({ reducedMotion: "reduce" });
      await page.evaluate(() => {
        document.getElementById("trend-days").open = true;
        const chart = window.echarts.getInstanceByDom(document.querySelector("#trend .chart-box"));
        chart.setOption({ series: [{ data: Array(30).fill(7) }] });
      });
      assert.deepEqual((await drawn(page, "#trend")).series[0], Array(30).fill(7));
      await anew(page);
      const after = await drawn(page, "#trend");
      assert.equal(after.id, before.id, "the same chart");
      assert.equal(after.canvases, 1);
      assert.equal(await page.locator("#wall canvas").count(), 1);
      assert.deepEqual(after.series, await columns(page), "the numbers are those of the page that came");
      assert.equal(after.moves, false);
      assert.equal(await page.locator("#trend-days").evaluate((it) => it.open), true);
      assert.equal(await page.locator("#trend svg").isVisible(), false);
      await page.setViewportSize({ width: PHONE, height: 740 });
      await page.waitForFunction(() => {
        const [box, canvas] = ["#trend .chart-box", "#trend canvas"].map((it) => document.querySelector(it));
        return Math.abs(canvas.clientWidth - box.clientWidth) <= 1;
      });
      await readable(visit, page);
      await visit.pictures(page, "wall chart");
    },
  },
  {
    name: "a finger picks a day with the first touch and opens it with the second",
    async run(visit) {
      const centre = new Centre(visit);
      const { page } = await centre.officer("centre", { hasTouch: true, width: PHONE });
      await page.goto(new URL("/wall", page.url()).href);
      await page.waitForSelector("#trend.chart-on");
      await page.locator("#trend").scrollIntoViewIfNeeded();
      const box = await page.locator("#trend .chart-box").boundingBox();
      const touch = () => page.touchscreen.tap(box.x + box.width / 2, box.y + box.height / 2);
      const said = await page.locator("#trend .chart-says").innerText();
      await touch();
      await page.waitForFunction((text) => document.querySelector("#trend .chart-says").innerText !== text, said);
      assert.match(page.url(), /\/wall$/, "it is read first");
      const href = await page.locator("#trend .chart-says a").getAttribute("href");
      await touch();
      await page.waitForURL(`**${href}`);
    },
  },
  {
    name: "without scripts and on paper the drawing of the page stands, with a link at every number",
    async run(visit) {
      const centre = new Centre(visit);
      const { page } = await centre.officer("gov", { scripts: false });
      await page.goto(new URL("/wall", page.url()).href);
      assert.equal(await page.locator("#trend svg").isVisible(), true);
      assert.equal(await page.locator("#trend canvas").count(), 0);
      assert.equal(await page.locator("#trend-days a[href]").count(), 60);
      await page.goto(new URL("/desk/reports", page.url()).href);
      await page.locator("main a", { hasText: /^\d{4} 年$/ }).first().click();
      assert.equal(await page.locator(".report-bars").isVisible(), true);
      assert.equal(await page.locator(".chart-choose").isVisible(), false);
    },
  },
  {
    name: "the bars of a report compare the units by any figure of the table and lead to their rows",
    async run(visit) {
      const centre = new Centre(visit);
      const { page } = await centre.officer("super");
      await page.goto(new URL("/desk/reports", page.url()).href);
      await page.locator("main a", { hasText: /^\d{4} 年$/ }).first().click();
      await page.waitForSelector("#report-chart.chart-on");
      assert.equal(await page.locator(".report-bars").isVisible(), false);
      /** The column of the table without all together; what is not counted has no bar. */
      const column = (place) =>
        page
          .locator("section:has(> #report-cases) tbody tr")
          .evaluateAll((rows, at) => rows.slice(1).map((row) => parseFloat(row.cells[at].textContent)).filter((it) => !Number.isNaN(it)), place);
      const rates = (await drawn(page, "#report-chart")).series[0];
      assert.ok(rates.length > 1, "some units have a rate");
      assert.deepEqual(rates, (await column(4)).sort((a, b) => a - b), "the lowest rate first");
      await visit.pictures(page, "report chart");
      await page.getByLabel("换一个数看").selectOption({ label: "收件" });
      const counts = (await drawn(page, "#report-chart")).series[0];
      assert.deepEqual(counts, (await column(1)).sort((a, b) => b - a), "the highest number first");
      await readable(visit, page);

      const line = page.locator("#report-chart .chart-says");
      await page.locator("#report-chart .chart-box").scrollIntoViewIfNeeded();
      await page.locator("#report-chart .chart-box").hover({ position: { x: 20, y: 20 } });
      const [unit] = (await line.innerText()).split(" · ");
      await page.locator("#report-chart .chart-box").click({ position: { x: 20, y: 20 } });
      await page.waitForURL(/#report-cases-\d+$/);
      assert.equal(await page.locator("tr:target th").innerText(), unit);

      await page.emulateMedia({ media: "print" });
      assert.equal(await page.locator(".report-bars").isVisible(), true, "on paper the page's own bars");
      assert.equal(await page.locator("#report-chart canvas").isVisible(), false);
      await page.emulateMedia({ media: null });
      assert.equal(await page.locator("#report-chart canvas").isVisible(), true);
    },
  },
];
