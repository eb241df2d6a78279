// Work that goes on with somebody else: a person leaves for good, is ill today, or was not the right one to ask (E1, E25, E33, F13).
import assert from "node:assert/strict";
import { Centre, readable, words as wordsOf } from "./people.mjs";

/** A county with little life is filled soon. */
export const server = { args: ["--cases", "200"] };

const words = (page) => page.locator("main").innerText();

/** Hands every case of one officer to another, each counted; the leaving page says which are left. */
async function handsAllOver(from, to) {
  for (let left = 30; left > 0; left -= 1) {
    await from.page.goto("/desk/leaving");
    const line = from.page.locator("section.leaving .cell-item a").first();
    if ((await line.count()) === 0) return;
    const matter = { file: new URL(await line.getAttribute("href"), from.visit.url).pathname };
    await from.opens(matter);
    const card = await from.card("移交给下一位");
    const papers = await card.getByLabel("纸质材料，共几份").inputValue();
    await from.gives(matter, to.login);
    await to.takes(matter, papers);
  }
  assert.fail("more than thirty cases were held");
}

/** Counts the pages of a folder in an open form: where the first count is wrong, the page says what there must be. */
async function counts(page, form, button, done) {
  const send = async (n) => {
    await form.getByLabel("当面点清的页数").fill(n);
    await form.getByRole("button", { name: button }).click();
    await page.waitForLoadState();
    return /应有 (\d+) 页/.exec(await words(page))?.[1];
  };
  const right = await send("1");
  if (right) await send(right);
  await page.waitForURL(new RegExp(`done=${done}`));
  return right ?? "1";
}

/** Folders that lie apart with somebody are given on, and borrowed dossiers taken back: nobody goes with them (E33). */
async function handsFoldersOver(from, to, name) {
  const ofFrom = (officer) => officer.page.locator("tbody tr", { hasText: name }).locator('a[href^="/desk/folders/"]').first();
  await from.page.goto("/desk/folders?which=apart");
  for (let left = 5; left > 0 && (await ofFrom(from).count()) > 0; left -= 1) {
    const folder = await ofFrom(from).getAttribute("href");
    await from.page.goto(folder);
    const card = await from.card("案卷另行移交");
    await card.getByLabel("交给谁").selectOption(to.login);
    await card.getByLabel("为什么另行移交").fill("离岗交接。");
    const sheets = await counts(from.page, card, "移交案卷", "give");
    await to.page.goto(folder);
    await counts(to.page, await to.card("签收案卷"), "点清签收", "take");
    assert.ok(sheets, "the pages were counted");
    await from.page.goto("/desk/folders?which=apart");
  }
  await to.page.goto("/desk/folders?which=lent");
  for (let left = 5; left > 0 && (await ofFrom(to).count()) > 0; left -= 1) {
    await to.page.goto(await ofFrom(to).getAttribute("href"));
    const card = to.page.locator("#act-take-back");
    if (!(await card.evaluate((it) => it.open))) await card.locator("> summary").click();
    await counts(to.page, card, /归还|收回/, "take-back");
    await to.page.goto("/desk/folders?which=lent");
  }
}

export const tests = [
  {
    name: "who leaves for good hands the work over by hand, three people sign in turn, and the account ends (E33)",
    async run(visit) {
      const centre = new Centre(visit);
      await centre.handsOver("food-business", centre.citizen("许交接"), undefined, ["agent.sc", "do2.sc"]);
      const [leaver, taker, witness] = [await centre.officer("do2.sc"), await centre.officer("do.sc"), await centre.officer("lead.sc")];
      await leaver.page.goto("/desk/leaving");
      visit.expect(/status of 422/);
      const lists = () => leaver.page.getByRole("button", { name: "列好了，请移交人签字" }).click();
      await leaver.page.getByLabel("接交人").selectOption("do.sc");
      await leaver.page.getByLabel("监交人").selectOption("lead.sc");
      await leaver.page.getByLabel("印章、钥匙").fill("资料柜钥匙 1 把。");
      await lists();
      await leaver.page.getByRole("alert").getByRole("link", { name: "抽屉里的纸质材料和原件：这一项要填。", exact: true }).click();
      const papers = leaver.page.getByLabel("抽屉里的纸质材料和原件");
      assert.ok(await papers.evaluate((it) => it === document.activeElement), "the summary names the field and leads to it");
      assert.equal(await leaver.page.getByLabel("印章、钥匙").inputValue(), "资料柜钥匙 1 把。", "what was typed stays");
      await visit.pictures(leaver.page, "leaving refused");
      await papers.fill("没有；原件都已退还。");
      await lists();
      await leaver.page.waitForURL(/done=list/);
      assert.match(await words(leaver.page), /手上还有 \d+ 件，要先移交完，才能签字。/);
      assert.equal(await leaver.page.getByRole("button", { name: "签字", exact: true }).count(), 0);
      await readable(visit, leaver.page);
      await visit.pictures(leaver.page, "leaving with cases held");

      await handsAllOver(leaver, taker);
      await leaver.page.goto("/desk/leaving");
      assert.match(await words(leaver.page), /还有 \d+ 卷另行移交或者借阅的案卷在手上/);
      await handsFoldersOver(leaver, taker, "潘承办");
      await witness.page.goto("/desk/leaving");
      assert.equal(await witness.page.getByRole("button", { name: "签字", exact: true }).count(), 0, "it is not yet the witness's turn");
      for (const [who, done] of [[leaver, "sign"], [taker, "sign"], [witness, "ended"]]) {
        await who.page.goto("/desk/leaving");
        await readable(visit, who.page);
        await who.page.getByRole("button", { name: "签字", exact: true }).click();
        await who.page.waitForURL(new RegExp(`done=${done}`));
      }
      assert.match(await words(witness.page), /三个人都签了，账号已经停用。/);
      await leaver.page.goto("/desk");
      await leaver.page.waitForURL(/\/sign-in/);
      await leaver.page.getByLabel("账号").fill("do2.sc");
      await leaver.page.getByLabel("密码").fill(await centre.password());
      await leaver.page.getByRole("button", { name: "登录" }).click();
      assert.match(await words(leaver.page), /账号或密码不对/, "the account has ended");
    },
  },
  {
    name: "the handler falls ill in the afternoon: the head sees that nobody is there and reassigns with one click (E25)",
    async run(visit) {
      const centre = new Centre(visit);
      const citizen = centre.citizen("田等今天");
      const matter = await centre.handsOver("hygiene-licence", citizen, undefined, ["agent.gen", "do.wj"], "intake5");
      const leader = Object.assign(await centre.officer("lead.wj"), { looks: true });
      assert.deepEqual(await leader.offeredOn(matter, /改派/), [], "not while the handler is there");
      await leader.page.goto("/desk/people");
      await leader.page.getByLabel("谁", { exact: true }).selectOption("do.wj");
      await leader.page.getByLabel("病假").check();
      await leader.page.getByLabel("由谁代班").selectOption("do2.wj");
      await leader.page.getByRole("button", { name: "登记", exact: true }).click();
      await leader.page.waitForURL(/done=enter/);

      await leader.page.goto("/desk");
      const nobody = leader.page.locator("section", { has: leader.page.getByRole("heading", { name: /没有人在岗/ }) });
      const line = nobody.locator("tr", { has: leader.page.locator(`a[href="${matter.file}"]`) }).first();
      assert.match(await line.innerText(), /没有人在岗/);
      await visit.pictures(leader.page, "desk nobody present");
      await line.getByRole("link", { name: /改派/ }).click();
      await leader.page.waitForURL(`**${matter.file}`);
      const card = await leader.card("改派");
      visit.expect(/status of 422/);
      await card.getByLabel("为什么改派").fill("");
      await card.getByRole("button", { name: "改派，等对方签收" }).click();
      assert.match(await leader.page.getByRole("alert").innerText(), /为什么改派：这一项要填。/);
      await visit.pictures(leader.page, "reassign refused");
      await leader.opens(matter);
      const papers = await (await leader.card("改派")).getByLabel("找到的纸质材料，共几份").inputValue();
      await leader.does("reassign", matter, "改派", "改派，等对方签收");
      await leader.says(/肖承办.*今天不在岗/);
      const next = await centre.officer("do2.wj");
      await next.takes(matter, papers);
      assert.ok((await next.course()).some((it) => /改派/.test(it)), (await next.course()).join("\n"));
      await next.concludesStep(matter, "齐全，同意。");
    },
  },
  {
    name: "a matter of another office is refused, goes over to that office, and is signed for there (F13)",
    async run(visit) {
      const centre = new Centre(visit);
      const citizen = Object.assign(centre.citizen("韩问错门"), { looks: true });
      const intake = Object.assign(await centre.officer("intake2"), { looks: true });
      const matter = await intake.receives("food-business", citizen, [1]);
      await intake.printsReceipt(matter);
      visit.expect(/status of 422/);
      await intake.opens(matter);
      const card = await intake.card("不受理、不予受理");
      await card.getByLabel("不属本机关职权").check();
      await card.getByRole("button", { name: "不受理，打印告知书" }).click();
      assert.match(await intake.page.getByRole("alert").innerText(), /归哪个机关办：这一项要填。/);
      await visit.pictures(intake.page, "refusing acceptance refused");
      await intake.does("refuse-acceptance", matter, "不受理、不予受理", "不受理，打印告知书", async (it) => {
        await it.getByLabel("不属本机关职权").check();
        const office = it.getByLabel("归哪个机关办");
        await office.selectOption(await office.locator("option", { hasText: "文化和旅游局" }).first().getAttribute("value"));
        await it.getByLabel("写给申请人的理由").fill("流动演出的餐车由文化和旅游部门一并批准。");
      });
      await citizen.tracks(matter);
      await citizen.says(/这件事归澄禾县文化和旅游局办，请到那里申请/);
      assert.match(await intake.prints(matter, /不予受理决定书/), /澄禾县文化和旅游局/, "the paper names the office, and no code");
      await visit.pictures(citizen.page, "tracking of another office");

      const there = (await centre.officer("agent.wl")).page;
      await there.goto("/desk");
      const waiting = there.locator("#contacts-sign");
      assert.match(await waiting.innerText(), /食品经营许可/);
      await waiting.getByRole("link", { name: /食品经营许可/ }).last().click();
      await there.waitForURL(/\/desk\/contacts\//);
      assert.match(await words(there), new RegExp(`不予受理的件 ${matter.receiptNo}`));
      await readable(visit, there);
      await visit.pictures(there, "contact of a refused acceptance");
      await there.getByText("不归您这里办？").click();
      await there.getByRole("button", { name: "不接，退回" }).click();
      assert.match(await there.getByRole("alert").innerText(), /为什么不接：这一项要填。/);
      await there.getByRole("button", { name: "签收，由我负责" }).click();
      await there.waitForURL(/done=sign/);
      await there.getByLabel("退回，说明了理由").check();
      await there.getByLabel("为什么退回").fill("已当面说明：先办营业性演出审批。");
      await there.getByRole("button", { name: "记下结果" }).click();
      await there.waitForURL(/done=settle/);
      assert.match(await words(there), /这一件现在没有要您办的。/);
    },
  },
  {
    name: "a window without a person is seen by the centre at once, with whom to call (E1)",
    async run(visit) {
      const centre = new Centre(visit);
      const manager = (await centre.officer("centre")).page;
      await manager.goto("/desk");
      assert.match(await words(manager), /现在 \d+ 个窗口没有人：.*11 号不动产登记窗口/);
      await manager.getByRole("link", { name: "看窗口" }).click();
      const row = () => manager.locator("table.hall tr", { hasText: "11 号不动产登记窗口" }).innerText();
      assert.match(await row(), /没有人[^]*应到：黄受理 0000-\d+/);
      assert.ok(await manager.locator("table.hall thead").isVisible(), "the columns have their heads");
      await readable(visit, manager);
      await visit.pictures(manager, "hall with empty windows");

      const { page } = await centre.officer("intake11");
      await page.goto("/desk/day");
      assert.match(await words(page), /这个窗口收的件，今天(没有到期的|到期 \d+ 件)/);
      await page.getByRole("button", { name: "开窗，我坐这里" }).click();
      await page.waitForURL(/done=open/);
      await manager.goto("/desk/day");
      assert.match(await row(), /黄受理/);
      assert.doesNotMatch(await row(), /应到/);
      await manager.goto("/desk");
      assert.doesNotMatch(await words(manager), /没有人：.*11 号不动产登记窗口/);
      const other = (await centre.officer("intake5")).page;
      await other.goto("/desk");
      assert.doesNotMatch(await words(other), /个窗口没有人/, "only for those who lead windows");
      assert.match(wordsOf(await other.content()), /今天/);
    },
  },
  {
    name: "a paper is lost: the handler counts again, the leader signs, the citizen is told, and the case goes on with one fewer (F30)",
    async run(visit) {
      const centre = new Centre(visit);
      const citizen = centre.citizen("孟失件");
      const matter = await centre.handsOver("food-business", citizen, undefined, ["agent.sc", "do.sc"]);
      const [handler, leader] = [await centre.officer("do.sc"), await centre.officer("lead.sc")];
      const folder = `/desk/folders/${matter.id}`;
      const { page } = handler;
      await handler.opens(matter);
      const held = Number(await (await handler.card("移交给下一位")).getByLabel("纸质材料，共几份").inputValue());
      await page.goto(folder);
      const names = async (first) => {
        const card = await handler.card("报告遗失");
        const rows = card.locator('input[name^="note-loss-found-"]');
        for (let row = await rows.count(); row > 0; row -= 1) await rows.nth(row - 1).fill(row === 1 ? first : "2");
        await card.getByLabel("办件登记的份数，因此少几份").fill("1");
        await card.getByLabel("怎么发现的，找过哪里").fill("送审图时落在车上，找过三处。");
        await card.getByRole("button", { name: "报告遗失，请负责人签字" }).click();
      };
      visit.expect(/status of 422/);
      await names("没有");
      assert.match(await page.getByRole("alert").first().innerText(), /现在找到几页/, "the field is named");
      await visit.pictures(page, "folder loss refused");
      await names("0");
      await page.waitForURL(/done=note-loss/);
      await handler.says(/遗失，等签字/);
      await readable(visit, page);

      await leader.page.goto("/desk");
      await leader.page.getByText(/报告了材料遗失，等您签字/).getByRole("link", { name: "去看" }).click();
      if (leader.page.url().includes("which=loss")) await leader.page.goto(folder);
      await leader.says(/找过三处。/);
      await visit.pictures(leader.page, "folder loss to sign");
      await (await leader.card("遗失签字")).getByRole("button", { name: "确认遗失，签字" }).click();
      await leader.page.waitForURL(/done=sign-loss/);
      await leader.says(/遗失，已经登记/);
      await readable(visit, leader.page);
      await visit.pictures(leader.page, "folder with a gap");

      await citizen.reads(/在我们这里少了[^]*责任在我们[^]*不用重交/);
      await handler.opens(matter);
      assert.ok((await handler.course()).some((it) => /材料遗失，办件登记的份数少 1 份/.test(it)), (await handler.course()).join("\n"));
      await handler.gives(matter, "agent.sc");
      await (await centre.officer("agent.sc")).takes(matter, held - 1);
      await citizen.tracks(matter);
      await citizen.says(/您交的材料有一部分在我们这里遗失了/);
    },
  },
  {
    name: "a folder given apart stands on the desk of whoever is to sign for it, until it is signed for (A12, F30)",
    async run(visit) {
      const centre = new Centre(visit);
      const matter = await centre.handsOver("food-business", centre.citizen("孟另交"), undefined, ["agent.sc", "do.sc"]);
      const [giver, taker] = [await centre.officer("do.sc"), await centre.officer("agent.sc")];
      const folder = `/desk/folders/${matter.id}`;
      await giver.page.goto(folder);
      await (await giver.card("立卷")).getByRole("button", { name: "立卷，打印封面" }).click();
      await giver.page.waitForURL(/done=open/);
      const sheets = String(await giver.page.locator(`section[aria-labelledby="folder-rows"] tbody tr`).count());
      const card = await giver.card("案卷另行移交");
      await card.getByLabel("交给谁").selectOption("agent.sc");
      await card.getByLabel("当面点清的页数").fill(sheets);
      await card.getByLabel("为什么另行移交").fill("现场核查要用。");
      await card.getByRole("button", { name: "移交案卷" }).click();
      await giver.page.waitForURL(/done=give/);

      const waits = taker.page.locator(`#care-folders a[href="${folder}"]`);
      await taker.page.goto("/desk");
      assert.match(await taker.page.locator("#care-folders").innerText(), /单独移交给您的案卷，等您签收/);
      await readable(visit, taker.page);
      await visit.pictures(taker.page, "desk with a folder to sign for");
      await waits.click();
      await taker.page.waitForURL(`**${folder}`);
      const take = await taker.card("签收案卷");
      await take.getByLabel("当面点清的页数").fill(sheets);
      await take.getByRole("button", { name: "点清签收" }).click();
      await taker.page.waitForURL(/done=take/);
      await taker.page.goto("/desk");
      assert.equal(await waits.count(), 0, "it is signed for");
    },
  },
];
