// Complaints: a citizen without an account complains and follows it by number and code; the unit investigates, another answers and
// closes, and the complainant has it opened again; what takes longer is put off once, with its reason. A report of corruption is read by nobody but the discipline inspection.
import assert from "node:assert/strict";
import { later } from "./harness.mjs";
import { Centre } from "./people.mjs";
import { sends } from "./record.mjs";

/** A county with little life is filled soon. */
export const server = { args: ["--cases", "200"] };

/** What the page of the own complaint says right after it was made. */
async function numberAndCode(page) {
  const [number, code] = await page.locator("#made-title ~ dl dd").allInnerTexts();
  assert.match(number, /^TS \d{4} \d{6} [0-9A-Z]$/);
  assert.match(code, /^\d{8}$/);
  return { number, code };
}

async function complains(visit, page, kind, words) {
  await page.goto(new URL("/complaints/new", page.url()).href);
  await page.getByLabel(kind, { exact: true }).check();
  await page.getByLabel(/^请说说是怎么回事/).fill(words);
  await page.getByRole("button", { name: "交上" }).click();
  await page.waitForURL(/\/complaints\/mine/);
}

/** A citizen somewhere else looks the complaint up. */
async function looksUp(visit, { number, code }) {
  const page = await visit.open("/complaints");
  await page.getByLabel("编号", { exact: true }).fill(number);
  await page.getByLabel("查询码", { exact: true }).fill(code);
  await page.getByRole("button", { name: "查投诉" }).click();
  await page.waitForURL(/\/complaints\/mine/);
  assert.doesNotMatch(page.url(), /TS|\d{8}/, "neither number nor code stands in an address");
  return page;
}

const main = (page) => page.locator("main").innerText();

export const tests = [
  {
    name: "an anonymous complaint is investigated by the unit, closed by another and opened again by the complainant (R118, F18)",
    async run(visit) {
      const citizen = await visit.open("/complaints");
      await visit.pictures(citizen, "complaints");
      await citizen.goto(new URL("/complaints/new", citizen.url()).href);
      await visit.pictures(citizen, "complaint form");
      visit.expect(/status of 422/);
      await citizen.getByRole("button", { name: "交上" }).click();
      assert.match(await main(citizen), /还有几处要看一下/);
      await complains(visit, citizen, "办得慢", "说好三天，等了十天，打电话没人接。");
      const slip = await numberAndCode(citizen);
      await visit.pictures(citizen, "complaint made");

      const centre = new Centre(visit);
      const desk = await centre.officer("complaint");
      await desk.page.goto(new URL("/desk/complaints", desk.page.url()).href);
      await visit.pictures(desk.page, "register of complaints");
      await desk.page.getByRole("link", { name: slip.number }).click();
      await desk.says(/匿名/);
      await sends(desk.page, "assign", async (card) => {
        await card.getByLabel("被投诉单位").selectOption("sc");
        await card.getByLabel("由哪个单位调查").selectOption("sc");
      });
      await desk.says(/调查中/);
      await visit.pictures(desk.page, "complaint at the desk");
      const complaint = new URL(desk.page.url()).pathname;
      assert.equal(await desk.page.locator("#act-reply").count(), 0, "nothing to answer before the unit has said what it found");

      const leader = await centre.officer("lead.sc");
      await leader.page.goto(new URL(complaint, leader.page.url()).href);
      await sends(leader.page, "draft", async (card) => card.getByLabel(/查到了什么/).fill("人手不够，已经补派一人，今天去现场。"));
      assert.equal(await leader.page.locator("#act-reply").count(), 0, "the unit does not answer its own complaint");
      await visit.pictures(leader.page, "complaint at the unit");

      await desk.page.goto(new URL(complaint, desk.page.url()).href);
      await sends(desk.page, "reply", async (card) => {
        await card.getByLabel("属实", { exact: true }).check();
        await card.getByLabel("原因").selectOption("means");
        await card.getByLabel(/答复投诉人的话/).fill("排得晚是实，今天去现场，明天办好。");
      });
      assert.equal(await desk.page.locator("#act-close").count(), 0, "nobody says that a nameless complainant is content");
      assert.equal(await desk.page.locator("#act-close-without-word").count(), 0);
      const supervisor = await centre.officer("super");
      await supervisor.page.goto(new URL(complaint, supervisor.page.url()).href);
      await sends(supervisor.page, "close-without-word", async (card) => card.getByLabel(/投诉人没有表示满意，为什么可以办结/).fill("没有留联系方式，答复已经挂在网上。"));
      await supervisor.says(/已办结/);
      visit.expect(/status of 422/);
      await sends(supervisor.page, "publish", async (card) => card.getByLabel("公布的话").fill("电话 13800000000 已经回复。"));
      assert.match(await supervisor.page.locator("#act-publish").innerText(), /不能有姓名、电话和证件号/);
      await sends(supervisor.page, "publish", async (card) => card.getByLabel("公布的话").fill("现场核查排得太晚，已经补派人手。"));
      await visit.pictures(supervisor.page, "complaint closed");

      const again = await looksUp(visit, slip);
      assert.match(await main(again), /排得晚是实/);
      assert.doesNotMatch(await main(again), /人手不够，已经补派一人/, "what the unit wrote to the desk is not the answer");
      await visit.pictures(again, "own complaint answered");
      visit.expect(/status of 422/);
      await again.getByRole("button", { name: "要求重新办理" }).click();
      assert.match(await main(again), /这一项要填/);
      await again.getByLabel("什么没有解决").fill("还是没有人来。");
      await again.getByRole("button", { name: "要求重新办理" }).click();
      await again.waitForLoadState();
      assert.match(await main(again), /已登记，正在转给承办单位/);
      await desk.page.goto(new URL(complaint, desk.page.url()).href);
      await desk.says(/第 1 次重新办理/);
      const wrong = await visit.open("/complaints");
      visit.expect(/status of 422/);
      await wrong.getByLabel("编号", { exact: true }).fill(slip.number);
      await wrong.getByLabel("查询码", { exact: true }).fill("00000000");
      await wrong.getByRole("button", { name: "查投诉" }).click();
      assert.match(await main(wrong), /没有查到/);
    },
  },
  {
    name: "a report of corruption is read by the discipline inspection and by nobody else (C32)",
    async run(visit) {
      const citizen = await visit.open("/complaints");
      await complains(visit, citizen, "举报工作人员违纪违法（密封转纪检监察）", "有人说给两条烟就能先排上核查。");
      const slip = await numberAndCode(citizen);
      assert.match(await main(citizen), /已密封转纪检监察/);
      assert.doesNotMatch(await main(citizen), /两条烟/, "not shown again, also not to who has the code");
      await visit.pictures(citizen, "report made");
      const centre = new Centre(visit);
      const inspector = await centre.officer("discipline");
      await inspector.page.goto(new URL("/desk/complaints", inspector.page.url()).href);
      await inspector.page.getByRole("link", { name: slip.number }).click();
      await inspector.says(/两条烟/);
      const address = new URL(inspector.page.url()).pathname;
      await sends(inspector.page, "receive");
      await visit.pictures(inspector.page, "report at the inspection");
      for (const login of ["complaint", "centre", "super", "lead.zj"]) {
        const officer = await centre.officer(login);
        await officer.page.goto(new URL("/desk/complaints?which=all", officer.page.url()).href);
        const list = await main(officer.page);
        assert.doesNotMatch(list, /两条烟|举报工作人员/);
        if (login !== "lead.zj") {
          const row = officer.page.getByRole("row", { name: slip.number });
          assert.match(await row.innerText(), /密封/);
          assert.equal(await row.getByRole("link").count(), 0, "there is nothing to open");
          if (login === "complaint") await visit.pictures(officer.page, "register with a sealed report");
        }
        visit.expect(/status of 403/);
        const answer = await officer.page.goto(new URL(address, officer.page.url()).href);
        assert.equal(answer.status(), 403, login);
      }
      await sends(inspector.page, "conclude", async (card) => card.getByLabel(/反馈的结果/).fill("已经按规定处理，谢谢您。"));
      const own = await looksUp(visit, slip);
      assert.match(await main(own), /已经按规定处理/);
    },
  },
  {
    name: "an officer writes a complaint down out of the case, with a receipt; who is complained of cannot (E27)",
    async run(visit) {
      const centre = new Centre(visit);
      const matter = await centre.handsOver("food-business", centre.citizen("许慢慢"), undefined, ["agent.sc"]);
      const agent = await centre.officer("agent.sc");
      await agent.opens(matter);
      await agent.page.getByRole("link", { name: "登记投诉" }).click();
      const fill = async (card) => {
        await card.getByLabel("服务态度").check();
        await card.getByLabel("被投诉人").selectOption("agent.sc");
        await card.getByLabel("投诉人的原话").fill("电话里很不耐烦。");
      };
      visit.expect(/status of 422/);
      await sends(agent.page, "write", fill);
      assert.match(await agent.page.locator("#act-write").innerText(), /请另一位来办/);
      assert.match(await agent.page.getByLabel("投诉人的原话").inputValue(), /很不耐烦/, "what was typed is kept");
      const intake = await centre.officer("intake2");
      await intake.opens(matter);
      await intake.page.getByRole("link", { name: "登记投诉" }).click();
      await visit.pictures(intake.page, "complaint written down");
      await sends(intake.page, "write", async (card) => {
        await fill(card);
        await card.locator("#write-telephone").fill("0000-0002077");
      });
      await intake.says(/待转办/);
      // It waits on the desk of the register, and whoever left a telephone is told number and code.
      const register = await centre.officer("complaint");
      await register.page.goto(new URL("/desk", register.page.url()).href);
      await register.says(/您有 \d+ 件投诉要办/);
      await visit.pictures(register.page, "desk with complaints");
      await later(2_000);
      const messages = await visit.open("/dev/notices");
      const message = messages.locator("li, tr, article").filter({ hasText: "0000-0002077" }).first();
      assert.match(await message.innerText(), /您的投诉（编号 TS \d{4} \d{6} \w）已经登记，查询码 \d{8}。最迟/);
      await visit.pictures(intake.page, "complaint from a case");
      await intake.page.getByRole("link", { name: "登记回执" }).click();
      assert.match(await main(intake.page), /查询码/);
      await visit.pictures(intake.page, "complaint receipt", { paper: true });
      await agent.opens(matter);
      const section = agent.page.locator("section", { has: agent.page.locator("#complaints-title") });
      assert.doesNotMatch(await section.innerText(), /TS/, "who is complained of sees nothing of it");
    },
  },
  {
    name: "an answer that takes longer is put off once, to a day within the bound, and the complainant reads the day and the reason (R118)",
    async run(visit) {
      const citizen = await visit.open("/complaints");
      await complains(visit, citizen, "办得慢", "交了十天，一直说还在看。");
      const slip = await numberAndCode(citizen);
      const desk = await new Centre(visit).officer("complaint");
      const { page } = desk;
      await page.goto(new URL("/desk/complaints", page.url()).href);
      await page.getByRole("link", { name: slip.number }).click();
      await sends(page, "assign", async (card) => {
        await card.getByLabel("被投诉单位").selectOption("sc");
        await card.getByLabel("由哪个单位调查").selectOption("sc");
      });
      await desk.says(/调查中/);
      const reason = "要等档案馆调出当年的登记，馆里说下周才能查。";
      const putsOff = (until, words) =>
        sends(page, "tell-longer", async (card) => {
          await card.getByLabel("最迟哪天答复").fill(until);
          await card.getByLabel("为什么要更长时间（投诉人看得到）").fill(words);
        });
      const refused = () => page.locator("#act-tell-longer").innerText();
      const dayOf = (date) => date.toISOString().slice(0, 10);
      const today = new Date(Date.now() + 8 * 3_600_000);
      visit.expect(/status of 422/);
      await putsOff("", reason);
      assert.match(await refused(), /请填一个日期/);
      await putsOff(dayOf(today), reason);
      assert.match(await refused(), /请选比现在的期限更晚的工作日/);
      await putsOff(dayOf(new Date(today.getTime() + 90 * 86_400_000)), reason);
      const [, month, day] = /最多延到 (\d+) 月 (\d+) 日/.exec(await refused());
      assert.equal(await page.getByLabel("为什么要更长时间（投诉人看得到）").inputValue(), reason, "what was typed is kept");
      await visit.pictures(page, "complaint put off too far");
      const year = today.getUTCFullYear() + (Number(month) < today.getUTCMonth() + 1 ? 1 : 0);
      const last = new Date(Date.UTC(year, Number(month) - 1, Number(day)));
      const until = new Date(last.getTime() - 7 * 86_400_000);
      const put = `延长到 ${until.getUTCMonth() + 1} 月 ${until.getUTCDate()} 日.*答复`;
      await putsOff(dayOf(until), " ");
      assert.match(await refused(), /这一项要填/, "no day without a reason");
      await putsOff(dayOf(until), reason);
      await desk.says(new RegExp(put));
      assert.equal(await page.locator("#act-tell-longer").count(), 0, "it is put off once");
      const own = await looksUp(visit, slip);
      assert.match(await main(own), new RegExp(`${put}[^]*${reason}`));
      assert.doesNotMatch(await main(own), /还要几天/);
      await visit.pictures(own, "own complaint put off");
    },
  },
];
