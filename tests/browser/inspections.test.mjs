// The registers of supervision: a round of inspection from its plan to a correction that is accepted, a questionnaire that is corrected,
// a summary that is handed in, and a bulletin that everybody reads.
import assert from "node:assert/strict";
import { Centre, readable } from "./people.mjs";
import { comes, sends } from "./record.mjs";

/** A county with little life is filled soon. */
export const server = { args: ["--cases", "300"] };

/** How long days that pass may take, with all that falls due in them. */
const DAYS_MS_MAX = 90_000;

const at = (officer, path) => new URL(path, officer.page.url()).href;
const goes = (officer, path) => officer.page.goto(at(officer, path));

/** The page can be read at both widths, and stands in the folder of pictures. */
async function stands(visit, page, name) {
  await readable(visit, page);
  await visit.pictures(page, name);
}

const two = (n) => String(n).padStart(2, "0");

export const tests = [
  {
    name: "a round is planned, made, and what it saw is put right (A15, R120)",
    async run(visit) {
      const centre = new Centre(visit);
      const supervisor = await centre.officer("super");
      await goes(supervisor, "/desk/oversight");
      await supervisor.page.getByRole("link", { name: "检查日历", exact: true }).click();
      await supervisor.says(/每周两查/);
      await stands(visit, supervisor.page, "inspection calendar");
      // The month is a table of its weeks; at 360 pixels a list of the days on which something is due.
      const month = supervisor.page.locator("table.month-grid");
      assert.equal(await month.locator("thead th").count(), 7);
      assert.ok((await month.locator("td a").count()) > 0, "rounds stand on their days");
      visit.expect(/status of 422/);
      const sets = (times) =>
        sends(supervisor.page, "rhythm", async (card) => {
          await card.getByLabel("每周两查").check();
          await card.getByLabel(/^改成几次/).fill(times);
          await card.getByLabel("为什么改").fill("下个月人手少。");
        });
      await sets("9");
      assert.match(await supervisor.page.locator("#act-rhythm").innerText(), /只能填 1 到 5/);
      assert.equal(await supervisor.page.getByLabel("为什么改").inputValue(), "下个月人手少。", "what was typed is kept");
      await sets("1");
      await supervisor.says(/已经调整，从还没有排的算起/);
      await supervisor.says(/一周 1 次/);

      // A last day is a working day: the page says which, whatever day it is.
      visit.expect(/status of 422/);
      const plans = (by) =>
        sends(supervisor.page, "plan", async (card) => {
          await card.getByLabel("专项检查").check();
          await card.getByLabel("查哪里").selectOption("window-w2");
          if (by !== undefined) await card.getByLabel("最后一天（工作日）").fill(by);
          await card.getByLabel("检查人员 1").selectOption("super");
        });
      await plans("");
      const refused = await supervisor.page.locator("#act-plan").innerText();
      assert.match(refused, /请填一个日期/);
      assert.equal(await supervisor.page.getByLabel("查哪里").inputValue(), "window-w2", "what was chosen is kept");
      await goes(supervisor, "/desk/inspections");
      let day = await supervisor.page.evaluate(() => {
        const now = new Date(Date.now() + 8 * 3_600_000 + 86_400_000);
        return now.toISOString().slice(0, 10);
      });
      await plans(day);
      if (supervisor.page.url().endsWith("/plan")) {
        const [, year, month, date] = /可以定到(\d+)年(\d+)月(\d+)日/.exec(await supervisor.page.locator("#act-plan").innerText());
        day = `${year}-${two(month)}-${two(date)}`;
        await stands(visit, supervisor.page, "inspection plan refused");
        await plans(day);
      }
      await supervisor.says(/待检查/);
      const round = new URL(supervisor.page.url()).pathname;
      assert.match(round, /^\/desk\/inspections\/[0-9a-f]+$/);
      await stands(visit, supervisor.page, "inspection planned");

      // Whoever is to be inspected does not read the plan.
      const leader = await centre.officer("lead.sc");
      visit.expect(/status of 403/);
      assert.equal((await goes(leader, round)).status(), 403);

      visit.expect(/status of 422/);
      await sends(supervisor.page, "make", async (card) => card.getByLabel("总的情况").fill(" "));
      assert.match(await supervisor.page.locator("#act-make").innerText(), /这一项要填/);
      await sends(supervisor.page, "make", async (card) => card.getByLabel("总的情况").fill("两个人都在岗，公示栏要换。"));
      await supervisor.says(/已检查/);
      await sends(supervisor.page, "observe", async (card) => {
        await card.getByLabel("哪个单位的事").selectOption("sc");
        await card.getByLabel("哪一类").selectOption("publicity");
        await card.getByLabel("看到了什么").fill("贴的还是去年的办事指南。");
        await card.getByLabel("要整改的，改到哪天（工作日）").fill(day);
      });
      await supervisor.says(/待整改/);
      await stands(visit, supervisor.page, "inspection observed");

      await goes(leader, "/desk/inspections");
      await leader.says(/还没有改完的/);
      await leader.page.locator(`a[href="${round}"]`).first().click();
      await leader.says(/贴的还是去年的办事指南/);
      await sends(leader.page, "answer", async (card) => card.getByLabel("改了什么，哪天改好的").fill("已经换成今年的，今天上午换的。"));
      await leader.says(/已报整改，等验收/);
      await stands(visit, leader.page, "inspection of a unit");

      const judges = (words, fill) =>
        sends(supervisor.page, "judge", async (card) => {
          await fill(card);
          await card.getByLabel("验收看到的情况").fill(words);
        });
      await goes(supervisor, round);
      await judges("还有一处没有换。", async (card) => {
        await card.getByLabel("退回再改").check();
        await card.getByLabel("退回的，改到哪天（工作日）").fill(day);
      });
      await supervisor.says(/退回过 1 次/);
      await goes(leader, round);
      await sends(leader.page, "answer", async (card) => card.getByLabel("改了什么，哪天改好的").fill("都换好了。"));
      await goes(supervisor, round);
      await judges("看过，都换了。", async (card) => card.getByLabel("整改到位").check());
      await supervisor.says(/整改到位/);
      await stands(visit, supervisor.page, "inspection accepted");

      // What was seen can become a finding: unit and words are there already.
      await supervisor.page.getByRole("link", { name: /记为监察发现/ }).first().click();
      assert.match(await supervisor.page.getByLabel("什么时候、在哪里、看到了什么").inputValue(), /贴的还是去年的办事指南/);
      assert.equal(await supervisor.page.getByLabel("单位").first().inputValue(), "sc");
      await stands(visit, supervisor.page, "finding from an inspection");
    },
  },
  {
    name: "a questionnaire is recorded and corrected in the open (A44, R158)",
    async run(visit) {
      const manager = await new Centre(visit).officer("centre");
      await goes(manager, "/desk/surveys");
      await stands(visit, manager.page, "surveys");
      const writes = (satisfied) =>
        sends(manager.page, "write", async (card) => {
          await card.getByLabel("问卷").check();
          await card.getByLabel("关于哪个单位").selectOption("wj");
          await card.getByLabel("问的人是怎么选的").fill("从上月办结的件里抽五十位。");
          await card.getByLabel("问了多少人").fill("50");
          await card.getByLabel("多少人答复").fill("40");
          await card.getByLabel("多少人满意").fill(satisfied);
          await card.getByLabel("主要意见").fill("希望体检和办证在一处。");
        });
      visit.expect(/status of 422/);
      await writes("41");
      assert.match(await manager.page.locator("#act-write").innerText(), /人数对不上/);
      assert.equal(await manager.page.getByLabel("主要意见").inputValue(), "希望体检和办证在一处。", "what was typed is kept");
      await writes("30");
      await manager.says(/80.00%（40\/50）/);
      await manager.says(/75.00%（30\/40）/);
      await sends(manager.page, "correct", async (card) => {
        await card.getByLabel("多少人满意").fill("36");
        await card.getByLabel("为什么更正").fill("抄错了一位。");
      });
      await manager.says(/90.00%（36\/40）/);
      await manager.says(/抄错了一位/);
      await manager.says(/30 人满意/);
      await stands(visit, manager.page, "survey corrected");
      await goes(manager, "/desk/surveys");
      await manager.says(/更正过 1 次/);
    },
  },
  {
    name: "a unit hands in its summary with the counts of the year, and another edition with a reason (A13, R110)",
    async run(visit) {
      const centre = new Centre(visit);
      const leader = await centre.officer("lead.jt");
      // In November and December of this year, else of the year before.
      const now = new Date(Date.now() + 8 * 3_600_000);
      const year = now.getUTCMonth() >= 10 ? now.getUTCFullYear() : now.getUTCFullYear() - 1;
      await goes(leader, `/desk/summaries?year=${year}`);
      await leader.says(/县交通运输局/);
      await leader.page.getByRole("link", { name: "县交通运输局", exact: true }).click();
      await stands(visit, leader.page, "summary to hand in");
      const fill = (plans) => async (card) => {
        await card.getByLabel("做了什么").fill("进驻事项都在窗口办。");
        await card.getByLabel("自查发现的问题").fill("两项还要回单位。");
        await card.getByLabel("怎么改，什么时候改好").fill(plans);
      };
      visit.expect(/status of 422/);
      await sends(leader.page, "hand-in", fill(" "));
      assert.match(await leader.page.locator("#act-hand-in").innerText(), /这一项要填/);
      await sends(leader.page, "hand-in", fill("两项下月放到窗口。"));
      await leader.says(/第 1 稿/);
      await leader.says(/两项下月放到窗口/);
      await sends(leader.page, "hand-in", async (card) => {
        await card.getByLabel("怎么改，什么时候改好").fill("两项一月十日以前放到窗口。");
        await card.getByLabel("为什么另出一稿").fill("补上日期。");
      });
      await leader.says(/第 2 稿/);
      await stands(visit, leader.page, "summary handed in");
      const href = await leader.page.getByRole("link", { name: "打印稿（PDF）" }).getAttribute("href");
      const pdf = await leader.page.request.get(at(leader, href));
      assert.equal(pdf.status(), 200);
      assert.equal((await pdf.body()).subarray(0, 5).toString(), "%PDF-");
      const supervisor = await centre.officer("super");
      await goes(supervisor, `/desk/summaries?year=${year}`);
      await stands(visit, supervisor.page, "summaries");
      const officer = await centre.officer("intake5");
      visit.expect(/status of 403/);
      assert.equal((await goes(officer, `/desk/summaries/${year}/jt`)).status(), 403);
    },
  },
  {
    name: "a bulletin of a month stands for everybody, with the reasons of who was late and no name (A43, N32)",
    async run(visit) {
      const supervisor = await new Centre(visit).officer("super");
      await goes(supervisor, "/desk/bulletins");
      await stands(visit, supervisor.page, "bulletins at the desk");
      await supervisor.page.locator("tbody a").first().click();
      await stands(visit, supervisor.page, "bulletin at the desk");
      // The county published it when its month was frozen, and an edition is published once.
      await supervisor.says(/已公布/);
      assert.equal(await supervisor.page.locator("#act-publish").count(), 0, "published once");
      const href = new URL(supervisor.page.url()).pathname;
      // Who was late and has said nothing says why: before, the public page says that it has not.
      const late = (page) => page.locator('section[aria-labelledby="bulletin-late"] tbody tr', { hasText: "交通运输局" });
      assert.match(await late(supervisor.page).innerText(), /还没有说明/);
      const leader = await new Centre(visit).officer("lead.jt");
      await goes(leader, href);
      await sends(leader.page, "explain", async (card) => card.locator("textarea").fill("两名核查人员轮休没有顶班，下月起排双班。"));
      await leader.says(/两名核查人员轮休没有顶班/);
      assert.equal(await leader.page.locator("#act-publish").count(), 0, "who explains does not publish");
      const page = await visit.open("/figures");
      await page.getByRole("link", { name: "办件通报", exact: true }).click();
      await page.locator("tbody a").first().click();
      const text = await page.locator("main").innerText();
      assert.match(text, /按时办结率/);
      assert.match(await late(page).innerText(), /两名核查人员轮休没有顶班，下月起排双班。/);
      assert.doesNotMatch(text, /您现在可以办的/);
      await stands(visit, page, "bulletin");
      const paper = await page.getByRole("link", { name: "打印稿（PDF）" }).getAttribute("href");
      const pdf = await page.request.get(new URL(paper, page.url()).href);
      assert.equal((await pdf.body()).subarray(0, 5).toString(), "%PDF-");
    },
  },
  {
    name: "the month that has ended waits for a supervisor, who publishes it once, though a reason is missing (A43, N32)",
    async run(visit) {
      const clock = await visit.open("/dev/clock");
      clock.setDefaultTimeout(DAYS_MS_MAX);
      const [, year, month] = /(\d+) 年 (\d+) 月/.exec(await clock.locator(".dev-today").innerText()).map(Number);
      const ended = `${year}-${two(month)}`;
      await clock.getByLabel("到哪一天").fill(month === 12 ? `${year + 1}-01-02` : `${year}-${two(month + 1)}-02`);
      await clock.getByRole("button", { name: "走到这一天" }).click();
      await clock.waitForURL(/\/dev\/clock\?/);

      const centre = new Centre(visit);
      const supervisor = await centre.officer("super");
      const href = `/desk/bulletins/${ended}`;
      const page = await visit.open("/bulletins");
      const late = (of) => of.locator('section[aria-labelledby="bulletin-late"] tbody tr').allInnerTexts();
      await comes(supervisor.page, "/desk/bulletins", (it) => it.locator(`main a[href="${href}"]`).count());
      assert.match(await supervisor.page.locator("tr", { has: supervisor.page.locator(`a[href="${href}"]`) }).innerText(), /还没有公布/);
      await goes(supervisor, href);
      await supervisor.says(/还没有公布，数出自监察月报第 1 稿/);
      const reasons = await late(supervisor.page);
      assert.ok(reasons.some((it) => /还没有说明/.test(it)), `a unit that was late has said nothing yet:\n${reasons.join("\n")}`);
      await stands(visit, supervisor.page, "bulletin to publish");
      visit.expect(/status of 404/);
      assert.equal((await page.goto(`/bulletins/${ended}`)).status(), 404, "before it is published nobody outside reads it");
      const leader = await centre.officer("lead.sc");
      await goes(leader, href);
      assert.equal(await leader.page.locator("#act-publish").count(), 0, "a unit does not publish");

      await sends(supervisor.page, "publish");
      await supervisor.says(/已公布/);
      assert.equal(await supervisor.page.locator("#act-publish").count(), 0, "published once");
      await page.goto("/bulletins");
      await page.locator(`main a[href="/bulletins/${ended}"]`).click();
      await page.waitForURL(`**/bulletins/${ended}`);
      assert.match(await page.locator("main").innerText(), /第 1 稿，.+公布，出自监察月报第 1 稿/);
      assert.deepEqual(await late(page), reasons, "who was late, and that a reason is missing, stands for everybody");
      await stands(visit, page, "bulletin without a reason");
    },
  },
];
