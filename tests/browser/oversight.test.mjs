// Supervision: a promise is broken by time alone, the urging goes out by itself and rises, is answered, sent back and accepted; what
// was found is explained, judged and appealed, and nothing of it goes away.
import assert from "node:assert/strict";
import { later } from "./harness.mjs";
import { Centre } from "./people.mjs";
import { listed, sends } from "./record.mjs";

/** A county with little life is filled soon. */
export const server = { args: ["--cases", "200"] };

/** The demonstration's day goes on. */
async function daysPass(visit, button) {
  const page = await visit.open("/dev/clock");
  await page.getByRole("button", { name: button }).click();
  await page.waitForLoadState();
}

/** The case bears this light in its file, in its handler's list and in the number of the board that counts the list. */
async function standsEverywhere(visit, matter, light) {
  const centre = new Centre(visit);
  const handler = await centre.officer("do.sc");
  await handler.opens(matter);
  assert.match(await handler.page.locator("#case-now .light").first().innerText(), new RegExp(light), "in the file");
  const word = { 正常: "green", 临期: "yellow", 超期: "red" };
  for (const [other, query] of Object.entries(word)) {
    const mine = await listed(handler.page, `/desk/cases?mine=1&light=${query}`);
    assert.equal(mine.includes(matter.file), other === light, `${light}: in the handler's list of ${other}`);
  }
  const supervisor = await centre.officer("super");
  await supervisor.page.goto(new URL("/desk/oversight", supervisor.page.url()).href);
  await supervisor.says(/接下来几天会超期的/);
  const row = supervisor.page.locator("tr", { has: supervisor.page.locator('a[href="/desk/cases?unit=sc&hand=1"]') });
  const count = (head) => row.locator(`td[data-label="${head}"]`).innerText();
  const counts = { 临期: Number(await count("临期")), 超期: Number(await count("超期")) };
  await visit.pictures(supervisor.page, `oversight board ${word[light]}`);
  for (const [head, n] of Object.entries(counts)) {
    const unit = await listed(supervisor.page, `/desk/cases?unit=sc&light=${word[head]}`);
    assert.equal(unit.length, n, `the board counts what the list of ${head} shows`);
    assert.equal(unit.includes(matter.file), head === light, `${light}: on the board under ${head}`);
  }
}

/** The case that turned red, for the test that follows. */
let late;

const WORDS = "办到哪一步了、什么时候办好、怎么改";

export const tests = [
  {
    name: "a light turns yellow and then red by time passing, on the desk, the board and the citizen's page, where the reason is read (N32, C29)",
    async run(visit) {
      const citizen = new Centre(visit).citizen("许晚点");
      const matter = await new Centre(visit).handsOver("food-business", citizen, undefined, ["agent.sc", "do.sc"]);
      const seen = [];
      for (let day = 0; seen.at(-1) !== "超期"; day += 1) {
        assert.ok(day < 40, `the light turns within the promise: ${seen}`);
        if (day > 0) await daysPass(visit, "过一天");
        await citizen.tracks(matter);
        const told = await citizen.page.locator("main").innerText();
        const light = ["超期", "临期", "正常"].find((word) => told.includes(`${word}：`));
        if (light === seen.at(-1)) continue;
        seen.push(light);
        await standsEverywhere(visit, matter, light);
        if (light !== "正常") await visit.pictures(citizen.page, light === "超期" ? "tracking red by time" : "tracking yellow by time");
      }
      assert.deepEqual(seen, ["正常", "临期", "超期"], "one after the other, and none is left out");
      await citizen.says(/超期：比承诺晚了 1 个工作日，承办单位正在写明原因/);
      const handler = await new Centre(visit).officer("do.sc");
      const today = await (await visit.open("/dev/clock")).locator(".dev-today").innerText();
      const [, year, month, of] = /(\d+) 年 (\d+) 月 (\d+) 日/.exec(today);
      const ready = new Date(Date.UTC(year, month - 1, Number(of) + 20)).toISOString().slice(0, 10);
      await handler.explainsLate(matter, "暴雨冲断道路，现场去不了。", ready);
      await citizen.tracks(matter);
      await citizen.says(/超期：比承诺晚了 1 个工作日，原因写在下面/);
      await citizen.says(/暴雨冲断道路，现场去不了。/);
      await visit.pictures(citizen.page, "tracking red explained");
      late = matter;
    },
  },
  {
    name: "an urging goes out by itself, is ignored, rises, is answered, sent back, accepted, and appealed to another (R101, R122, R49, A6)",
    async run(visit) {
      assert.ok(late, "the test before left a late case");
      let supervisor = await new Centre(visit).officer("super");
      const at = (href) => new URL(href, supervisor.page.url()).href;
      const record = () => supervisor.page.locator("section", { has: supervisor.page.locator("#supervision-title") });
      // It goes out when the timekeeper comes.
      const urging = async () => {
        await supervisor.opens(late);
        return (await record().count()) > 0 && (await record().getByRole("link", { name: /催〔/ }).count()) > 0;
      };
      for (let tries = 0; tries < 15 && !(await urging()); tries += 1) await later(1_000);
      assert.match(await record().innerText(), /超过承诺时限/);
      const found = at(await record().getByRole("link", { name: "超过承诺时限" }).getAttribute("href"));
      const order = at(await record().getByRole("link", { name: /催〔/ }).first().getAttribute("href"));
      await supervisor.page.goto(order);
      await supervisor.says(/等答复/);
      await supervisor.says(/（承办人）/);

      // Nobody answers: with the end of its day it goes to the next, and no further.
      const risen = async () => /到期没有答复，升到/.test(await supervisor.page.locator("main").innerText());
      for (let day = 0; !(await risen()); day += 1) {
        assert.ok(day < 15, "it rises when its day is over");
        await daysPass(visit, "过一天");
        supervisor = await new Centre(visit).officer("super");
        await supervisor.page.goto(order);
      }
      const centre = new Centre(visit);
      supervisor = await centre.officer("super");
      await supervisor.page.goto(order);
      await supervisor.says(/到期没有答复，升到全程代理人：/);
      assert.equal((await supervisor.page.locator("main").innerText()).match(/到期没有答复，升到/g).length, 1, "one rung a time");
      await supervisor.says(/逾期没有答复/);
      await supervisor.says(/（全程代理人）/);
      await visit.pictures(supervisor.page, "urging notice risen");

      const agent = await centre.officer("agent.sc");
      await agent.page.goto(at("/desk"));
      await agent.says(/张催办、督办单要答复/);
      await agent.page.goto(order);
      visit.expect(/status of 422/);
      await sends(agent.page, "answer", async (card) => card.getByLabel(WORDS).fill(" "));
      assert.match(await agent.page.locator("#act-answer").innerText(), /这一项要填/);
      await sends(agent.page, "answer", async (card) => card.getByLabel(WORDS).fill("现场核查推迟，下周三办好。"));
      await agent.says(/已答复，等认可/);
      assert.equal(await agent.page.locator("#act-accept").count(), 0, "nobody accepts the own answer");
      await supervisor.page.goto(order);
      await sends(supervisor.page, "return", async (card) => card.getByLabel("哪里不行").fill("没有写明为什么推迟。"));
      await agent.page.goto(order);
      await sends(agent.page, "answer", async (card) => card.getByLabel(WORDS).fill("暴雨，道路不通；下周三办好。"));
      await supervisor.page.goto(order);
      await sends(supervisor.page, "accept", async () => {});
      await supervisor.says(/已了结，曾经逾期/);
      await visit.pictures(supervisor.page, "urging notice closed");

      // Appealed: not to whoever looked at the answer; another finds it on the desk, with its last day.
      await agent.page.goto(order);
      await agent.says(/申诉到/);
      await sends(agent.page, "appeal", async (card) => card.getByLabel("理由").fill("道路中断两天，应当扣除。"));
      assert.equal(await agent.page.locator("#act-appeal").count(), 0, "one appeal");
      await supervisor.page.goto(order);
      await supervisor.says(/申诉最迟答复/);
      assert.equal(await supervisor.page.locator("#act-decide-appeal").count(), 0, "who looked does not decide");
      const other = await centre.officer("super2");
      await other.page.goto(at("/desk"));
      await other.says(/件申诉等您答复/);
      await other.page.goto(at("/desk/appeals"));
      await visit.pictures(other.page, "appeals");
      await other.page.locator(`main a[href="${new URL(order).pathname}"]`).click();
      visit.expect(/status of 422/);
      await sends(other.page, "decide-appeal", async (card) => card.getByLabel("理由", { exact: true }).fill("气象记录属实。"));
      assert.match(await other.page.locator("#act-decide-appeal").innerText(), /请从列出的里面选/);
      await sends(other.page, "decide-appeal", async (card) => card.getByLabel("申诉成立：事实有出入").check());
      await other.says(/申诉成立，已撤下/);
      // Nothing of it goes away.
      for (const words of [/升到全程代理人/, /没有写明为什么推迟/, /道路中断两天/, /气象记录属实/]) await other.says(words);
      await visit.pictures(other.page, "urging notice lifted");

      // The finding itself is explained, judged and appealed too.
      const leader = await centre.officer("lead.sc");
      await leader.page.goto(at("/desk"));
      await leader.says(/条监察发现等您说明/);
      // Founded is not on offer before it was explained, or its days are over.
      await supervisor.page.goto(found);
      const waits = /说明到/.test(await supervisor.page.locator("main").innerText());
      assert.equal(await supervisor.page.getByLabel("属实", { exact: true }).count(), waits ? 0 : 1, "by its days to explain");
      await leader.page.goto(found);
      await sends(leader.page, "state", async (card) => card.getByLabel("说明").fill("暴雨冲断道路，现场去不了。"));
      await supervisor.page.goto(found);
      await sends(supervisor.page, "judge", async (card) => {
        await card.getByLabel("属实").check();
        await card.getByLabel("理由", { exact: true }).fill("可以先联系申请人改期，没有联系。");
      });
      await leader.page.goto(at("/desk"));
      await leader.says(/条监察发现认定属实，不同意的可以申诉/);
      await leader.page.goto(found);
      await sends(leader.page, "appeal", async (card) => card.getByLabel("理由").fill("联系过，有电话记录。"));
      await other.page.goto(found);
      await sends(other.page, "decide-appeal", async (card) => {
        await card.getByLabel("申诉成立：有正当理由").check();
        await card.getByLabel("理由", { exact: true }).fill("电话记录属实。");
      });
      await other.says(/申诉成立：有正当理由/);
      await other.says(/结论：属实/);
      await visit.pictures(other.page, "finding after its appeal");
    },
  },
  {
    name: "a supervisor sets a bound with a reason, and issues an order out of a finding (R102)",
    async run(visit) {
      const supervisor = await new Centre(visit).officer("super");
      const at = (path) => new URL(path, supervisor.page.url()).href;
      await supervisor.page.goto(at("/desk/bounds"));
      visit.expect(/status of 422/);
      await sends(supervisor.page, "set", async (card) => {
        await card.getByLabel("改哪一个").selectOption("urging-days");
        await card.getByLabel("改成").fill("99");
        await card.getByLabel("理由").fill("试一试");
      });
      assert.match(await supervisor.page.locator("#act-set").innerText(), /只能填 1 到 5/);
      await sends(supervisor.page, "set", async (card) => {
        await card.getByLabel("改成").fill("2");
        await card.getByLabel("理由").fill("春节前后人手少。");
      });
      await supervisor.says(/春节前后人手少/);
      await visit.pictures(supervisor.page, "bounds");
      await supervisor.page.goto(at("/desk/findings/new"));
      await sends(supervisor.page, "write", async (card) => {
        await card.getByLabel("单位").selectOption("sc");
        await card.getByLabel("什么时候、在哪里、看到了什么").fill("上午十点，2 号窗口没有人。");
      });
      await supervisor.says(/2 号窗口没有人/);
      await supervisor.page.getByRole("link", { name: "据此发催办单、督办单" }).click();
      await sends(supervisor.page, "issue", async (card) => {
        await card.getByLabel("整改意见书").check();
        await card.getByLabel(/^单位/).selectOption("sc");
        await card.getByLabel("要求做什么、为什么").fill("窗口离人要有人代班，请在五天里写明办法。");
      });
      await supervisor.says(/等答复/);
      await visit.pictures(supervisor.page, "rectification notice");
      await supervisor.page.goto(at("/desk/orders?which=open"));
      await visit.pictures(supervisor.page, "orders");
      await supervisor.page.goto(at("/desk/findings"));
      await visit.pictures(supervisor.page, "findings");
    },
  },
  {
    name: "a month is frozen by itself; a finding judged later gives a second edition that says where it differs (E32)",
    async run(visit) {
      let centre = new Centre(visit);
      let supervisor = await centre.officer("super");
      const at = (path) => new URL(path, supervisor.page.url()).href;
      const opens = (path) => supervisor.page.goto(at(path));
      await opens("/desk/findings/new");
      await sends(supervisor.page, "write", async (card) => {
        await card.getByLabel("单位").selectOption("sc");
        await card.getByLabel("什么时候、在哪里、看到了什么").fill("下午三点，5 号窗口没有人。");
      });
      const finding = supervisor.page.url();
      await opens("/desk/oversight");
      await supervisor.page.getByRole("link", { name: "监察报表" }).click();
      const running = supervisor.page.getByRole("row", { name: /还没定稿/ }).getByRole("link").first();
      const month = new URL(await running.getAttribute("href"), supervisor.page.url()).pathname;
      await supervisor.page.goto(at(month));
      await supervisor.says(/数字随时会变/);
      await supervisor.says(/申请开办的时间压缩了多少/);
      assert.equal(await supervisor.page.locator("#act-freeze").count(), 0, "nothing to freeze before the month is over");
      await visit.pictures(supervisor.page, "report running");
      const [year, of] = month.split("/").pop().split("-").map(Number);
      const next = of === 12 ? `${year + 1}-01-02` : `${year}-${String(of + 1).padStart(2, "0")}-02`;
      const clock = await visit.open("/dev/clock");
      await clock.getByLabel("到哪一天").fill(next);
      await clock.getByRole("button", { name: "走到这一天" }).click();
      await clock.waitForLoadState();
      await later(3_000);
      // Everybody was signed out by so many days.
      centre = new Centre(visit);
      supervisor = await centre.officer("super");
      await opens(month);
      await supervisor.says(/到期自动定稿/);
      assert.equal(await supervisor.page.locator("#report-later").count(), 0, "nothing has changed since");

      const leader = await centre.officer("lead.sc");
      await leader.page.goto(finding);
      await sends(leader.page, "state", async (card) => card.getByLabel("说明").fill("当时在送证，有记录。"));
      // Whoever wrote it down does not judge it.
      await supervisor.page.goto(finding);
      assert.equal(await supervisor.page.locator("#act-judge").count(), 0, "not the own finding");
      await supervisor.says(/由另一位督查人员作结论/);
      const judge = await centre.officer("super2");
      await judge.page.goto(finding);
      await sends(judge.page, "judge", async (card) => {
        await card.getByLabel("属实", { exact: true }).check();
        await card.getByLabel("理由", { exact: true }).fill("没有送证记录。");
      });
      await supervisor.page.goto(at(month));
      await supervisor.says(/定稿以后变了的数/);
      await supervisor.says(/认定属实的监察发现/);
      visit.expect(/status of 422/);
      await sends(supervisor.page, "freeze", async (card) => card.getByLabel("理由").fill(" "));
      assert.match(await supervisor.page.locator("#act-freeze").innerText(), /这一项要填/);
      await sends(supervisor.page, "freeze", async (card) => card.getByLabel("理由").fill("一条发现查明属实。"));
      await supervisor.says(/第 2 稿/);
      await supervisor.says(/和上一稿的差别/);
      await supervisor.says(/一条发现查明属实/);
      await visit.pictures(supervisor.page, "report second edition");
      for (const [name, kind] of [["打印稿（PDF）", "application/pdf"], ["表格（XLSX）", "spreadsheetml"]]) {
        const href = await supervisor.page.getByRole("link", { name }).getAttribute("href");
        const answer = await supervisor.page.request.get(at(href));
        assert.equal(answer.status(), 200, name);
        assert.ok(answer.headers()["content-type"].includes(kind), name);
        assert.ok((await answer.body()).length > 2_000, name);
      }
      await supervisor.page.getByRole("link", { name: "第 1 稿" }).click();
      await supervisor.says(/第 1 稿，/);
      await opens("/desk/reports?which=day");
      await visit.pictures(supervisor.page, "daily reports");
      visit.expect(/status of 403/);
      await leader.page.goto(at(month));
      await leader.says(/这一页不对您开放/);
    },
  },
  {
    name: "who answers for a finding is heard before another supervisor decides; a referral has its receipt; nobody else sees it (R190, C27)",
    async run(visit) {
      let centre = new Centre(visit);
      let supervisor = await centre.officer("super");
      const at = (path) => new URL(path, supervisor.page.url()).href;
      await supervisor.page.goto(at("/desk/findings/new"));
      await sends(supervisor.page, "write", async (card) => {
        await card.getByLabel("单位").selectOption("sc");
        await card.getByLabel("涉及的人").selectOption("do.sc");
        await card.getByLabel("什么时候、在哪里、看到了什么").fill("上午九点，窗口没有人，群众等了半小时。");
      });
      const finding = supervisor.page.url().split("?")[0];
      // Nobody is found in the wrong before having been heard.
      const named = await centre.officer("do.sc");
      await named.page.goto(finding);
      await sends(named.page, "state", async (card) => card.getByLabel("说明").fill("当时在送证。"));
      const judge = await centre.officer("super2");
      await judge.page.goto(finding);
      await sends(judge.page, "judge", async (card) => {
        await card.getByLabel("属实", { exact: true }).check();
        await card.getByLabel("理由", { exact: true }).fill("监控属实。");
      });
      await supervisor.page.goto(finding);
      // What can still be appealed is held against nobody.
      await supervisor.page.getByRole("link", { name: "提出问责" }).click();
      visit.expect(/status of 422/);
      visit.expect(/status of 422/);
      const opens = async () =>
        sends(supervisor.page, "open", async (card) => {
          await card.getByLabel("哪一种").selectOption("D8");
          await card.getByLabel("事实和依据").fill("脱岗半小时，没有请人代班。");
        });
      await opens();
      assert.match(await supervisor.page.locator("main").innerText(), /还在申诉期/);
      assert.match(await supervisor.page.locator("#act-open textarea").inputValue(), /脱岗半小时/, "what was typed stays");
      for (let n = 0; n < 4; n += 1) await daysPass(visit, "过五天");
      await later(2_000);
      centre = new Centre(visit);
      supervisor = await centre.officer("super");
      await supervisor.page.goto(finding);
      await supervisor.page.getByRole("link", { name: "提出问责" }).click();
      await sends(supervisor.page, "open", async (card) => {
        await card.getByLabel("哪一种").selectOption("A3");
        await card.getByLabel("事实和依据").fill("脱岗半小时，没有请人代班。");
      });
      assert.match(await supervisor.page.locator("main").innerText(), /对审批部门的问责不指定人/);
      await opens();
      await supervisor.says(/等陈述、申辩/);
      assert.equal(await supervisor.page.locator("#act-decide").count(), 0, "who brought it does not decide it");
      const matter = supervisor.page.url().split("?")[0];

      const officer = await centre.officer("do.sc");
      await officer.page.goto(at("/desk/accountability"));
      await officer.page.getByRole("link", { name: /脱岗、态度恶劣/ }).click();
      await sends(officer.page, "hear", async (card) => card.getByLabel("陈述和理由").fill("送急件到后台，忘了请人代班。"));
      await officer.says(/已陈述，等处理/);
      await visit.pictures(officer.page, "accountability heard");

      const colleague = await centre.officer("agent.sc");
      visit.expect(/status of 403/);
      await colleague.page.goto(matter);
      await colleague.page.goto(at("/desk/accountability"));
      await colleague.says(/没有要您看的问责事项/);

      const other = await centre.officer("super2");
      await other.page.goto(matter);
      await sends(other.page, "decide", async (card) => {
        await card.getByLabel("问题线索移送").check();
        await card.getByLabel("理由", { exact: true }).fill("一年里第三次。");
      });
      await sends(other.page, "receipt", async (card) => card.getByLabel("回执").fill("县纪委监委 12 月 20 日收下，登记第 18 号。"));
      await sends(other.page, "return", async (card) => card.getByLabel("结果").fill("已批评教育，责令书面检查。"));
      await other.says(/责令书面检查/);
      await officer.page.goto(matter);
      await sends(officer.page, "appeal", async (card) => card.getByLabel("理由").fill("两次是请假。"));
      await other.page.goto(matter);
      assert.equal(await other.page.locator("#act-decide-appeal").count(), 0, "who decided does not answer the appeal");
      await visit.pictures(other.page, "accountability appealed");
      const third = await centre.officer("super3");
      await third.page.goto(matter);
      await sends(third.page, "decide-appeal", async (card) => {
        await card.getByLabel("申诉不成立：说的没有凭据").check();
        await card.getByLabel("理由", { exact: true }).fill("请假条上没有这两次。");
      });
      await third.says(/申诉不成立：说的没有凭据/);
      await other.page.goto(at("/desk/accountability"));
      await visit.pictures(other.page, "accountability list");
      await other.page.getByRole("link", { name: "按层次、种类统计" }).click();
      await other.says(/窗口工作人员/);
      await visit.pictures(other.page, "accountability figures");
    },
  },
  {
    name: "a list of fees is compared with the cases; what has none is a finding, once only, and the comparison stands (A31)",
    async run(visit) {
      const centre = new Centre(visit);
      const matter = await centre.handsOver("food-business", centre.citizen("钱有账"), undefined, ["agent.sc"]);
      const supervisor = await centre.officer("super");
      const at = (path) => new URL(path, supervisor.page.url()).href;
      await supervisor.page.goto(at("/desk/oversight"));
      await supervisor.page.getByRole("link", { name: "对账", exact: true }).click();
      visit.expect(/status of 422/);
      const compares = async (numbers) => {
        await supervisor.page.goto(at("/desk/reconcile"));
        await sends(supervisor.page, "compare", async (card) => {
          await card.getByLabel(/^收费/).check();
          await card.getByLabel("单位").selectOption("sc");
          await card.getByLabel("编号，一行一个").fill(numbers);
        });
      };
      await compares("合计\n");
      assert.match(await supervisor.page.locator("#act-compare").innerText(), /这一项要填/);
      // A row that cannot be read is told with its number, and what was typed is kept.
      await compares("票据,金额\nSC20269999999X,五十\n");
      assert.match(await supervisor.page.locator("#act-compare").innerText(), /第 2 行的金额看不懂/);
      assert.match(await supervisor.page.getByLabel("编号，一行一个").inputValue(), /SC20269999999X,五十/);
      await visit.pictures(supervisor.page, "reconcile refused");
      await compares(`票据,金额\n${matter.receiptNo},30\nSC20269999999X,50\n`);
      // The item has no fee: what was booked for its case has no basis (F22).
      await supervisor.says(/对账已经记下/);
      await supervisor.says(/查出 2 处/);
      assert.match(supervisor.page.url(), /\/desk\/reconcile\/[0-9a-f]{32}\?done=compare$/, "no count in the address");
      await visit.pictures(supervisor.page, "reconciled");
      await compares(`SC20269999999X\nSC20269999999X\n`);
      await supervisor.says(/查出 1 处[^]*请查一查是不是办了、收了两次/);
      await supervisor.page.goto(at("/desk/reconcile"));
      await supervisor.says(/哪些对过，哪些没有[^]*对过的/);
      await visit.pictures(supervisor.page, "reconciliations");
      await supervisor.page.goto(at("/desk/findings"));
      await supervisor.page.getByRole("link", { name: "收费没有依据，或者超过标准" }).click();
      await supervisor.says(/收了 30 元，这个事项不收费/);
      await supervisor.page.goto(at("/desk/findings"));
      await supervisor.page.getByRole("link", { name: "收费没有对应的办件" }).click();
      await supervisor.says(/SC20269999999X/);
      const officer = await centre.officer("do.sc");
      visit.expect(/status of 403/);
      await officer.page.goto(at("/desk/reconcile"));
    },
  },
];
