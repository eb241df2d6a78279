// What is counted, foreseen and said in public: the board's forecast, the habits of units, figures as a page and as a file, what may
// be said to whoever asks, and a circular that another makes public.
import assert from "node:assert/strict";
import { Centre, readable } from "./people.mjs";
import { goes, listed, sends } from "./record.mjs";

/** Enough cases for shares. */
export const server = { args: ["--cases", "400"] };

/** From so many on a share is said; of fewer it is a dash. */
const WHOLE_MIN = 10;

const main = (page) => page.locator("main").innerText();

/** The cells of a table's rows, below the heading of this id. */
function rowsOf(page, id) {
  const rows = page.locator(`[aria-labelledby="${id}"] tbody tr`);
  return rows.evaluateAll((all) => all.map((row) => [...row.cells].map((cell) => cell.innerText.trim())));
}

/** A file of figures: its heads, and its lines by the name that stands second. */
function linesOf(text) {
  assert.equal(text.codePointAt(0), 0xfeff, "it begins with the mark by which spreadsheets know that it is UTF-8");
  const [head, ...lines] = text.slice(1).trimEnd().split("\r\n").map((line) => line.split(","));
  for (const line of lines) assert.equal(line.length, head.length, line.join());
  return { head, lines: new Map(lines.map((line) => [line[1].replaceAll('"', ""), line])) };
}

export const tests = [
  {
    name: "the board foresees what turns red in the next days, and each day opens to just these cases (R143)",
    async run(visit) {
      const supervisor = await new Centre(visit).officer("super");
      const { page } = supervisor;
      await goes(page, "/desk/oversight");
      const days = page.locator('section[aria-labelledby="forecast-title"] tbody tr');
      const foreseen = await days.evaluateAll((all) =>
        all.map((row) => {
          const [count, units, people] = [1, 2, 3].map((n) => row.cells[n].innerText);
          return { href: row.querySelector("a").getAttribute("href"), count: Number(count), units, people };
        }),
      );
      assert.ok(foreseen.length > 0, "something is due within five working days");
      await visit.pictures(page, "oversight forecast");
      for (const { href, count, units, people } of foreseen) {
        const of = units.match(/\d+ 件/g).reduce((sum, it) => sum + parseInt(it, 10), 0);
        assert.equal(of, count, `by unit: ${units}`);
        assert.match(people, /\d+ 件/, "and who holds them");
        assert.equal((await listed(page, href)).length, count, `the list of ${href}`);
      }
    },
  },
  {
    name: "the habits of units stand with what they were counted from, and what is above a bound is named (F4, F6, F7, F8, M7)",
    async run(visit) {
      const centre = new Centre(visit);
      const supervisor = await centre.officer("super");
      const { page } = supervisor;
      await goes(page, "/desk/oversight");
      await page.getByRole("link", { name: "单位办件习惯", exact: true }).click();
      await page.waitForURL("**/desk/habits");
      await readable(visit, page);
      await visit.pictures(page, "habits");
      let counted = 0;
      for (const id of ["habit-hours", "habit-last-day", "habit-reasons", "habit-stops", "habit-extensions", "habit-in-hall"]) {
        for (const [unit, whole, part, share] of await rowsOf(page, id)) {
          const expected = Number(whole) < WHOLE_MIN ? /^—$/ : new RegExp(`^[\\d.]+%（${part}/${whole}）$`);
          assert.match(share, expected, `${id} of ${unit}: ${part} of ${whole}`);
          counted += 1;
        }
      }
      assert.ok(counted > 0, "the county has habits");
      const state = await page.locator(".case-state").innerText();
      const above = await rowsOf(page, "habit-above");
      assert.match(state, above.length === 0 ? /没有超过阈值的/ : new RegExp(`超过阈值的 ${above.length} 处`));
      await page.locator("aside").getByRole("link", { name: /^看 .+的$/ }).click();
      await page.waitForURL(/\/desk\/habits\?month=\d{4}-\d{2}$/);
      await supervisor.says(/单位办件习惯/);
      const handler = await centre.officer("do.sc");
      visit.expect(/status of 403/);
      assert.equal((await goes(handler.page, "/desk/habits")).status(), 403);
    },
  },
  {
    name: "whoever is asked finds what may be said, all of it open to everybody; the figures' file has the counts of the page (E28, F27)",
    async run(visit) {
      const intake = await new Centre(visit).officer("intake2");
      await intake.page.locator("footer").getByRole("link", { name: "对外可以说什么" }).click();
      await intake.page.waitForURL("**/desk/may-say");
      await readable(visit, intake.page);
      await visit.pictures(intake.page, "may say");
      const open = await intake.page.locator("dl.facts a").evaluateAll((all) => all.map((it) => it.getAttribute("href")));
      for (const href of ["/figures", "/ratings", "/complaints", "/bulletins", "/draws", "/decisions", "/outages", "/items"]) {
        assert.ok(open.includes(href), `${href} in ${open.join()}`);
      }
      assert.match(await intake.page.locator('section[aria-labelledby="not-said"]').innerText(), /只告诉申请人本人/);
      const page = await visit.open();
      for (const href of open) {
        const answer = await page.goto(href);
        assert.equal(answer.status(), 200, href);
        assert.equal(new URL(page.url()).pathname, href, "nobody has to sign in");
      }

      await page.goto("/figures");
      // The month before is whole; that of today may have only begun.
      await page.locator("main .card > p a").first().click();
      await page.waitForURL(/\/figures\?period=/);
      const head = await page.locator('[aria-labelledby="figures-course"] thead th').allInnerTexts();
      const shown = new Map((await rowsOf(page, "figures-course")).map((row) => [row[0], row]));
      const file = await page.getByRole("link", { name: "下载（CSV）" }).getAttribute("href");
      const answer = await page.request.get(new URL(file, page.url()).href);
      assert.equal(answer.status(), 200);
      assert.equal(answer.headers()["content-type"], "text/csv; charset=utf-8");
      assert.match(answer.headers()["content-disposition"], /^attachment; filename="figures-\d{4}-\d{2}\.csv"$/);
      const { head: columns, lines } = linesOf((await answer.body()).toString("utf8"));
      const all = lines.get("合计");
      for (const what of ["收件", "受理", "办结", "暂停计时", "延期"]) {
        const [seen, counted] = [parseInt(shown.get("合计")[head.indexOf(what)], 10), Number(all[columns.indexOf(what)])];
        assert.equal(seen, counted, `${what} on the page and in the file`);
      }
      const received = columns.indexOf("收件");
      assert.ok(Number(all[received]) > 0, "the county lived in that month");
      const units = [...lines].filter(([name]) => name !== "合计").map(([, line]) => Number(line[received]));
      assert.equal(units.reduce((sum, n) => sum + n, 0), Number(all[received]), "the units together");
      await visit.pictures(page, "figures of a month");
    },
  },
  {
    name: "a circular is signed for inside the house, made public by another, and stays listed as lifted when an appeal is right (C28)",
    async run(visit) {
      const centre = new Centre(visit);
      const manager = await centre.officer("centre");
      const inside = "公共场所卫生许可的窗口一周里三次中午没有人，请各单位引以为戒。";
      const outside = "公共场所卫生许可的窗口中午没有人值守，已经要求排班。";
      await goes(manager.page, "/desk/orders/new");
      const issues = (words) =>
        sends(manager.page, "issue", async (card) => {
          await card.getByLabel("通报", { exact: true }).check();
          await card.locator("#issue-unit").selectOption("wj");
          await card.locator("#issue-words").fill(words);
        });
      visit.expect(/status of 422/);
      await issues(" ");
      assert.match(await manager.page.locator("#act-issue").innerText(), /这一项要填/);
      assert.equal(await manager.page.locator("#issue-unit").inputValue(), "wj", "what was chosen is kept");
      await issues(inside);
      await manager.page.waitForURL(/\/desk\/orders\/[0-9a-f]{32}/);
      const order = new URL(manager.page.url()).pathname;
      const number = await manager.page.locator(".case-numbers strong").innerText();
      assert.match(number, /通〔20\d\d〕\d+号/);
      assert.equal(await manager.page.locator("#act-publish").count(), 0, "who issued it does not make it public");
      await readable(visit, manager.page);
      const paper = await manager.page.getByRole("link", { name: "打印稿（PDF）" }).getAttribute("href");
      const pdf = await manager.page.request.get(new URL(paper, manager.page.url()).href);
      assert.equal((await pdf.body()).subarray(0, 5).toString(), "%PDF-");

      const leader = await centre.officer("lead.wj");
      await goes(leader.page, order);
      await leader.says(/三次中午没有人/);
      assert.equal(await leader.page.locator("#act-answer").count(), 0, "a circular wants no answer");
      await sends(leader.page, "receive");
      await leader.says(/签收/);
      assert.equal(await leader.page.locator("#act-receive").count(), 0, "once");

      const page = await visit.open("/bulletins");
      assert.ok(!(await main(page)).includes(number), "inside the house until somebody makes it public");
      const supervisor = await centre.officer("super");
      await goes(supervisor.page, order);
      const publishes = (words) => sends(supervisor.page, "publish", (card) => card.getByLabel("公开的内容").fill(words));
      const refused = () => supervisor.page.locator("#act-publish").innerText();
      await publishes(" ");
      assert.match(await refused(), /这一项要填/);
      for (const personal of ["肖承办中午不在。", "请打 13800000000 反映。"]) {
        await publishes(personal);
        assert.match(await refused(), /不能有姓名、电话和证件号/);
        assert.equal(await supervisor.page.getByLabel("公开的内容").inputValue(), personal, "what was typed is kept");
      }
      await visit.pictures(supervisor.page, "circular refused");
      await publishes(outside);
      await supervisor.says(/向社会公开/);
      assert.equal(await supervisor.page.locator("#act-publish").count(), 0, "once");
      await page.reload();
      const row = page.locator('section[aria-labelledby="bulletin-circulars"] tbody tr', { hasText: number });
      assert.match(await row.innerText(), new RegExp(outside));
      assert.doesNotMatch(await main(page), /引以为戒/, "the words for the house stay in the house");
      await readable(visit, page);
      await visit.pictures(page, "circulars in public");

      await goes(leader.page, order);
      await sends(leader.page, "appeal", (card) => card.getByLabel("理由").fill("那三天按通知参加培训，有签到表，窗口由别的单位代收。"));
      const other = await centre.officer("super2");
      await goes(other.page, order);
      await sends(other.page, "decide-appeal", async (card) => {
        await card.getByLabel("申诉成立：事实有出入").check();
        await card.getByLabel("理由", { exact: true }).fill("签到表和代收记录属实。");
      });
      await other.says(/申诉成立/);
      await page.reload();
      assert.match(await row.innerText(), /申诉成立，已撤下/);
      assert.doesNotMatch(await main(page), new RegExp(outside), "and its words are no longer there");
      await visit.pictures(page, "circular lifted");
    },
  },
];
