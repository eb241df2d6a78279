// After the case: its dossier goes into the archive, is lent and comes back; its licence is changed, renewed and ended, each by two.
import assert from "node:assert/strict";
import { Centre, readable } from "./people.mjs";
import { comes, goes, sends, signs } from "./record.mjs";

/** A county with little life is filled soon. */
export const server = { args: ["--cases", "200"] };

const ITEM = "food-business";

/** A day as a form takes it, so many days from today. */
const dayIn = (days) => new Date(Date.now() + 8 * 3_600_000 + days * 86_400_000).toISOString().slice(0, 10);

/** Sheets of the dossier, as its list has them. */
async function sheetsOf(page) {
  const cells = await page.locator('section[aria-labelledby="folder-rows"] td[data-label="页数"]').allInnerTexts();
  return cells.reduce((sum, cell) => sum + Number(cell), 0);
}

/** Numbers of the papers made of a licence, the oldest first. */
const made = (page) => page.locator('section[aria-labelledby="papers-made"] tbody tr td:first-child').allInnerTexts();

/** What anybody is answered who asks whether a paper stands. */
async function verified(visit, number) {
  const page = await visit.open("/verify");
  await page.getByLabel("核验码或者文书编号").fill(number);
  await page.getByRole("button", { name: "核对" }).click();
  await page.locator("#answer").waitFor();
  const said = await page.locator("main").innerText();
  await page.close();
  return said;
}

/** The licence of the first test, for the test that follows. */
let licence;

export const tests = [
  {
    name: "a delivered case is archived with every sheet counted, lent for some days, and taken back by another (A29, E37)",
    async run(visit) {
      const centre = new Centre(visit);
      const citizen = centre.citizen("许归档");
      const matter = await centre.handsOver(ITEM, citizen, undefined, ["agent.sc", "do.sc"]);
      const [handler, second] = [await centre.officer("do.sc"), await centre.officer("do2.sc")];
      const { page } = handler;
      const folder = `/desk/folders/${matter.id}`;
      await goes(page, folder);
      await sends(page, "open");
      await handler.says(/随件/);
      assert.equal(await page.locator("#act-archive").count(), 0, "an open case is not archived");
      await handler.concludesStep(matter, "齐全，同意。");
      await handler.concludesStep(matter, "相符，同意。", { visit: { with: "do2.sc", minutes: "与图纸一致。", refusal: "说不用签。" } });
      await second.concludesStep(matter, "一同到现场，所见相同，同意。");
      await (await centre.officer("lead.sc")).decides(matter);
      await (await centre.officer("agent.sc")).rechecks(matter);
      await handler.makes(matter);
      await (await centre.officer("out")).delivers(matter, citizen, await citizen.pickupCode());
      licence = { matter, number: citizen.number, telephone: citizen.telephone };

      await goes(page, folder);
      const sheets = await sheetsOf(page);
      assert.ok(sheets > 1, `the dossier has sheets: ${sheets}`);
      const archives = (leaveOut, count) =>
        sends(page, "archive", async (card) => {
          const boxes = card.locator("input[name=archive-found]");
          for (let n = leaveOut; n < (await boxes.count()); n += 1) await boxes.nth(n).check();
          for (let n = 0; n < leaveOut; n += 1) await boxes.nth(n).uncheck();
          await card.getByLabel("当面点清的页数").fill(String(count));
          await card.getByLabel("放第几盒").fill("3");
          await card.getByLabel("放第几架").fill("2");
        });
      visit.expect(/status of 422/);
      await archives(1, sheets);
      assert.match(await page.locator("#act-archive").innerText(), /这几样材料没有找到/);
      assert.equal(await page.getByLabel("放第几盒").inputValue(), "3", "what was typed is kept");
      await visit.pictures(page, "archive refused");
      await archives(0, sheets + 1);
      assert.match(await page.locator("#act-archive").innerText(), new RegExp(`应有 ${sheets} 页，您点到 ${sheets + 1} 页`));
      await archives(0, sheets);
      await handler.says(/已归档/);
      await handler.says(/3 盒、2 架/);
      await handler.says(/封存目录\s*\d+ 行/);
      assert.equal(await page.locator("#act-give").count(), 0, "what is in the archive is lent, and given to nobody");
      await readable(visit, page);
      await visit.pictures(page, "folder archived");

      const lends = (due) =>
        sends(page, "lend", async (card) => {
          await card.locator("#lend-to").selectOption("do2.sc");
          await card.getByLabel("哪天前还").fill(due);
          await card.getByLabel("做什么用").fill("现场检查前核对当初的布局图。");
        });
      await lends("");
      assert.match(await page.locator("#act-lend").innerText(), /请填一个日期/);
      await lends(dayIn(61));
      assert.match(await page.locator("#act-lend").innerText(), /一次最多借 60 天/);
      assert.equal(await page.locator("#lend-to").inputValue(), "do2.sc", "what was chosen is kept");
      await lends(dayIn(7));
      await handler.says(/借给潘承办/);
      await handler.says(/现场检查前核对当初的布局图。/);
      await goes(page, "/desk/folders?which=lent");
      const row = page.locator("tbody tr", { has: page.locator(`a[href="${folder}"]`) });
      assert.match(await row.innerText(), /潘承办，.+前还/, "the list says who has it and until when");
      await readable(visit, page);
      await visit.pictures(page, "folders lent");
      await goes(second.page, folder);
      assert.equal(await second.page.locator("#act-take-back").count(), 0, "who borrowed it does not count it back");

      await goes(page, folder);
      const takesBack = (count) => sends(page, "take-back", (card) => card.getByLabel("当面点清的页数").fill(String(count)));
      await takesBack(sheets - 1);
      assert.match(await page.locator("#act-take-back").innerText(), new RegExp(`应有 ${sheets} 页，您点到 ${sheets - 1} 页`));
      await takesBack(sheets);
      await handler.says(new RegExp(`归还，点清 ${sheets} 页`));
      assert.match(await page.locator(".case-state").innerText(), /已归档/);
    },
  },
  {
    name: "a licence is changed, renewed and ended: one asks, another decides, the holder is told, anybody checks each paper (A22, A23, N21, N25, M4)",
    async run(visit) {
      assert.ok(licence, "the test before left a licence");
      const { matter, ...known } = licence;
      const centre = new Centre(visit);
      const citizen = Object.assign(centre.citizen("许归档"), known);
      const [handler, head, chief] = [await centre.officer("do.sc"), await centre.officer("lead.sc"), await centre.officer("chief.sc")];
      const [intake, out] = [await centre.officer("intake2"), await centre.officer("out")];
      await goes(handler.page, matter.file);
      await handler.page.locator("aside").getByRole("link", { name: "证照现在的情况" }).click();
      await handler.page.waitForURL(/\/desk\/certificates\//);
      const path = new URL(handler.page.url()).pathname;
      const [first] = await made(handler.page);
      assert.match(await verified(visit, first), /是真的，现在有效/);

      const changes = (number) =>
        sends(handler.page, "change", async (card) => {
          await card.locator("#change-shown_number").fill(number);
          await card.locator("#change-holder").fill("许归档小吃店");
          await card.locator("#change-document_number").fill(citizen.number);
          await card.locator("#change-reason").fill("起了字号，看过预先登记的字号证明。");
        });
      visit.expect(/status of 422/);
      await changes(centre.citizen("旁人").number);
      assert.match(await handler.page.locator("#act-change").innerText(), /出示的证件不是/);
      assert.equal(await handler.page.locator("#change-holder").inputValue(), "许归档小吃店", "what was typed is kept");
      await visit.pictures(handler.page, "certificate change refused");
      await changes(citizen.number);
      await handler.says(/收下持证人的变更申请，等决定/);
      assert.equal(await handler.page.locator("#act-decide-reissue").count(), 0, "who took it in does not decide it");
      await citizen.reads(/的变更申请已收到。\s*我们承诺 .+前答复/);
      await goes(chief.page, path);
      await visit.pictures(chief.page, "certificate change to decide");
      await signs(chief.page, "decide-reissue", (card) => card.getByLabel("准予，做新证").check());
      await chief.says(/变更，新证/);
      const [, changed] = await made(chief.page);
      assert.match(await verified(visit, first), new RegExp(`已被后来的文书代替[^]*${changed.replace(/[[\]()]/g, ".")}`));
      assert.match(await verified(visit, changed), /是真的，现在有效/);

      const handsOut = async (paper) => {
        await goes(out.page, path);
        await sends(out.page, "hand-out", async (card) => {
          const choice = card.locator("#hand-out-paper");
          await choice.selectOption(await choice.locator("option", { hasText: paper }).first().getAttribute("value"));
          await card.locator("#hand-out-document_number").fill(citizen.number);
        });
        await out.says(/已经发出，送达回证在文书里打印。/);
      };
      await handsOut(changed);
      await readable(visit, out.page);

      await goes(intake.page, path);
      await sends(intake.page, "apply-renewal", async (card) => {
        await card.locator("#apply-renewal-document_number").fill(citizen.number);
        await card.getByLabel("持证人的话").fill("想接着开。");
      });
      await intake.says(/持证人申请延续/);
      assert.equal(await intake.page.locator("#act-apply-renewal").count(), 0, "once");
      await goes(head.page, path);
      await head.says(/收到，等决定；到期没有决定就视为准予/);
      await signs(head.page, "decide-renewal", (card) => card.getByLabel("准予延续").check());
      await head.says(/准予延续到 20\d\d 年/);
      await citizen.reads(/准予延续。\s*有效期到/);
      const renewed = (await made(head.page)).at(-1);
      assert.match(await verified(visit, changed), /已经延续，请看新的一份/);
      assert.match(await verified(visit, renewed), /是真的，现在有效/);

      await goes(handler.page, path);
      await sends(handler.page, "open-proceeding", async (card) => {
        await card.locator("#open-proceeding-ground").selectOption("given-back");
        await card.locator("#open-proceeding-facts").fill("持证人到窗口交回许可证，说店已经转让。");
      });
      await handler.says(/告知书还没有发给持证人，发到才开始算陈述申辩的日子/);
      await handsOut("陈述申辩告知书");
      await goes(chief.page, path);
      assert.equal(await chief.page.locator("#act-decide-proceeding").count(), 0, "nothing is decided before the holder was heard");
      await goes(intake.page, path);
      await sends(intake.page, "record-statement", (card) => card.getByLabel("持证人的话").fill("店转给亲戚了，这张交回来。"));
      await intake.says(/持证人已经说明/);
      await goes(head.page, path);
      assert.equal(await head.page.locator("#act-decide-proceeding").count(), 0, "who granted it does not end it");
      await goes(chief.page, path);
      await signs(chief.page, "decide-proceeding", async (card) => {
        await card.getByLabel("注销", { exact: true }).check();
        await card.getByLabel("理由", { exact: true }).fill("持证人不再经营并交回许可证。");
      });
      await chief.says(/已注销/);
      await chief.says(/店转给亲戚了，这张交回来。/);
      await readable(visit, chief.page);
      await visit.pictures(chief.page, "certificate ended");
      await citizen.reads(/已被注销，不能再用/);
      assert.match(await verified(visit, renewed), /是真的，但已经注销/);
      await citizen.tracks(matter);
      await citizen.says(/您的证照[^]*已注销/);
      await comes(intake.page, path, (page) => page.getByText("已注销").count());
      assert.equal(await intake.page.locator("#act-replace").count(), 0, "nothing is made anew of what has ended");
    },
  },
];
