// What papers say: an editor changes a sentence, what is wrong is named at its line and kept, a legal reviewer approves. And
// what they look like: each paper of each outcome is opened as a picture and looked at.
import assert from "node:assert/strict";
import { later } from "./harness.mjs";
import { opened } from "./paper.mjs";
import { Centre, readable } from "./people.mjs";

/** A county with little life is filled soon. */
export const server = { args: ["--cases", "100"] };

const ITEM = "food-business";
/** In whose name a paper is: the authority's, or the centre's. */
const AUTHORITY = "澄禾县市场监督管理局";
const CENTRE = "澄禾县政务服务中心";
/** 澄市监许受〔2026〕14号, as it stands on a paper of a series. */
const OF_A_SERIES = /澄市监[\u4e00-\u9fff]*〔20\d\d〕\d+号/;
/** 2026年11月20日. */
const DATE = /20\d\d年\d{1,2}月\d{1,2}日/;
/** How long a day that passes may take, with all that falls due in it. */
const DAYS_MS_MAX = 90_000;

/** Papers by their name in the address: in whose name, the title, and whether they bear a number of a series. */
const PAPERS = {
  receipt: [CENTRE, "收件回执", false],
  correction: [AUTHORITY, "一次性告知书", true],
  acceptance: [AUTHORITY, "受理通知书", true],
  refusal: [AUTHORITY, "不予受理决定书", true],
  handover: [CENTRE, "承办交接单", false],
  special: [AUTHORITY, "特别程序告知书", true],
  extension: [AUTHORITY, "延期告知书", true],
  granted: [AUTHORITY, "准予行政许可决定书", true],
  refused: [AUTHORITY, "不予行政许可决定书", true],
  cover: [AUTHORITY, "证照封面", true],
  delivery: [AUTHORITY, "送达回证", true],
  return: [AUTHORITY, "材料退还清单", true],
  closure: [AUTHORITY, "逾期未补正退件通知书", true],
  withdrawal: [AUTHORITY, "撤回确认和材料退还清单", true],
  instant: [AUTHORITY, "即办件办理单", true],
  agency: [CENTRE, "代办单", false],
  handling: [CENTRE, "全程承办单", false],
  control: [AUTHORITY, "内部审批过程控制单", false],
};

/** Opens a paper of a case in both languages as pictures; gives what the Chinese one says, without blanks. */
async function looksAt(officer, matter, kind, { as = kind } = {}) {
  const [unit, title, isNumbered] = PAPERS[kind];
  const open = async (language) => {
    const answer = await officer.page.request.get(`${matter.file}/paper/${as}?in=${language}`);
    assert.equal(answer.status(), 200, `${kind} in ${language}`);
    assert.equal(answer.headers()["content-type"], "application/pdf");
    return opened(await answer.body(), `${kind} ${language}`);
  };
  const receipt = matter.receiptNo.replace(/\s/g, "");
  const { says } = await open("zh");
  // The head: that this is a demonstration, in whose name, and what it is.
  assert.ok(says.startsWith(`示例数据，仅供演示${unit}${title}`), `${kind} begins with\n${says.slice(0, 80)}`);
  assert.ok(says.includes(receipt), `${kind} names the case ${receipt}:\n${says}`);
  assert.match(says, DATE, `${kind} is dated`);
  if (isNumbered) assert.match(says, OF_A_SERIES, `${kind} is numbered`);
  const english = (await open("en")).says;
  assert.ok(english.includes(receipt), `${kind} in English names the case ${receipt}:\n${english}`);
  assert.doesNotMatch(english, new RegExp(title), `${kind} has an English title`);
  return says;
}

/** What is not in a case's course is no paper of it. */
async function hasNone(officer, matter, paper) {
  const answer = await officer.page.request.get(`${matter.file}/paper/${paper}`);
  assert.equal(answer.status(), 404, `no ${paper}`);
}

/** Examined and checked on site by two. */
async function examined(centre, matter) {
  const [handler, second] = [await centre.officer("do.sc"), await centre.officer("do2.sc")];
  await handler.concludesStep(matter, "材料五样齐全，内容相符。");
  await handler.concludesStep(matter, "两人到现场。", { visit: { with: "do2.sc", minutes: "布局与图纸一致。", refusal: "说不用签。" } });
  await second.concludesStep(matter, "一同到现场，所见相同。");
}

export const tests = [
  {
    name: "a sentence of a paper is changed by an editor and comes into force when a legal reviewer approves it",
    async run(visit) {
      const centre = new Centre(visit);
      const { page } = await centre.officer("cat.edit");
      await page.goto("/desk");
      await page.getByRole("link", { name: "文书文本" }).click();
      await readable(visit, page);
      await visit.pictures(page, "papers");
      await page.getByRole("link", { name: "受理通知书" }).click();
      await readable(visit, page);
      visit.expect(/status of 422/);
      await page.locator("#zh-lead").fill("已受理。{deadline} 前办好。");
      await page.getByRole("button", { name: "送法制审核" }).click();
      assert.match(await page.locator("#zh-lead-error").innerText(), /第 1 行：没有 \{deadline\} 这个位置/);
      assert.equal(await page.locator("#zh-lead").inputValue(), "已受理。{deadline} 前办好。");
      await readable(visit, page);
      await visit.pictures(page, "paper wording wrong");
      await page.locator("#zh-lead").fill("受理了。我们承诺 {promised}前办好，法律规定最迟 {statutory}。");
      await page.getByRole("button", { name: "送法制审核" }).click();
      await page.getByText("已送法制审核，批准以前还用原来的文本。").waitFor();

      const { page: legal } = await centre.officer("cat.legal");
      await legal.goto("/desk/papers/acceptance");
      assert.match(await legal.locator("#proposal ins").first().innerText(), /^受理了。/);
      await readable(visit, legal);
      await visit.pictures(legal, "paper wording to review");
      await legal.getByRole("button", { name: "批准，从现在起用" }).click();
      await legal.getByText("已批准，从现在起发出的文书用新文本。").waitFor();
      assert.match(await legal.locator(".lead-line").innerText(), /^第 1 版/);
    },
  },
  {
    name: "how a paper is laid out is changed by an editor, looked at as a sheet, and comes into force when a legal reviewer approves it",
    async run(visit) {
      const centre = new Centre(visit);
      const { page } = await centre.officer("cat.edit");
      await page.goto("/desk/papers/special");
      visit.expect(/status of 422/);
      await page.getByLabel("左页边").fill("99");
      await page.getByLabel("盖章处", { exact: true }).selectOption("left");
      await page.getByRole("button", { name: "送法制审核" }).click();
      assert.match(await page.locator("#margin-left-error").innerText(), /请填 15 到 40 之间的整数/);
      assert.equal(await page.locator("#seal").inputValue(), "left", "what was chosen is kept");
      await readable(visit, page);
      await visit.pictures(page, "paper layout wrong");
      await page.getByLabel("左页边").fill("30");
      await page.locator("#code").selectOption("head");
      await page.locator("#place-law").selectOption("2");
      for (const [n, zh, en] of [[1, "申请人留存", "For the applicant"], [2, "随卷", "For the dossier"]]) {
        await page.locator(`#copy-${n}-zh`).fill(zh);
        await page.locator(`#copy-${n}-en`).fill(en);
      }
      await page.getByRole("button", { name: "送法制审核" }).click();
      await page.getByText("已送法制审核，批准以前还用原来的文本。").waitFor();

      const { page: legal } = await centre.officer("cat.legal");
      await legal.goto("/desk/papers/special");
      assert.match(await legal.locator("#proposal").innerText(), /一起打印几份[^]*随卷/);
      await readable(visit, legal);
      await visit.pictures(legal, "paper layout to review");
      for (const language of ["zh", "en"]) {
        const sample = await legal.request.get(`/desk/papers/special/preview?of=proposed&in=${language}`);
        const { says } = await opened(await sample.body(), `layout sample ${language}`);
        const keeps = language === "zh" ? ["申请人留存", "随卷"] : ["Fortheapplicant", "Forthedossier"];
        for (const who of keeps) assert.ok(says.includes(who), `${who}: ${says}`);
      }
      await legal.getByRole("button", { name: "批准，从现在起用" }).click();
      await legal.getByText("已批准，从现在起发出的文书用新文本。").waitFor();
    },
  },
  {
    name: "each paper of a licence that was granted is opened as a picture",
    async run(visit) {
      const centre = new Centre(visit);
      const citizen = centre.citizen("许见画");
      const intake = await centre.officer("intake2");
      const matter = await intake.receives(ITEM, citizen, [1, 2, 5], { papers: 2 });
      await intake.printsReceipt(matter);
      await hasNone(intake, matter, "acceptance");
      await intake.notices(matter, [3, 4]);
      assert.match(await looksAt(intake, matter, "correction"), /设备设施、布局和操作/);
      await intake.supplements(matter, [3, 4]);
      await intake.accepts(matter);
      const [agent, handler, chief] = [await centre.officer("agent.sc"), await centre.officer("do.sc"), await centre.officer("chief.sc")];
      await intake.gives(matter, "agent.sc");
      await agent.takes(matter, 4);
      await agent.gives(matter, "do.sc");
      await handler.takes(matter, 4);
      await handler.does("ask-extension", matter, "申请延期", "交审批", (card) => card.getByLabel("理由").fill("暴雨冲断道路。"));
      await chief.does("approve-extension", matter, "审批延期", /^批准/);
      await examined(centre, matter);
      await (await centre.officer("lead.sc")).decides(matter);
      await agent.rechecks(matter);
      await handler.makes(matter);
      await (await centre.officer("out")).delivers(matter, citizen, await citizen.pickupCode());

      assert.match(await looksAt(intake, matter, "receipt"), /许见画/);
      assert.match(await looksAt(intake, matter, "acceptance"), /我们承诺/);
      assert.match(await looksAt(agent, matter, "extension"), /暴雨冲断道路/);
      for (const paper of ["handover", "cover", "delivery", "agency", "handling", "control"]) await looksAt(agent, matter, paper);
      assert.match(await looksAt(agent, matter, "granted", { as: "decision" }), /许见画/);
      for (const paper of ["refusal", "closure", "return", "special"]) await hasNone(agent, matter, paper);
    },
  },
  {
    name: "the papers of a special procedure, a refusal and a matter that was not accepted are opened as pictures",
    async run(visit) {
      const centre = new Centre(visit);
      const [handler, chief] = [await centre.officer("do.sc"), await centre.officer("chief.sc")];
      const stopped = await centre.handsOver(ITEM, centre.citizen("许等着"), undefined, ["agent.sc", "do.sc"]);
      await handler.asksStop(stopped, /水质检测/, 5, "委托水质检测，委托单澄检〔2026〕7号。");
      await chief.approvesStop(stopped);
      assert.match(await looksAt(handler, stopped, "special"), /水质检测/);

      const refused = await centre.handsOver(ITEM, centre.citizen("许不成"), undefined, ["agent.sc", "do.sc"]);
      await examined(centre, refused);
      await chief.does("decide", refused, "作决定", "签发决定", async (card) => {
        await card.getByLabel("不予", { exact: true }).check();
        await card.getByLabel(/场所不符合要求/).check();
        await card.getByLabel("把理由说清楚，申请人会看到").fill("离污水沟只有三米。");
      });
      await (await centre.officer("agent.sc")).rechecks(refused);
      const decision = await looksAt(handler, refused, "refused", { as: "decision" });
      assert.match(decision, /离污水沟只有三米/);
      assert.match(decision, /行政复议.*(诉讼|起诉)/, "with the remedies (C16)");

      const intake = await centre.officer("intake2");
      const sent = await intake.receives(ITEM, centre.citizen("许走错"), await intake.rowsOf(ITEM));
      await intake.printsReceipt(sent);
      await intake.does("refuse-acceptance", sent, "不受理、不予受理", /^不受理/, async (card) => {
        await card.getByLabel("不予受理：不属本机关职权").check();
        await card.getByLabel("归哪个机关办").selectOption("wl");
        await card.getByLabel("写给申请人的理由").fill("您要办的是娱乐场所，归县文化和旅游局。");
      });
      assert.match(await looksAt(intake, sent, "refusal"), /县文化和旅游局/);
      await looksAt(intake, sent, "return");
    },
  },
  {
    name: "the papers of a matter closed because its papers never came are opened as pictures",
    async run(visit) {
      const centre = new Centre(visit);
      const intake = await centre.officer("intake2");
      const matter = await intake.receives(ITEM, centre.citizen("许没来"), [1, 2, 5], { papers: 2 });
      await intake.printsReceipt(matter);
      await intake.notices(matter, [3, 4]);
      const clock = await visit.open("/dev/clock");
      clock.setDefaultTimeout(DAYS_MS_MAX);
      const day = new Date(Date.now() + 8 * 3_600_000 + 60 * 86_400_000).toISOString().slice(0, 10);
      await clock.getByLabel("到哪一天").fill(day);
      await clock.getByRole("button", { name: "走到这一天" }).click();
      await clock.waitForURL(/\/dev\/clock\?/);
      // Sessions have ended in those days; what fell due in them is done one after the other.
      const next = await new Centre(visit).officer("intake2");
      const closed = async () => (await next.page.request.get(`${matter.file}/paper/closure`)).status() === 200;
      for (const until = Date.now() + DAYS_MS_MAX; !(await closed()) && Date.now() < until; ) await later(200);
      assert.match(await looksAt(next, matter, "closure"), /设备设施、布局和操作流程图/);
      await looksAt(next, matter, "return");
    },
  },
  {
    name: "the papers of a withdrawal and of a matter done on the spot are opened as pictures",
    async run(visit) {
      const centre = new Centre(visit);
      const [intake, head] = [await centre.officer("intake2"), await centre.officer("head.biz")];
      const citizen = centre.citizen("许不办");
      const withdrawn = await centre.handsOver(ITEM, citizen, undefined, ["agent.sc", "do.sc"]);
      await intake.does("withdraw", withdrawn, "申请人要撤回", "撤回这一件，退还材料", async (card) => {
        await card.getByLabel("窗口要求撤回").check();
        await card.getByLabel("证件号码").fill(citizen.number);
        await card.getByLabel("已经念过，本人签了字").check();
      });
      assert.match(await looksAt(intake, withdrawn, "withdrawal"), /窗口要求撤回/);
      await hasNone(intake, withdrawn, "return");

      const spot = await intake.receives("self-employed", centre.citizen("许当场"), [1, 2, 3]);
      await intake.printsReceipt(spot);
      await head.signsInstant(spot);
      assert.match(await looksAt(intake, spot, "instant"), /许当场/);
      await hasNone(intake, spot, "acceptance");
    },
  },
  {
    name: "a character that no typeface has is told at its field before the notice is issued, and what was typed stays (E5)",
    async run(visit) {
      const centre = new Centre(visit);
      const matter = await centre.handsOver(ITEM, centre.citizen("许少字"), undefined, ["agent.sc", "do.sc"]);
      const handler = await centre.officer("do.sc");
      visit.expect(/status of 422/);
      await handler.opens(matter);
      const asks = async (reason) => {
        const card = await handler.card("申请延期");
        await card.getByLabel("理由").fill(reason);
        await card.getByRole("button", { name: "交审批" }).click();
        await handler.page.waitForLoadState();
      };
      await asks("暴雨冲断道路😀。");
      const field = handler.page.locator("#ask-extension-reason");
      assert.match(await handler.page.locator("#ask-extension-reason-error").innerText(), /“😀”（U\+1F600）这个字，打印用的字库里没有/);
      assert.equal(await field.inputValue(), "暴雨冲断道路😀。", "what was typed stays");
      await readable(visit, handler.page);
      await visit.pictures(handler.page, "a character without a glyph");
      await asks("暴雨冲断𠮷家村的道路。");
      await handler.page.waitForURL(`**${matter.file}?done=ask-extension*`);
      await (await centre.officer("chief.sc")).does("approve-extension", matter, "审批延期", /^批准/);
      assert.match(await looksAt(handler, matter, "extension"), /𠮷家村/);
    },
  },
  {
    name: "a sheet that is blank, black, cut off or of another size is seen as such",
    async run(visit) {
      const page = await visit.open();
      const sheet = async (html, options = {}) => {
        await page.setContent(html);
        const margin = { top: "20mm", bottom: "20mm", left: "20mm", right: "20mm" };
        return opened(await page.pdf({ format: "A4", margin, printBackground: true, ...options }), "sheet");
      };
      const words = `<p>${"What a paper says. ".repeat(100)}</p>`;
      assert.match((await sheet(words)).says, /Whatapapersays/);
      await assert.rejects(sheet(""), /page 1 is blank/);
      await assert.rejects(sheet(`${words}<p style="break-before: page">&nbsp;</p>`), /page 2 is blank/);
      await assert.rejects(sheet(`<div style="background: #000; height: 200mm"></div>`), /is black/);
      await assert.rejects(sheet(words, { format: "Letter" }), /is not A4/);
      const none = { top: "0", bottom: "0", left: "0", right: "0" };
      await assert.rejects(sheet(`<style>body { margin: 0 }</style>${words}`, { margin: none }), /into the margin/);
      await assert.rejects(opened(Buffer.from("<html>"), "sheet"), /is a PDF/);
    },
  },
];
