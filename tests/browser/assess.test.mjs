// Assessment: a plan is adopted, attendance entered, a unit checks itself; the month is scored, published by another, objected to,
// put right, and a window is given the red flag.
import assert from "node:assert/strict";
import { later } from "./harness.mjs";
import { Centre } from "./people.mjs";
import { sends } from "./record.mjs";

/** A county with little life is filled soon. */
export const server = { args: ["--cases", "300"] };

/** The demonstration's day goes on, and the timekeeper has come. */
async function daysPass(visit, fives) {
  for (let n = 0; n < fives; n += 1) {
    const page = await visit.open("/dev/clock");
    await page.getByRole("button", { name: "过五天" }).click();
    await page.waitForLoadState();
  }
  await later(2_000);
}

const at = (officer, path) => new URL(path, officer.page.url()).href;
const goes = (officer, path) => officer.page.goto(at(officer, path));

export const tests = [
  {
    name: "the county's own term stands published, with its awarded window and a unit that put right (R186, R188)",
    async run(visit) {
      const supervisor = await new Centre(visit).officer("super");
      await goes(supervisor, "/desk/oversight");
      await supervisor.page.getByRole("link", { name: "考核", exact: true }).click();
      await visit.pictures(supervisor.page, "assessment list");
      await supervisor.page.getByRole("link", { name: /季度|月/ }).filter({ visible: true }).first().click();
      await supervisor.says(/已公布/);
      await supervisor.says(/较差/);
      await visit.pictures(supervisor.page, "assessment term");
      await supervisor.page.locator("#assess-unit + * , section").getByRole("link", { name: "县交通运输局", exact: true }).first().click();
      await supervisor.says(/整改通过/);
      await supervisor.says(/申诉不成立/);
      await visit.pictures(supervisor.page, "assessment sheet of a unit");
    },
  },
  {
    name: "a month is planned, scored, published, objected to, put right and awarded (R184-R188, A40, A44)",
    async run(visit) {
      let centre = new Centre(visit);
      let supervisor = await centre.officer("super");
      await goes(supervisor, "/desk/assessment");
      // The month that runs has no plan yet.
      const row = supervisor.page.getByRole("row", { name: /还没有定方案/ }).filter({ hasText: /月/ }).first();
      const plan = new URL(await row.getByRole("link").getAttribute("href"), supervisor.page.url()).pathname;
      const term = plan.replace(/\/plan$/, "");
      await goes(supervisor, plan);
      visit.expect(/status of 422/);
      // The parts of the plan are folded; a part in which something is wrong stands open.
      const unfold = (card) => card.locator("details.second").evaluateAll((all) => all.forEach((part) => (part.open = true)));
      await sends(supervisor.page, "adopt", async (card) => {
        await unfold(card);
        await card.locator("#adopt-wU1").fill("14");
      });
      assert.match(await supervisor.page.locator("#act-adopt").innerText(), /单位的指标权重加起来是 99，要正好是 100/);
      assert.equal(await supervisor.page.locator("#adopt-wU1").inputValue(), "14", "what was typed is kept");
      await visit.pictures(supervisor.page, "assessment plan refused");
      // Whatever day of the month it is: five cases taken in are enough of a window, and attendance is left out of it.
      const typed = { wU1: "10", wW2: "40", wW4: "0", sW2: "5", sW3: "5", sW5: "5" };
      // One more indicator is a formula; one that speaks of what is not counted is refused at its place, and kept.
      const formula = { name: "超期合计扣分", feel: "100 - 200 × 超期件 ÷ 办结", sample: "5", weight: "5", basis: "年度目标考核" };
      await sends(supervisor.page, "adopt", async (card) => {
        await unfold(card);
        for (const [field, value] of Object.entries({ ...typed, ...formula })) await card.locator(`#adopt-${field}`).fill(value);
        await card.locator("#adopt-sample_of").selectOption("concluded");
      });
      assert.match(await supervisor.page.locator("#act-adopt").innerText(), /第 13 个字起的“超期件”不认识/);
      assert.equal(await supervisor.page.locator("#adopt-feel").inputValue(), formula.feel, "what was typed is kept");
      await visit.pictures(supervisor.page, "assessment formula refused");
      await sends(supervisor.page, "adopt", async (card) => card.locator("#adopt-feel").fill("100 - 200 × 超期办结 ÷ 办结"));
      await supervisor.says(/100 - 200 × 超期办结 ÷ 办结（不低于 0，不高于满分）/);
      await supervisor.says(/第 1 稿/);
      await visit.pictures(supervisor.page, "assessment plan");

      for (const name of ["许考核", "许考一", "许考二", "许考三", "许考四"])
        await centre.handsOver("food-business", centre.citizen(name), undefined, []);
      const head = await centre.officer("head.biz");
      await goes(head, "/desk/attendance");
      await visit.pictures(head.page, "attendance of a day");
      visit.expect(/status of 422/);
      // Whoever was there is corrected with a reason; before that he is entered, where the morning has not done so.
      if ((await head.page.locator("#act-enter").count()) > 0) {
        await sends(head.page, "enter", async (card) => card.locator("fieldset").first().getByLabel("在岗").check());
      }
      await sends(head.page, "correct", async (card) => {
        await card.getByLabel("谁的").selectOption("intake2");
        await card.getByLabel("早退").check();
        await card.getByLabel("理由").fill(" ");
      });
      assert.match(await head.page.locator("#act-correct").innerText(), /这一项要填/);
      await sends(head.page, "correct", async (card) => card.getByLabel("理由").fill("下午三点离开，没有请假。"));
      await head.says(/改成 早退/);
      await head.says(/更正过 1 次/);

      let leader = await centre.officer("lead.jt");
      await goes(leader, `${term}/unit-jt`);
      visit.expect(/status of 422/);
      await sends(leader.page, "check", async (card) => card.getByLabel("自查情况").fill(" "));
      assert.match(await leader.page.locator("#act-check").innerText(), /这一项要填/);
      await sends(leader.page, "check", async (card) => card.getByLabel("自查情况").fill("两项还要回单位办，下月放到窗口。"));
      await leader.says(/交自查/);
      await goes(leader, `${term}/unit-sc`).then((answer) => assert.equal(answer.status(), 403, "another unit's sheet is not open"));
      visit.expect(/status of 403/);
      const manager = await centre.officer("centre");
      await goes(manager, `${term}/unit-jt`);
      const evaluates = (satisfied) =>
        sends(manager.page, "evaluate", async (card) => {
          await card.getByLabel("问卷").check();
          await card.getByLabel("问了多少人").fill("40");
          await card.getByLabel("多少人答复").fill("30");
          await card.getByLabel("多少人满意").fill(satisfied);
          await card.getByLabel("问了谁，说了什么").fill("来办道路运输许可的车主。");
        });
      visit.expect(/status of 422/);
      await evaluates("31");
      assert.match(await manager.page.locator("#act-evaluate").innerText(), /人数对不上/);
      await evaluates("6");
      await goes(supervisor, `${term}/unit-jt`);
      await sends(supervisor.page, "inspect", async (card) => {
        await card.getByLabel("分数（0 到 100）").fill("20");
        await card.getByLabel("看到的情况").fill("窗口没有授权，要群众回单位。");
      });
      // A40: the centre gives the department's half of its own staff.
      await goes(manager, `${term}/person-intake2`);
      await sends(manager.page, "mark", async (card) => {
        await card.getByLabel("分数（0 到 100）").fill("88");
        await card.getByLabel("评语").fill("耐心，材料一次说全。");
      });

      await goes(supervisor, term);
      assert.equal(await supervisor.page.locator("#act-score").count(), 0, "the month is not over");
      await daysPass(visit, 7);
      // Whoever was signed in a month ago is not any more.
      centre = new Centre(visit);
      [supervisor, leader] = [await centre.officer("super"), await centre.officer("lead.jt")];
      await goes(supervisor, term);
      await sends(supervisor.page, "score", async () => {});
      await supervisor.says(/已总评，等公布/);
      assert.equal(await supervisor.page.locator("#act-publish").count(), 0, "another publishes");
      let other = await centre.officer("super2");
      await goes(other, term);
      await sends(other.page, "publish", async () => {});
      await other.says(/已公布/);
      await visit.pictures(other.page, "assessment published");

      await goes(leader, `${term}/unit-jt`);
      await leader.says(/较差/);
      await sends(leader.page, "object", async (card) => card.getByLabel("理由").fill("问卷只问了一天。"));
      await sends(leader.page, "correct", async (card) => card.getByLabel("整改情况").fill("已经布置。"));
      await goes(supervisor, `${term}/unit-jt`);
      assert.equal(await supervisor.page.locator("#act-decide").count(), 0, "who scored does not answer");
      await goes(other, `${term}/unit-jt`);
      await sends(other.page, "decide", async (card) => {
        await card.getByLabel("申诉不成立").check();
        await card.getByLabel("理由").fill("问了五天，名单在案。");
      });
      await sends(other.page, "judge", async (card) => {
        await card.getByLabel("退回再改").check();
        await card.getByLabel("理由").fill("没有写改了什么。");
      });
      await goes(leader, `${term}/unit-jt`);
      await sends(leader.page, "correct", async (card) => card.getByLabel("整改情况").fill("授权书补齐，两项放到窗口。"));
      await goes(other, `${term}/unit-jt`);
      await sends(other.page, "judge", async (card) => {
        await card.getByLabel("通过").check();
        await card.getByLabel("理由").fill("现场看过。");
      });
      await other.says(/整改通过/);
      await visit.pictures(other.page, "assessment corrected");

      // A figure opens to what stands behind it.
      await goes(other, `${term}/person-intake2`);
      await visit.pictures(other.page, "assessment sheet of a person");
      await other.page.getByRole("link", { name: /应到的天数/ }).click();
      await other.says(/早退/);
      await visit.pictures(other.page, "assessment behind a figure");

      await daysPass(visit, 2);
      centre = new Centre(visit);
      other = await centre.officer("super2");
      await goes(other, term);
      await other.page.getByRole("row").filter({ hasText: /窗口/ }).getByRole("link", { name: "好", exact: false }).first().click();
      await sends(other.page, "award", async (card) => card.getByLabel("理由").fill("群众评价好，没有属实的投诉。"));
      await other.says(/红旗窗口/);
      await visit.pictures(other.page, "assessment awarded");
      await goes(other, term);
      await other.says(/红旗窗口/);
      // A colleague at a window sees neither the table nor the sheet of another.
      const officer = await centre.officer("intake5");
      visit.expect(/status of 403/);
      assert.equal((await goes(officer, `${term}/person-intake2`)).status(), 403);
      await goes(officer, `${term}/person-intake5`);
      await officer.says(/中心评/);
    },
  },
];
