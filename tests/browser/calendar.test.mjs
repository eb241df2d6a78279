// The calendar of the centre: a "what if" changes nothing, a notice is previewed and adopted, and who may not does not see it.
import assert from "node:assert/strict";
import { Centre, readable } from "./people.mjs";

/** A county with little life is filled soon. */
export const server = { args: ["--cases", "200"] };

const NOTICE = `year 2027 official
2027-01-01..2027-01-06 off 元旦
2027-01-09 work 元旦
2027-02-05..2027-02-11 off 春节
2027-04-03..2027-04-05 off 清明节
`;

/** Days of the next week, as the demonstration's clock has it: the page itself names today. */
async function nextFriday(page) {
  const words = await page.locator(".footer, footer, header, main").allInnerTexts();
  const [, year, month, day] = /(\d{4}) 年 (\d+) 月 (\d+) 日/.exec(words.join(" "));
  const friday = new Date(Date.UTC(year, month - 1, day, 12));
  do friday.setUTCDate(friday.getUTCDate() + 1);
  while (friday.getUTCDay() !== 5);
  return friday.toISOString().slice(0, 10);
}

export const tests = [
  {
    name: "what a free Friday would move is seen, and nothing is changed by looking",
    async run(visit) {
      const centre = new Centre(visit);
      const { page } = await centre.officer("centre");
      await page.goto("/desk");
      const friday = await nextFriday(page);
      await page.getByRole("link", { name: "工作日历" }).click();
      await page.locator("#day-0").fill(friday);
      await page.locator("form[method=get]").getByRole("button", { name: "看会移动哪些期限" }).click();
      const moves = page.locator("#moves");
      await moves.waitFor();
      assert.match(await moves.innerText(), /只是看看，还什么都没有改。/);
      assert.equal(await page.locator("#day-0").inputValue(), friday, "what was asked stays");
      const later = Number(await moves.locator("dd").nth(2).innerText());
      assert.ok(later > 0, "a free Friday puts deadlines off");
      assert.equal(await page.locator(".calendar-history li").count(), 1);
      await readable(visit, page);
      await visit.pictures(page, "calendar what if");
    },
  },
  {
    name: "a notice with a wrong line is refused at its line and kept; put right, it is previewed and adopted",
    async run(visit) {
      const centre = new Centre(visit);
      const { page } = await centre.officer("centre");
      await page.goto("/desk/calendar");
      const form = page.locator("form[enctype]");
      visit.expect(/status of 422/);
      await form.locator("#number").fill("国办发明电〔2026〕7号");
      await form.locator("#text").fill(NOTICE.replace("2027-01-09", "2027-13-09"));
      await form.getByRole("button", { name: "看会移动哪些期限" }).click();
      await readable(visit, page);
      await visit.pictures(page, "calendar wrong");
      assert.match(await page.locator("#text-error").innerText(), /^第 3 行：/);
      assert.match(await page.locator("#text").inputValue(), /2027-13-09 work 元旦/);
      assert.equal(await page.locator("#number").inputValue(), "国办发明电〔2026〕7号");

      await page.locator("#file").setInputFiles({
        name: "2027.txt",
        mimeType: "text/plain",
        buffer: Buffer.from(`\ufeff${NOTICE.replaceAll("\n", "\r\n")}`),
      });
      await page.locator("form[enctype]").getByRole("button", { name: "看会移动哪些期限" }).click();
      const moves = page.locator("#moves");
      await moves.waitFor();
      assert.equal(await page.locator("#text").inputValue(), NOTICE, "the file stands where it can be mended");
      await readable(visit, page);
      await visit.pictures(page, "calendar notice");
      await moves.getByRole("button", { name: "采用这份通知" }).click();
      await page.waitForURL(/done=adopted/);
      assert.match(await page.locator("main").innerText(), /已采用。/);
      const first = await page.locator(".calendar-history li").first().innerText();
      assert.match(first, /2027\.1/);
      assert.match(first, /国办发明电〔2026〕7号/);
    },
  },
  {
    name: "who does not run the centre neither finds the calendar nor opens it",
    async run(visit) {
      const centre = new Centre(visit);
      const { page } = await centre.officer("intake2");
      assert.equal(await page.getByRole("link", { name: "工作日历" }).count(), 0);
      visit.expect(/status of 403/);
      const answer = await page.goto("/desk/calendar");
      assert.equal(answer.status(), 403);
    },
  },
];
