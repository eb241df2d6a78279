// Ratings: a citizen rates from the own telephone; a bad rating is dealt with by somebody who was not rated, and the window
// sees what to change and not who said so; leaving it out takes two and is appealed; a tablet is counted apart (F16, F17).
import assert from "node:assert/strict";
import { PHONE } from "./harness.mjs";
import { Centre, readable } from "./people.mjs";
import { sends } from "./record.mjs";

/** A county with little life is filled soon. */
export const server = { args: ["--cases", "200"] };

/** A case taken in at window 2, and the page of the citizen's own telephone that its message leads to. */
async function asked(visit, centre, name) {
  const citizen = centre.citizen(name);
  const intake = await centre.officer("intake2");
  await intake.receives("food-business", citizen, await intake.rowsOf("food-business"));
  const [, path] = await citizen.reads(/http:\/\/[^/]+(\/rate\/[0-9A-Z-]+)/);
  citizen.page = await visit.open(path, { width: PHONE });
  citizen.path = path;
  return citizen;
}

/** Rates from the citizen's telephone. */
async function rates(citizen, grade, words) {
  await citizen.page.getByLabel(grade, { exact: true }).check();
  await citizen.page.getByLabel("您想说的话").fill(words);
  await citizen.page.getByRole("button", { name: "提交评价" }).click();
  await citizen.page.waitForURL(/done=rate/);
}

/** The latest bad rating in the officer's list, opened. */
async function opensLatest(officer, which = "") {
  await officer.page.goto(`/desk/bad-ratings?which=${which}`);
  await officer.page.locator("tbody a").first().click();
  await officer.page.waitForURL(/bad-ratings\/[0-9a-f]{32}/);
  return new URL(officer.page.url()).pathname;
}

export const tests = [
  {
    name: "a bad rating makes its round, and the window never sees who rated (N50, F17)",
    async run(visit) {
      const centre = new Centre(visit);
      const citizen = await asked(visit, centre, "白评价");
      await readable(visit, citizen.page);
      await visit.pictures(citizen.page, "rating form");
      assert.equal(await citizen.page.locator("input[type=radio]:checked").count(), 0, "nothing is chosen beforehand");
      visit.expect(/status of 422/);
      await citizen.page.getByLabel("您想说的话").fill("等了一个小时，没有人说为什么。");
      await citizen.page.getByRole("button", { name: "提交评价" }).click();
      await citizen.says(/请从列出的里面选/);
      assert.equal(await citizen.page.getByLabel("您想说的话").inputValue(), "等了一个小时，没有人说为什么。");
      await rates(citizen, "不满意", "等了一个小时，没有人说为什么。");
      await citizen.says(/没有被评的人核实/);
      assert.equal(await citizen.page.getByRole("button", { name: "提交评价" }).count(), 0, "it is rated once");
      await visit.pictures(citizen.page, "rating given");

      const desk = await centre.officer("complaint");
      await desk.page.getByRole("link", { name: "评价", exact: true }).click();
      await desk.says(/窗口评价/);
      await desk.page.goto("/desk/bad-ratings?which=mine");
      await readable(visit, desk.page);
      await visit.pictures(desk.page, "bad ratings");
      const path = await opensLatest(desk, "mine");
      await desk.says(/白\*\*/);
      assert.match(await desk.page.locator("main").innerText(), new RegExp(citizen.telephone));
      await sends(desk.page, "call", async (card) => {
        await card.getByLabel("接通了").check();
        await card.getByLabel("对方说了什么").fill("排队时没有人管，也不知道要等多久。");
      });
      await sends(desk.page, "confirm", async (card) => {
        await card.getByLabel("简单，马上能改").check();
        await card.getByLabel("要改什么").fill("请改进叫号和引导，让人知道还要等多久。");
      });
      await desk.says(/等整改/);
      await readable(visit, desk.page);
      await visit.pictures(desk.page, "bad rating to be put right");

      const rated = await centre.officer("intake2");
      visit.expect(/status of 403/);
      const shut = await rated.page.goto(path);
      assert.equal(shut.status(), 403);
      const head = await centre.officer("head.biz");
      await head.page.goto("/desk/bad-ratings");
      await head.says(/要整改的一条/);
      await visit.pictures(head.page, "what a window has to put right");
      await head.page.goto(path);
      await head.says(/让人知道还要等多久/);
      const seen = await head.page.locator("main").innerText();
      for (const hidden of ["白", citizen.telephone, "不满意", "没有人说为什么", "食品经营许可", "排队时没有人管"]) {
        assert.ok(!seen.includes(hidden), `the window reads “${hidden}”:\n${seen}`);
      }
      await sends(head.page, "correct", async (card) => card.getByLabel("改了什么").fill("屏上加了前面还有几位。"));
      await visit.pictures(head.page, "put right");
      await desk.page.goto(path);
      await sends(desk.page, "ask-again", async (card) => {
        await card.getByLabel("认可", { exact: true }).check();
        await card.getByLabel("对方说了什么").fill("说好多了。");
      });
      await desk.says(/已了结/);
      await citizen.page.goto(citizen.path);
      await citizen.says(/屏上加了前面还有几位/);
      await citizen.says(/回访：认可/);
      await visit.pictures(citizen.page, "what became of a rating");
    },
  },
  {
    name: "leaving a rating out takes two people, and the rater appeals to a third (F17)",
    async run(visit) {
      const centre = new Centre(visit);
      const citizen = await asked(visit, centre, "柏评价");
      await rates(citizen, "非常不满意", "材料说了两次。");
      const desk = await centre.officer("complaint");
      const path = await opensLatest(desk, "mine");
      await sends(desk.page, "call", async (card) => {
        await card.getByLabel("接通了").check();
        await card.getByLabel("对方说了什么").fill("说是点错了。");
      });
      await sends(desk.page, "dismiss", async (card) => {
        await card.getByLabel("评错了，本人说的是另一个意思").check();
        await card.getByLabel("根据是什么").fill("通话记录。");
      });
      assert.equal(await desk.page.locator("#act-agree").count(), 0, "one person alone leaves nothing out");
      const supervisor = await centre.officer("super");
      await supervisor.page.goto(path);
      await sends(supervisor.page, "agree", async (card) => {
        await card.getByLabel("同意不计入", { exact: true }).check();
        await card.getByLabel("理由", { exact: true }).fill("通话记录里说点错了。");
      });
      await supervisor.says(/不计入/);
      await citizen.reads(/没有计入/);
      await citizen.page.goto(citizen.path);
      await citizen.says(/通话记录里说点错了/);
      await readable(visit, citizen.page);
      await visit.pictures(citizen.page, "rating left out");
      await citizen.page.getByLabel("您为什么不同意").fill("接电话的不是我。");
      await citizen.page.getByRole("button", { name: "提交申诉" }).click();
      await citizen.page.waitForURL(/done=appeal/);
      await supervisor.page.goto(path);
      assert.equal(await supervisor.page.locator("#act-decide-appeal").count(), 0, "who left it out does not decide");
      const third = await centre.officer("super2");
      await third.page.goto(path);
      await sends(third.page, "decide-appeal", async (card) => {
        await card.getByLabel("申诉成立", { exact: true }).check();
        await card.getByLabel("理由", { exact: true }).fill("号码不是本人的。");
      });
      await third.says(/等核实结论/);
      await visit.pictures(third.page, "appeal of a rater decided");
      await citizen.page.goto(citizen.path);
      await citizen.says(/申诉成立，重新计入/);
    },
  },
  {
    name: "a tablet is set up with the code of the day and counted apart; a desk's device rates nothing (F16)",
    async run(visit) {
      const centre = new Centre(visit);
      const window = await centre.officer("intake2");
      await window.page.goto("/desk/day");
      for (const name of ["开窗", "下一位"]) {
        const button = window.page.getByRole("button", { name });
        if (await button.count()) await button.first().click();
        await window.page.waitForLoadState();
      }
      await window.page.goto("/desk/tablets");
      const code = await window.page.locator("tbody tr").filter({ hasText: "2 号" }).locator("td").last().innerText();
      await visit.pictures(window.page, "codes of tablets");
      visit.expect(/status of 422/);
      const tablet = await visit.open("/rate/tablet");
      await tablet.getByLabel("平板码").fill("0000 0000");
      await tablet.getByRole("button", { name: "用在这个窗口" }).click();
      assert.match(await tablet.locator("main").innerText(), /没有这个平板码/);
      await tablet.getByLabel("平板码").fill(code);
      await tablet.getByRole("button", { name: "用在这个窗口" }).click();
      await tablet.getByRole("button", { name: "提交评价" }).waitFor();
      await readable(visit, tablet);
      await visit.pictures(tablet, "tablet");
      await tablet.getByLabel("满意", { exact: true }).check();
      await tablet.getByRole("button", { name: "提交评价" }).click();
      // The code of the page that thanks opens what was rated; no address of the tablet leads to it again (F17).
      await tablet.getByText("评价码", { exact: true }).waitFor();
      await readable(visit, tablet);
      await visit.pictures(tablet, "thanks of a tablet");
      const own = (await tablet.locator("main dd.number").innerText()).trim();
      assert.match(own, /^[2-9A-Z]{4}(-[2-9A-Z]{4}){2}$/);
      await tablet.getByRole("link", { name: "记好了，关掉这一页" }).click();
      const closed = await tablet.locator("main").innerText();
      assert.match(closed, /已经评过了/);
      assert.ok(!closed.includes(own), "shown once");
      const visitor = await visit.open(`/rate/${own}`);
      assert.match(await visitor.locator("main").innerText(), /您评的是[^]*满意/);

      const citizen = await asked(visit, centre, "柳评价");
      await window.page.goto(citizen.path);
      await window.says(/不能用来评价/);
      await rates(citizen, "非常满意", "");
    },
  },
  {
    name: "the board tells visits from results, and labels what cannot be believed (C31, F16)",
    async run(visit) {
      const centre = new Centre(visit);
      const supervisor = await centre.officer("super");
      await supervisor.page.goto("/desk/ratings?days=90");
      await supervisor.says(/窗口评价[^]*结果评价，各单位[^]*结果评价，各事项/);
      await readable(visit, supervisor.page);
      await visit.pictures(supervisor.page, "ratings board");
      const bought = supervisor.page.locator("tr", { has: supervisor.page.locator(".not-reliable"), hasText: "7 号" });
      assert.match(await bought.first().innerText(), /7 号[^]*秒内就评了[^]*同一台设备/);
      await supervisor.page.goto("/desk/follow-ups");
      await readable(visit, supervisor.page);
      visit.expect(/status of 422/);
      await sends(supervisor.page, "write", async (card) => card.getByLabel("听到、看到了什么").fill("大厅里等了半个小时。"));
      await sends(supervisor.page, "write", async (card) => {
        await card.getByLabel("暗访", { exact: true }).check();
        await card.getByLabel("单位", { exact: true }).selectOption("sc");
        await card.getByLabel("窗口（明察暗访要填）").selectOption("w2");
        for (const mark of ["态度", "质量", "效率"]) await card.getByLabel(mark, { exact: true }).selectOption("2");
      });
      await supervisor.says(/大厅里等了半个小时/);
      await visit.pictures(supervisor.page, "follow-ups");
    },
  },
];
