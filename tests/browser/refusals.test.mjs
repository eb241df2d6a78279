// What is refused is refused in a clear sentence, keeps what was typed, and leaves nothing half done (E5, E6, E9, N9, F6).
import assert from "node:assert/strict";
import { Centre, identityNumber, words } from "./people.mjs";

/** A county with little life is filled soon. */
export const server = { args: ["--cases", "200"] };

const ITEM = "food-business";
const ALL = [1, 2, 3, 4, 5];

/** Numbers have no gaps: the next receipt after what was refused is the very next one. */
async function nothingWasTakenIn(officer, citizen, before) {
  const after = await officer.receives(ITEM, citizen, [1]);
  await officer.printsReceipt(after);
  assert.equal(serial(after), serial(before) + 1, "no receipt number was spent in between");
}

function serial(matter) {
  return Number(/ (\d{6}) /.exec(matter.receiptNo)[1]);
}

async function firstReceipt(centre, officer) {
  const matter = await officer.receives(ITEM, centre.citizen("钱先到"), [1]);
  await officer.printsReceipt(matter);
  return matter;
}

export const tests = [
  {
    name: "a wrong check digit keeps what was typed, and says which place beside the field and at the top (E5)",
    async run(visit) {
      visit.expect(/status of 422/);
      const centre = new Centre(visit);
      const intake = await centre.officer("intake2");
      const before = await firstReceipt(centre, intake);
      const citizen = centre.citizen("冯抄错");
      const right = citizen.number;
      citizen.number = identityNumber({ wrongCheck: true });
      await intake.fillsIntake(ITEM, citizen, ALL);
      await intake.page.getByRole("button", { name: "收件并打印回执" }).click();
      const summary = intake.page.getByRole("alert");
      await summary.getByRole("link", { name: "证件号码：第 18 位不对，请再核对。", exact: true }).click();
      const field = intake.page.getByLabel("证件号码", { exact: true });
      assert.ok(await field.evaluate((it) => it === document.activeElement), "the summary leads to the field");
      assert.equal(await field.inputValue(), citizen.number);
      assert.equal(await field.getAttribute("aria-invalid"), "true");
      assert.equal(await intake.page.locator("#in-document_number-error").innerText(), "第 18 位不对，请再核对。");
      assert.equal(await intake.page.getByLabel("姓名或名称", { exact: true }).inputValue(), "冯抄错");
      assert.equal(await intake.page.locator("#in-row-3 input:checked").count(), 1, "the ticks are kept");
      await visit.axe(intake.page);
      await visit.shot(intake.page, "refusal check digit");

      await field.fill(right);
      const after = await intake.takesIn("收件并打印回执");
      await intake.printsReceipt(after);
      assert.equal(serial(after), serial(before) + 1, "the first try spent no number");
    },
  },
  {
    name: "a number of a place nobody knows is asked about and taken in all the same",
    async run(visit) {
      const centre = new Centre(visit);
      const intake = await centre.officer("intake2");
      const citizen = centre.citizen("韩远来");
      citizen.number = identityNumber({ division: "990999" });
      await intake.fillsIntake(ITEM, citizen, [1]);
      await intake.page.getByRole("button", { name: "看看还缺什么" }).click();
      await intake.says(/证件号码的前六位查不到对应的地方，请对照证件再看一眼；没有看错就照常收。/);
      await intake.takesIn("收件并打印回执");
    },
  },
  {
    name: "a stale page shows who acted, keeps what was typed, and then goes through (tone 18)",
    async run(visit) {
      visit.expect(/status of 409/);
      const centre = new Centre(visit);
      const intake = await centre.officer("intake2");
      const agent = await centre.officer("agent.sc");
      const matter = await intake.receives(ITEM, centre.citizen("陈同看"), ALL);
      await intake.accepts(matter);
      await intake.gives(matter, "agent.sc");
      await agent.opens(matter);
      await intake.recalls(matter);
      await intake.gives(matter, "agent.sc");

      const card = await agent.card("点清材料，签收");
      await card.getByLabel("我点到的份数").fill("5");
      await card.getByRole("button", { name: /^点清了/ }).click();
      await agent.says(/张受理刚刚处理过这一件，您看到的是旧页面。您写的还在，请看过最新情况再交。/);
      assert.equal(await agent.page.getByLabel("我点到的份数").inputValue(), "5", "what was typed is kept");
      await visit.shot(agent.page, "refusal stale page");
      await agent.page.getByRole("button", { name: /^点清了/ }).click();
      await agent.page.waitForURL("**?done=take*");
    },
  },
  {
    name: "a double click is one act, with scripts and without",
    async run(visit) {
      for (const scripts of [true, false]) {
        const centre = new Centre(visit);
        const intake = await centre.officer("intake2", { scripts });
        await intake.fillsIntake(ITEM, centre.citizen("周点两下"), ALL);
        await intake.page.getByRole("button", { name: "收件并打印回执" }).dblclick();
        await intake.page.waitForURL(/done=receive/);
        assert.equal((await intake.course()).length, 1);
        await intake.page.getByRole("button", { name: /^受理，/ }).dblclick();
        await intake.page.waitForURL(/done=accept/);
        assert.equal((await intake.course()).filter((what) => what.startsWith("受理")).length, 1);
      }
    },
  },
  {
    name: "the same form sent again gives the same answer; with another content it is refused",
    async run(visit) {
      const centre = new Centre(visit);
      const intake = await centre.officer("intake2");
      await intake.fillsIntake(ITEM, centre.citizen("吴重发"), ALL);
      const form = await intake.drawn("#intake");
      form.set("do", "receive");
      const first = await intake.posts(`/desk/intake/${ITEM}`, form);
      assert.equal(first.status, 303);
      const again = await intake.posts(`/desk/intake/${ITEM}`, form);
      assert.equal(again.location, first.location, "the same case");
      form.set("name", "吴改名");
      const other = await intake.posts(`/desk/intake/${ITEM}`, form);
      assert.equal(other.status, 409);
      assert.match(other.words, /已经交过一次，.*内容不一样，没有再收。/);
      await intake.page.goto(first.location);
      assert.equal((await intake.course()).length, 1, "one case, one entry");
      await intake.says(/吴重发/);
    },
  },
  {
    name: "who was signed out while writing signs in, comes back to the same page, and nothing was done",
    async run(visit) {
      const centre = new Centre(visit);
      const intake = await centre.officer("intake2");
      const matter = await intake.receives(ITEM, centre.citizen("郑久坐"), ALL);
      await intake.opens(matter);
      await intake.page.context().clearCookies();
      await intake.page.getByRole("button", { name: /^受理，/ }).click();
      await intake.page.waitForURL(/\/sign-in/);
      await intake.says(/登录已经过期/);
      await intake.signsIn(await centre.password());
      assert.equal(new URL(intake.page.url()).pathname, matter.file, "back where the form was");
      assert.equal((await intake.course()).length, 1);
      await intake.accepts(matter);
    },
  },
  {
    name: "a form of a session that has ended says to draw the page anew",
    async run(visit) {
      const centre = new Centre(visit);
      const intake = await centre.officer("intake2");
      await intake.fillsIntake(ITEM, centre.citizen("王换人"), ALL);
      const form = await intake.drawn("#intake");
      form.set("do", "receive");
      form.set("csrf", "0".repeat(64));
      const answer = await intake.posts(`/desk/intake/${ITEM}`, form);
      assert.equal(answer.status, 403);
      assert.match(answer.words, /这一页放得太久了/);
    },
  },
  {
    name: "what no browser sends is answered by a page in our words, and takes nothing in",
    async run(visit) {
      const centre = new Centre(visit);
      const intake = await centre.officer("intake2");
      const before = await firstReceipt(centre, intake);
      await intake.fillsIntake(ITEM, centre.citizen("蒋怪事"), ALL);
      const form = await intake.drawn("#intake");
      form.set("do", "receive");
      const with_ = (name, value) => {
        const other = new URLSearchParams(form);
        other.set(name, value);
        return other;
      };
      const cases = [
        ["U+0000 in a field", ITEM, with_("name", "蒋\u0000"), 400, /这一页没有收全/],
        ["no command id", ITEM, with_("command_id", ""), 400, /这一页没有收全/],
        ["an empty body", ITEM, new URLSearchParams(), 403, /这一页放得太久了/],
        ["an oversized body", ITEM, with_("address", "澄".repeat(100_000)), 413, /太多了，没有收下/],
        ["an unknown item", "no-such-item", form, 404, /没有这一页/],
        ["an item that is not open", "rural-planning", with_("document_type", "990"), 409, /还没有开办/],
        ["a name of 301 characters", ITEM, with_("name", "蒋".repeat(301)), 422, /最多 300 个字，请写短一些。/],
        ["an unknown kind of document", ITEM, with_("document_type", "999"), 422, /请从列出的里面选/],
        ["a number of papers below zero", ITEM, with_("papers", "-1"), 422, /请填数字。/],
        ["nothing handed over", ITEM, without(form, "kept", "seen", "lookup"), 422, /还没有勾选材料，开不了回执。/],
      ];
      for (const [what, item, body, status, sentence] of cases) {
        const answer = await intake.posts(`/desk/intake/${item}`, body);
        assert.equal(answer.status, status, `${what}: ${answer.words}`);
        assert.ok(sentence.test(answer.words), `${what}: ${answer.words}`);
      }
      const forged = new URLSearchParams(form);
      forged.append("kept", "60");
      const extra = await intake.posts(`/desk/intake/${ITEM}`, forged);
      assert.equal(extra.status, 422);
      assert.match(extra.words, /这样材料不在本事项清单里，不能向申请人要。/, "tone 14");
      await nothingWasTakenIn(intake, centre.citizen("沈后来"), before);
    },
  },
  {
    name: "an item that is not open says so before anything is typed",
    async run(visit) {
      visit.expect(/status of 409/);
      const centre = new Centre(visit);
      const intake = await centre.officer("intake2");
      await intake.page.goto("/desk/intake/rural-planning");
      await intake.says(/还没有开办，现在不能收件。/);
      await visit.axe(intake.page);
    },
  },
  {
    name: "a name of three hundred characters is taken in and can be read everywhere",
    async run(visit) {
      const centre = new Centre(visit);
      const intake = await centre.officer("intake2");
      const citizen = centre.citizen("长".repeat(300));
      intake.looks = true;
      const matter = await intake.receives(ITEM, citizen, ALL);
      const paper = await intake.printsReceipt(matter);
      assert.ok(paper.replace(/\s/g, "").includes(citizen.name), "the whole name is on the receipt");
      citizen.looks = true;
      await citizen.sees(matter, /材料已收到。/);
    },
  },
  {
    name: "a case is not given to somebody who may not receive it",
    async run(visit) {
      const centre = new Centre(visit);
      const intake = await centre.officer("intake2");
      const matter = await intake.receives(ITEM, centre.citizen("朱错人"), ALL);
      await intake.accepts(matter);
      await intake.opens(matter);
      const before = await intake.course();
      const form = await intake.drawn("#act-give form");
      for (const [to, sentence] of [["lead.jy", /不能移交给这一位。/], ["nobody.at.all", /请从列出的里面选|不能移交给这一位。/]]) {
        form.set("to", to);
        const answer = await intake.posts(`${matter.file}/give`, form);
        assert.equal(answer.status, 422, to);
        assert.match(answer.words, sentence);
      }
      await intake.opens(matter);
      assert.deepEqual(await intake.course(), before);
    },
  },
  {
    name: "who approved that the clock stops does not decide, and the page names who may today (tone 16)",
    async run(visit) {
      const centre = new Centre(visit);
      const handler = await centre.officer("do.sc");
      const second = await centre.officer("do2.sc");
      const chief = await centre.officer("chief.sc");
      const citizen = centre.citizen("秦停表");
      const matter = await centre.handsOver(ITEM, citizen, ALL, ["agent.sc", "do.sc"]);
      await handler.asksStop(matter, /水质检测/, 5, "要做水质检测，结果出来前无法判断。", "水质检测委托单澄检〔2026〕7号");
      await chief.approvesStop(matter);
      await citizen.sees(matter, /正在等水质检测的结果，最迟 .+恢复计时。/);
      await handler.resumes(matter, "检测报告澄检〔2026〕7号，合格。");
      await handler.concludesStep(matter, "齐全，同意。");
      await handler.concludesStep(matter, "相符，同意。", { visit: { with: "do2.sc", minutes: "一致。", refusal: "不说。" } });
      await second.concludesStep(matter, "相符，同意。");
      await chief.opens(matter);
      await chief.says(/这一件是您审批的，不能再由您决定。/);
      await chief.says(/今天可以办的是：\s*.*钱副局长/);
      await visit.shot(chief.page, "refusal separation");
      assert.deepEqual(await chief.offeredOn(matter, /作决定/), []);
      const leader = await centre.officer("lead.sc");
      await leader.decides(matter);
    },
  },
  {
    name: "who took a case in is told that another decides it, when the form is forged",
    async run(visit) {
      const centre = new Centre(visit);
      const head = await centre.officer("head.biz");
      const intake = await centre.officer("intake2");
      const matter = await intake.receives("self-employed", centre.citizen("尤自签"), [1, 2, 3]);
      await head.opens(matter);
      const form = await head.drawn("#act-sign-instant form");
      await intake.opens(matter);
      form.set("csrf", await intake.page.locator("input[name=csrf]").first().inputValue());
      const answer = await intake.posts(`${matter.file}/sign-instant`, form);
      assert.equal(answer.status, 422);
      assert.match(answer.words, /今天可以办的是：.*吴窗长/);
      await head.signsInstant(matter);
    },
  },
  {
    name: "a delegation that has ended gives no power, and the page says since when (tone 17)",
    async run(visit) {
      const centre = new Centre(visit);
      const leader = await centre.officer("lead.wj");
      const handler = await centre.officer("do.wj");
      const matter = await centre.handsOver("hygiene-licence", centre.citizen("许旅店"), null, ["agent.gen", "do.wj"], "intake5");
      await handler.asksStop(matter, /./, 3, "委托检测，委托单澄检〔2026〕8号。");
      await leader.opens(matter);
      assert.deepEqual(await leader.offeredOn(matter, /暂停计时/), []);
      await leader.says(/您的授权已在 10 月 31 日.*到期。请授权人签发新的授权委托书，生效后再办。/);
      await leader.says(/今天可以办的是：\s*.*局长/);
      await visit.shot(leader.page, "refusal delegation ended");
    },
  },
  {
    name: "a wrong query code says how to go on and not which part is wrong; many tries are stopped for a while (tone 12)",
    async run(visit) {
      visit.expect(/status of 422/);
      visit.expect(/status of 429/);
      const centre = new Centre(visit);
      const intake = await centre.officer("intake2");
      const citizen = centre.citizen("何猜码");
      const matter = await intake.receives(ITEM, citizen, ALL);
      await intake.printsReceipt(matter);
      const wrong = matter.queryCode === "0000 0000" ? "1111 1111" : "0000 0000";
      const sentence = "没有查到。请对照回执再输一次编号和查询码；回执丢了，本人带身份证到任一窗口就能补打。";
      await citizen.tracks(matter, wrong);
      await citizen.says(new RegExp(sentence));
      await visit.axe(citizen.page);
      await citizen.tracks({ receiptNo: "SC 2026 999999 9" }, wrong);
      await citizen.says(new RegExp(sentence));
      for (let tries = 1; tries <= 8; tries += 1) await citizen.tracks(matter, wrong);
      await citizen.says(/试的次数多了，请过 \d+ 分钟再查。着急的话，打电话或到任一窗口都能查。/);
      await citizen.tracks(matter);
      await citizen.says(/试的次数多了/);
    },
  },
];

function without(form, ...names) {
  const other = new URLSearchParams(form);
  for (const name of names) other.delete(name);
  return other;
}
