// Whose a case is and by what rules it goes: a wrong registration put right, a successor, the fast track, the line of a limited
// number, the bar list, and a newer revision of the item.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { yimen } from "./harness.mjs";
import { Centre, readable } from "./people.mjs";
import { comes, goes, signsForm } from "./record.mjs";

/** A county with little life is filled soon. */
export const server = { args: ["--cases", "200"] };

const ITEM = "food-business";
/** Of which so many are granted in a year, in the order of acceptance. */
const LIMITED = "entertainment-venue";
/** The files of the demonstration. */
const FILES = fileURLToPath(new URL("../../crates/county/demo", import.meta.url));

const run = promisify(execFile);
const main = (page) => page.locator("main").innerText();

/** Fills in who takes a registration's place, in the form of this name. */
async function names(card, slug, citizen, words) {
  const [field, text] = words;
  await card.locator(`#${slug}-name`).fill(citizen.name);
  await card.locator(`#${slug}-document_number`).fill(citizen.number);
  await card.locator(`#${slug}-telephone`).fill(citizen.telephone);
  await card.locator(`#${slug}-address`).fill("澄湾镇河街 9 号");
  await card.locator(`#${slug}-${field}`).fill(text);
}

/** Does an act that is refused; gives what its card says. */
async function isRefused(officer, matter, title, button, fill) {
  await officer.opens(matter);
  const card = await officer.card(title);
  await fill(card);
  await card.getByRole("button", { name: button }).click();
  return (await officer.card(title)).innerText();
}

export const tests = [
  {
    name: "a case registered under the wrong person is corrected by the window head, and goes on with the heir when that person dies (E10, E13)",
    async run(visit) {
      const centre = new Centre(visit);
      const [wrong, right, heir] = ["许错人", "许本人", "许继承"].map((name) => centre.citizen(name));
      const matter = await centre.handsOver(ITEM, wrong, undefined, ["agent.sc", "do.sc"]);
      const [intake, head] = [await centre.officer("intake2"), Object.assign(await centre.officer("head.biz"), { looks: true })];
      const mistaken = { receiptNo: matter.receiptNo, code: matter.queryCode };
      assert.deepEqual(await intake.offeredOn(matter, /登记错了人|换人接着办/), [], "not who took it in");

      const title = "登记错了人，更正";
      const reason = ["reason", "同名，证件拿错了一张，申请书上是另一位。"];
      visit.expect(/status of 422/);
      const same = await isRefused(head, matter, title, /更正登记/, (card) => names(card, "correct-applicant", wrong, reason));
      assert.match(same, /登记的就是这一位，请核对证件。/);
      assert.equal(await head.page.locator("#correct-applicant-reason").inputValue(), reason[1], "what was typed is kept");
      await visit.pictures(head.page, "correct applicant refused");
      await head.does("correct-applicant", matter, title, /更正登记/, (card) => names(card, "correct-applicant", right, reason));
      await head.says(/登记已更正，请打印新的回执/);
      await intake.printsReceipt(matter);
      assert.notEqual(matter.receiptNo, mistaken.receiptNo, "another number");
      assert.notEqual(matter.queryCode, mistaken.code, "another code");
      await wrong.reads(/误把“食品经营许可（餐饮）”[^]*现在已经更正/);
      await right.reads(/登记已经更正到您名下，收件编号和查询码都是新的/);
      await wrong.tracks({ receiptNo: mistaken.receiptNo }, mistaken.code);
      await wrong.says(/这个编号已更正：窗口登记错了人，这一件不是您的/);
      await visit.pictures(wrong.page, "tracking corrected");
      await right.tracks(matter);
      await right.says(/登记更正到您名下/);

      const before = matter.queryCode;
      const proof = ["proof", "死亡证明和继承公证书，澄公证〔2026〕8号。"];
      const other = await isRefused(head, matter, "换人接着办", "登记接着办的人", async (card) => {
        await card.getByLabel("还是这家单位，法定代表人换了").check();
        await names(card, "succeed", heir, proof);
      });
      assert.match(other, /只换法定代表人的，统一社会信用代码不变/);
      await head.does("succeed", matter, "换人接着办", "登记接着办的人", async (card) => {
        await card.getByLabel("申请人去世，由继承人接着办").check();
        await names(card, "succeed", heir, proof);
      });
      const course = await head.course();
      assert.ok(course.some((it) => /换人接着办：申请人去世，由继承人接着办/.test(it)), course.join("\n"));
      const { receiptNo } = matter;
      await intake.printsReceipt(matter);
      assert.equal(matter.receiptNo, receiptNo, "the number stays");
      await right.tracks(matter, before);
      await right.says(/没有查到。请对照回执再输一次编号和查询码/);
      await heir.reads(/由您接着办，收件编号不变，前面的时间照算/);
      await heir.tracks(matter);
      await heir.says(/由您接着办，前面的时间照算/);
      await visit.pictures(heir.page, "tracking of an heir");
      await (await centre.officer("do.sc")).concludesStep(matter, "五样内容相符，同意。");
    },
  },
  {
    name: "a case is put on the fast track by another than who asks, marked at the desk and counted in public (A42)",
    async run(visit) {
      const centre = new Centre(visit);
      const citizen = centre.citizen("许着急");
      const matter = await centre.handsOver(ITEM, citizen, undefined, ["agent.sc", "do.sc"]);
      const [handler, leader] = [await centre.officer("do.sc"), await centre.officer("lead.sc")];
      const portal = await visit.open("/");
      const counted = async () => Number(/今年走绿色通道 (\d+) 件/.exec(await portal.locator("body").innerText())?.[1] ?? 0);
      const before = await counted();
      visit.expect(/status of 422/);
      const blank = await isRefused(handler, matter, "申请走绿色通道", "交审批", (card) => card.getByLabel("理由").fill(" "));
      assert.match(blank, /这一项要填/);
      await handler.does("ask-priority", matter, "申请走绿色通道", "交审批", (card) =>
        card.getByLabel("理由").fill("店里给灾区安置点做饭，三天后就要开张。"),
      );
      assert.deepEqual(await handler.offeredOn(matter, /绿色通道/), [], "who asks does not give it");
      assert.equal(await handler.page.locator(".case-now .fast").count(), 0, "what is only asked for is not marked");
      await leader.opens(matter);
      await visit.pictures(leader.page, "fast track to approve");
      await leader.does("approve-priority", matter, "审批绿色通道", "批准走绿色通道", (card) => card.getByLabel("民生急需").check());
      await handler.opens(matter);
      assert.equal(await handler.page.locator(".case-now .fast").innerText(), "绿色通道");
      assert.ok((await handler.course()).includes("批准走绿色通道"));
      await comes(portal, "/", async () => (await counted()) === before + 1);
      await visit.pictures(portal, "home with the fast track");
      await citizen.tracks(matter);
      await citizen.says(/同意优先办理/);
      assert.doesNotMatch(await main(citizen.page), /灾区安置点/, "the words are for the office");
    },
  },
  {
    name: "of a limited number each is told the place in the line, and whoever withdraws gives it up (A24, N23)",
    async run(visit) {
      const centre = new Centre(visit);
      const intake = await centre.officer("intake2");
      const guide = await visit.open(`/items/${LIMITED}`);
      const waiting = async () => Number(/已受理、等决定的 (\d+) 件/.exec(await main(guide))[1]);
      const before = await waiting();
      const rows = await intake.rowsOf(LIMITED);
      const [first, second] = ["夏排前", "夏排后"].map((name) => ({ citizen: centre.citizen(name) }));
      for (const it of [first, second]) {
        it.matter = await intake.receives(LIMITED, it.citizen, rows);
        await intake.printsReceipt(it.matter);
        await intake.accepts(it.matter);
      }
      const place = async ({ citizen, matter }) => {
        await citizen.tracks(matter);
        const { page } = citizen;
        await comes(page, "/track/case", async () => /您排在第 \d+ 位/.test(await main(page)));
        return Number(/您排在第 (\d+) 位/.exec(await main(page))[1]);
      };
      const [one, two] = [await place(first), await place(second)];
      assert.equal(two, one + 1, "in the order of acceptance");
      await second.citizen.says(/这件事有数量限制，按受理的先后决定/);
      await visit.pictures(second.citizen.page, "tracking in line");
      await comes(guide, `/items/${LIMITED}`, async () => (await waiting()) === before + 2);
      assert.match(await main(guide), /有数量限制：每年 40 个，今年已准予 \d+ 个，还剩 \d+ 个/);
      await first.citizen.reads(new RegExp(`您排在第 ${one} 位`));

      await intake.does("withdraw", first.matter, "申请人要撤回", "撤回这一件，退还材料", async (card) => {
        await card.getByLabel("不想办了").check();
        await card.getByLabel("证件号码").fill(first.citizen.number);
        await card.getByLabel("已经念过，本人签了字").check();
      });
      await comes(second.citizen.page, "/track/case", async (page) => new RegExp(`您排在第 ${one} 位`).test(await main(page)));
      await comes(guide, `/items/${LIMITED}`, async () => (await waiting()) === before + 1);
      await first.citizen.tracks(first.matter);
      assert.doesNotMatch(await main(first.citizen.page), /您排在第/, "whoever withdrew stands in no line");
    },
  },
  {
    name: "a person is barred after being heard, by the head alone; the window is warned with the article until it is lifted (N26, A25)",
    async run(visit) {
      const centre = new Centre(visit);
      const citizen = centre.citizen("许假材");
      const matter = await centre.handsOver(ITEM, citizen, undefined, ["agent.sc", "do.sc"]);
      const [handler, second] = [await centre.officer("do.sc"), await centre.officer("do2.sc")];
      const [leader, chief, intake] = [await centre.officer("lead.sc"), await centre.officer("chief.sc"), await centre.officer("intake2")];
      const bar = `/desk/bars/${matter.id}`;
      const warned = async () => {
        await intake.fillsIntake(ITEM, citizen, [1]);
        await intake.page.getByRole("button", { name: "看看还缺什么" }).click();
        await intake.says(/还缺|材料/);
        return /因为隐瞒情况、提供虚假材料，到 .+为止不能申请这项许可（[^]*行政许可法/.test(await main(intake.page));
      };
      assert.equal(await warned(), false, "nobody is on the list before anything was decided");

      const { page } = handler;
      await handler.opens(matter);
      await page.locator("section", { has: page.locator("#related-title") }).getByRole("link", { name: "限制名单" }).click();
      await page.waitForURL(`**${bar}`);
      const proposes = async (reason) => {
        await page.getByLabel("隐瞒情况、提供虚假材料").check();
        await page.getByLabel("事实和证据").fill(reason);
        await page.getByRole("button", { name: "提出", exact: true }).click();
      };
      visit.expect(/status of 422/);
      await proposes(" ");
      await handler.says(/这一项要填/);
      assert.ok(await page.getByLabel("隐瞒情况、提供虚假材料").isChecked(), "what was chosen is kept");
      await visit.pictures(page, "bar refused");
      await proposes("经营场所的租赁合同是伪造的，房东来信说没有出租。");
      await handler.says(/已提出，还没有听本人说/);
      await goes(chief.page, bar);
      assert.equal(await chief.page.locator("#bar-decide").count(), 0, "nothing is decided before the person was heard");
      await goes(second.page, bar);
      await second.page.getByLabel("本人怎么说").fill("今天当面告诉本人，本人说合同是中介给的。");
      await second.page.getByRole("button", { name: "记下来" }).click();
      await second.says(/已听取本人陈述申辩，等决定/);
      await goes(leader.page, bar);
      assert.equal(await leader.page.locator("#bar-decide").count(), 0, "no letter of delegation reaches so far");
      assert.equal(await warned(), false, "nor before it was decided");

      await goes(chief.page, bar);
      await readable(visit, chief.page);
      await visit.pictures(chief.page, "bar to decide");
      await signsForm(chief.page, "决定列入");
      await chief.says(/已决定，还没有告知本人/);
      await goes(page, bar);
      const paper = await page.getByRole("link", { name: "打印列入限制名单决定书" }).getAttribute("href");
      const pdf = await page.request.get(new URL(paper, page.url()).href);
      assert.equal((await pdf.body()).subarray(0, 5).toString(), "%PDF-");
      await page.getByRole("button", { name: "已经告知，本人签收了" }).click();
      await handler.says(/在名单上，已告知本人/);
      assert.equal(await warned(), true, "the window is warned");
      await visit.pictures(intake.page, "intake of somebody barred");

      await goes(page, "/desk/bars");
      const line = page.locator("tbody tr", { has: page.locator(`a[href^="${bar}?"]`) });
      assert.match(await line.innerText(), /在名单上，已告知本人[^]*隐瞒情况、提供虚假材料/);
      assert.doesNotMatch(await line.innerText(), /许假材/, "the name is masked");
      await readable(visit, page);
      await visit.pictures(page, "bar list");
      await goes(chief.page, bar);
      await signsForm(chief.page, "移出", (form) => form.getByLabel("为什么移出").fill("法院判决合同有效，原来的认定不成立。"));
      await chief.says(/已移出/);
      await chief.says(/原来的认定不成立/);
      assert.equal(await warned(), false, "whoever was taken off is not spoken of at the window");
    },
  },
  {
    name: "a newer revision of an item is published beside the running centre; a legal reviewer decides which cases go over, and each applicant is told (C19, E36, F24)",
    async run(visit) {
      const centre = new Centre(visit);
      const [goesOver, stays] = ["许新版", "许旧版"].map((name) => centre.citizen(name));
      const matter = await centre.handsOver(ITEM, goesOver, undefined, ["agent.sc"]);
      const other = await centre.handsOver(ITEM, stays, undefined, ["agent.sc"]);
      const legal = await centre.officer("cat.legal");
      const { page } = legal;
      const path = `/desk/older/${ITEM}`;
      await goes(page, "/desk/older");
      assert.equal(await page.locator(`main a[href="${path}"]`).count(), 0, "every case of it is on the one in force");

      const folder = await mkdtemp(join(tmpdir(), "yimen-county-"));
      try {
        await cp(FILES, folder, { recursive: true });
        // The demonstration has published a newer revision of this one already; the file is the first.
        await rm(join(folder, "items", "road-haulage.toml"));
        const file = join(folder, "items", `${ITEM}.toml`);
        const text = await readFile(file, "utf8");
        const newer = text.replace(/^revision = 1$/m, "revision = 2").replace(/(\[delivery\]\nlimit = )"10wd"/, '$1"5wd"');
        assert.match(newer, /\[delivery\]\nlimit = "5wd"/, "the newer one hands out sooner");
        await writeFile(file, newer);
        const { data } = visit.server;
        const database = ["--database", `sqlite:${join(data, "yimen.db")}`, "--key-file", join(data, "yimen.key")];
        const { stdout } = await run(yimen, ["publish", folder, ...database, "--division", "990121"]);
        assert.match(stdout, new RegExp(`item ${ITEM}: revision 2 published`));
      } finally {
        await rm(folder, { recursive: true, force: true });
      }

      await comes(page, "/desk/older", (it) => it.locator(`main a[href="${path}"]`).count());
      await page.locator(`main a[href="${path}"]`).click();
      await legal.says(/现行第 2 版/);
      await readable(visit, page);
      const box = () => page.locator(`input[name=case][value="${matter.id}"]`);
      const decides = async (article) => {
        await box().check();
        await page.getByLabel("新的一版对申请人更有利").check();
        await page.getByLabel("依据哪一条").fill(article);
        await page.getByLabel("对申请人有什么变化").fill("做好以后五个工作日里送到，比原来快一半。");
        await page.getByRole("button", { name: "这几件改按新的一版" }).click();
      };
      visit.expect(/status of 422/);
      await decides(" ");
      await legal.says(/这一项要填/);
      assert.ok(await box().isChecked(), "what was ticked is kept");
      await visit.pictures(page, "older refused");
      await decides("澄禾县行政许可事项清单管理办法第九条");
      await legal.says(/已改按新的一版，申请人会收到通知。/);
      await visit.pictures(page, "older gone over");
      await goesOver.reads(/新的对您更有利（澄禾县行政许可事项清单管理办法第九条），这一件改按新的办。[^]*比原来快一半/);
      await goes(page, path);
      assert.equal(await box().count(), 0, "it has gone over");
      assert.equal(await page.locator(`input[name=case][value="${other.id}"]`).count(), 1, "the other one has not");
      const agent = await centre.officer("agent.sc");
      await agent.opens(matter);
      assert.ok((await agent.course()).some((it) => /改按清单第 2 版办：新的一版对申请人更有利/.test(it)));
      await goesOver.tracks(matter);
      await goesOver.says(/改按事项清单新的一版办，改了什么已经告诉您/);
      visit.expect(/status of 403/);
      assert.equal((await goes(agent.page, path)).status(), 403, "only who reviews the law");
    },
  },
];
