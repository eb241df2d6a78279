// The ways a case goes other than straight on: the applicant withdraws, a special procedure overruns its plan, the law's limit is lengthened.
import assert from "node:assert/strict";
import { Centre } from "./people.mjs";

/** A county with little life is filled soon. */
export const server = { args: ["--cases", "200"] };

/** What is told to a folder is told within seconds. */
const KNOWN_MS_MAX = 15_000;

/** The demonstration's day goes on, one working week at a time. */
async function daysPass(visit, button) {
  const page = await visit.open("/dev/clock");
  await page.getByRole("button", { name: button }).click();
  await page.waitForLoadState();
}

export const tests = [
  {
    name: "an applicant withdraws before an officer who has not handled the case, and comes again without a new count",
    async run(visit) {
      const centre = new Centre(visit);
      const citizen = Object.assign(centre.citizen("许小满"), { looks: true });
      const matter = await centre.handsOver("food-business", citizen, undefined, ["agent.sc", "do.sc"]);
      const handler = await centre.officer("do.sc");
      assert.deepEqual(await handler.offeredOn(matter, /撤回/), [], "who handles it cannot watch the applicant sign (C26)");

      const intake = Object.assign(await centre.officer("intake2"), { looks: true });
      const withdraws = async (fill) => {
        await intake.opens(matter);
        const card = await intake.card("申请人要撤回");
        await fill(card);
        await card.getByRole("button", { name: "撤回这一件，退还材料" }).click();
      };
      visit.expect(/status of 422/);
      await withdraws(async (card) => {
        await card.getByLabel("窗口要求撤回").check();
        await card.getByLabel("证件号码").fill(citizen.number);
      });
      const card = await intake.card("申请人要撤回");
      assert.match(await card.innerText(), /请先勾选这一项/, "without the signature nothing happens");
      assert.equal(await card.getByLabel("证件号码").inputValue(), citizen.number, "what was typed stays");
      await visit.pictures(intake.page, "withdraw refused");

      await intake.does("withdraw", matter, "申请人要撤回", "撤回这一件，退还材料", async (card) => {
        await card.getByLabel("窗口要求撤回").check();
        await card.getByLabel("证件号码").fill(citizen.number);
        await card.getByLabel("已经念过，本人签了字").check();
      });
      await intake.says(/窗口要求撤回/);
      await citizen.sees(matter, /按您的意思撤回了，交过的材料退还给您。您随时可以再来办。/);
      await citizen.says(/没有人可以要求您撤回/);
      await visit.pictures(citizen.page, "tracking withdrawn");

      const rows = await intake.rowsOf("food-business");
      await intake.fillsIntake("food-business", citizen, rows);
      const known = intake.page.locator("#known");
      await known.getByText("上次没有办成，这次接着办").waitFor();
      assert.match(await known.innerText(), /上次的材料已经不在这里，这次要交。/, "the withdrawal gave them back");
      const again = await intake.takesIn(/收件并打印回执/);
      await intake.page.goto(again.file);
      await intake.says(/上一次办的同一件事，.+前后合在一起/);
    },
  },
  {
    name: "what was handed in before is not handed in again, and a lost receipt is found by the document alone (E14, E15)",
    async run(visit) {
      const centre = new Centre(visit);
      const citizen = centre.citizen("许再来");
      const intake = await centre.officer("intake2");
      const rows = await intake.rowsOf("food-business");
      const first = await intake.receives("food-business", citizen, rows);
      await intake.printsReceipt(first);
      await intake.does("refuse-acceptance", first, "不受理、不予受理", /^不受理/, async (card) => {
        await card.getByLabel("不予受理：不属本机关职权").check();
        await card.getByLabel("归哪个机关办").selectOption("wl");
        await card.getByLabel("写给申请人的理由").fill("您要办的是娱乐场所，归县文化和旅游局。");
      });

      // Without a press of any button: what is known stands there once the number is typed. The folder is told within seconds.
      const known = intake.page.locator("#known");
      const earlier = known.locator("[name=earlier]");
      for (const until = performance.now() + KNOWN_MS_MAX; performance.now() < until; ) {
        await intake.fillsIntake("food-business", citizen, [], { papers: rows.length });
        await known.getByText("上次没有办成，这次接着办").waitFor();
        if ((await earlier.count()) > 0) break;
      }
      const kept = await earlier.evaluateAll((all) => all.map((box) => Number(box.value)));
      assert.deepEqual(kept, rows, "every paper that was kept");
      for (const row of kept) await known.locator(`[name=earlier][value="${row}"]`).check();
      await intake.page.locator("#missing").getByText("材料齐了，可以受理。").waitFor();
      await visit.pictures(intake.page, "intake taken up again");
      const second = await intake.takesIn(/收件并打印回执/);
      assert.match(await intake.printsReceipt(second), /上次交的/, "the receipt says which");

      await intake.page.goto("/desk/reissue");
      await intake.page.getByLabel("证件号码", { exact: true }).fill(citizen.number);
      await intake.page.getByRole("button", { name: "补打回执" }).click();
      const found = intake.page.getByRole("button", { name: "补打这一件的回执" });
      await found.first().waitFor();
      assert.equal(await found.count(), 2, "both cases of this person, and nobody else's");
      await visit.pictures(intake.page, "receipts of a document");
      await found.first().click();
      const code = await intake.page.locator(".sheet-code").innerText();
      assert.match(code, /^\d{4} \d{4}$/);
      assert.notEqual(code, second.queryCode, "a new code");
    },
  },
  {
    name: "a special procedure that overruns its plan starts the clock by itself, and the light says so",
    async run(visit) {
      const centre = new Centre(visit);
      const citizen = centre.citizen("许旅店");
      const matter = await centre.handsOver("hygiene-licence", citizen, undefined, ["agent.gen", "do.wj"], "intake5");
      const handler = await centre.officer("do.wj");
      const chief = await centre.officer("chief.wj");
      await handler.asksStop(matter, /./, 3, "要做卫生检测，结果出来前无法判断。");
      await handler.opens(matter);
      assert.doesNotMatch(await handler.page.locator("#case-now").innerText(), /临期/, "the plan is not over yet");
      await chief.opens(matter);
      await chief.says(/还没有登。今天批准告知的，.+最迟 .+补登。/);
      await visit.shot(chief.page, "stop without its document");
      await chief.approvesStop(matter);
      await citizen.tracks(matter);
      await citizen.says(/依据文书还没有，承办单位最迟 .+补登/);
      await handler.showsStopOrder(matter, "卫生检测委托单澄检〔2026〕11号");
      assert.deepEqual(await handler.offeredOn(matter, /补登/), [], "once (F7)");
      await citizen.tracks(matter);
      await citizen.says(/依据文书：卫生检测委托单澄检〔2026〕11号。/);
      await citizen.sees(matter, /正在等.+的结果，最迟 .+恢复计时。/);
      await citizen.says(/自动恢复/);
      await visit.pictures(citizen.page, "tracking stopped");

      await daysPass(visit, "过五天");
      await citizen.tracks(matter);
      await citizen.says(/结果还没有来，计时已经自动恢复/);
      await visit.pictures(citizen.page, "tracking past plan");
      // Sessions have ended in those days: everybody signs in again.
      const next = await new Centre(visit).officer("do.wj");
      await next.opens(matter);
      const course = await next.course();
      assert.ok(course.some((line) => /自动恢复/.test(line)), course.join("\n"));
      const now = next.page.locator("#case-now");
      assert.match(await now.locator(".case-state").innerText(), /临期/, "the light of the case");
      assert.match(await now.innerText(), /暂停计时到 .+为止，结果还没有登记。/, "and why");
      assert.deepEqual(await next.offeredOn(matter, /申请暂停计时/), [], "no second stop before the result is entered (F7)");
      await visit.pictures(next.page, "case past plan");
      await next.resumes(matter, "检测报告合格，澄检〔2026〕11号。");
      assert.deepEqual(await next.offeredOn(matter, /有结果了/), []);
      await next.opens(matter);
      assert.doesNotMatch(await now.innerText(), /结果还没有登记/, "with the result that cause is gone");
    },
  },
  {
    name: "the head of the authority lengthens the limit once, with a numbered notice that the applicant reads",
    async run(visit) {
      const centre = new Centre(visit);
      const citizen = centre.citizen("晨禾饭店");
      const matter = await centre.handsOver("food-business", citizen, undefined, ["agent.sc", "do.sc"]);
      const handler = await centre.officer("do.sc");
      const leader = await centre.officer("lead.sc");
      const chief = await centre.officer("chief.sc");
      await handler.does("ask-extension", matter, "申请延期", "交审批", (card) =>
        card.getByLabel("理由").fill("店面正在改造排烟管道，要等完工后复查。"));
      assert.deepEqual(await leader.offeredOn(matter, /延期/), [], "a leader only with a letter that names extensions (C7)");
      await chief.does("approve-extension", matter, "审批延期", /^批准/);
      await citizen.tracks(matter);
      await citizen.says(/依法延长了一次期限，原因是：店面正在改造排烟管道，要等完工后复查/);
      await visit.pictures(citizen.page, "tracking extended");
      assert.deepEqual(await handler.offeredOn(matter, /申请延期/), [], "once (F8)");
    },
  },
  {
    name: "a minor paper follows after acceptance: the applicant signs for a day, and nothing is granted before it is in",
    async run(visit) {
      const centre = new Centre(visit);
      const citizen = Object.assign(centre.citizen("田小厨"), { looks: true });
      const intake = Object.assign(await centre.officer("intake2"), { looks: true });
      const matter = await intake.receives("food-business", citizen, [1, 2, 3, 5]);
      await intake.printsReceipt(matter);
      await intake.does("accept-deferred", matter, "容缺受理", /容缺受理/, (card) => card.locator("[name=signed]").check());
      await citizen.tracks(matter);
      await citizen.says(/已经先受理，还要补来：食品安全管理人员和规章制度/);
      await visit.pictures(citizen.page, "tracking deferred");

      const [agent, handler, leader] = [await centre.officer("agent.sc"), await centre.officer("do.sc"), await centre.officer("lead.sc")];
      await intake.gives(matter, "agent.sc");
      await agent.takes(matter, 4);
      await agent.gives(matter, "do.sc");
      await handler.takes(matter, 4);
      await handler.concludesStep(matter, "四样内容相符，制度待补，同意。");
      await handler.concludesStep(matter, "设备与流程图一致，同意。", { visit: { with: "do2.sc", minutes: "与图纸一致。", refusal: "说不用签。" } });
      await (await centre.officer("do2.sc")).concludesStep(matter, "一同到现场，所见相同，同意。");

      visit.expect(/status of 422/);
      await leader.opens(matter);
      const card = await leader.card("作决定");
      await card.getByLabel("准予", { exact: true }).check();
      await card.getByRole("button", { name: "签发决定" }).click();
      await leader.says(/食品安全管理人员和规章制度/);
      await visit.pictures(leader.page, "decision awaits paper");

      await intake.supplements(matter, [4]);
      await leader.decides(matter);
      await citizen.sees(matter, /已批准/);
    },
  },
  {
    name: "whoever decides sends a case back to a step that is done, and the promise runs on",
    async run(visit) {
      const centre = new Centre(visit);
      const citizen = centre.citizen("许退回");
      const matter = await centre.handsOver("food-business", citizen, undefined, ["agent.sc", "do.sc"]);
      const [handler, leader] = [await centre.officer("do.sc"), await centre.officer("lead.sc")];
      assert.deepEqual(await leader.offeredOn(matter, /退回前面/), [], "not while a step is in hand");
      await handler.concludesStep(matter, "五样内容相符，同意。");
      await handler.concludesStep(matter, "设备与流程图一致，同意。", { visit: { with: "do2.sc", minutes: "与图纸一致。", refusal: "说不用签。" } });
      await (await centre.officer("do2.sc")).concludesStep(matter, "一同到现场，所见相同，同意。");
      assert.deepEqual(await handler.offeredOn(matter, /退回前面/), [], "only whoever may decide");

      leader.looks = true;
      visit.expect(/status of 422/);
      await leader.opens(matter);
      const card = await leader.card("退回前面的一步重办");
      const steps = await card.getByLabel("退到哪一步").locator("option").allInnerTexts();
      assert.ok(steps.length === 2, `the steps that are done, the last one first: ${steps}`);
      await card.getByRole("button", { name: /^退回$/ }).click();
      const again = await leader.card("退回前面的一步重办");
      assert.match(await again.innerText(), /这一项要填/, "a reason is wanted");
      await visit.pictures(leader.page, "return to a step refused");
      await leader.returnsTo(matter, steps[1], "布局图没有标比例，请重新核对。");
      assert.deepEqual(await leader.offeredOn(matter, /作决定|退回前面/), [], "it is in hand again");
      assert.ok((await handler.offeredOn(matter, /写意见/)).length === 1, "with the handler's first step");
      await handler.says(/布局图没有标比例，请重新核对/);
    },
  },
  {
    name: "a matter refused because another office is competent goes to that office, and somebody there signs for it",
    async run(visit) {
      const centre = new Centre(visit);
      const citizen = Object.assign(centre.citizen("夏歌厅"), { looks: true });
      const intake = Object.assign(await centre.officer("intake2"), { looks: true });
      const matter = await intake.receives("food-business", citizen, await intake.rowsOf("food-business"));
      await intake.printsReceipt(matter);
      await intake.does("refuse-acceptance", matter, "不受理、不予受理", /^不受理/, async (card) => {
        await card.getByLabel("不予受理：不属本机关职权").check();
        await card.getByLabel("归哪个机关办").selectOption("wl");
        await card.getByLabel("写给申请人的理由").fill("您要办的是娱乐场所，归县文化和旅游局。");
      });
      await citizen.tracks(matter);
      await citizen.says(/县文化和旅游局/);
      await visit.pictures(citizen.page, "tracking transferred");

      const there = Object.assign(await centre.officer("do.wl"), { looks: true });
      await there.page.goto("/desk");
      await there.page.locator("ul.contacts a").first().click();
      await there.look();
      await visit.pictures(there.page, "contact to sign");
      await there.page.getByRole("button", { name: "签收，由我负责" }).click();
      await there.page.waitForLoadState();
      await there.says(/签收/);
      await citizen.tracks(matter);
      await citizen.says(/县文化和旅游局/);
      await there.page.goto("/desk");
      await visit.pictures(there.page, "desk with contact");
    },
  },
];
