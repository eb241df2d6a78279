// What authorities were let see of a dossier (E30), and reading a case without taking part in it (F33).
import assert from "node:assert/strict";
import { Centre } from "./people.mjs";
import { goes, sends } from "./record.mjs";

/** A county with little life is filled soon. */
export const server = { args: ["--cases", "200"] };

const ITEM = "food-business";

export const tests = [
  {
    name: "an authority's request is entered, approved by another, handed out, and told to the applicant (E30)",
    async run(visit) {
      const centre = new Centre(visit);
      const matter = await centre.handsOver(ITEM, centre.citizen("许调阅"), undefined, ["agent.sc", "do.sc"]);
      const keeper = await centre.officer("do.sc");
      await goes(keeper.page, matter.file);
      await keeper.page.getByRole("link", { name: "办案机关调阅" }).click();
      await visit.pictures(keeper.page, "disclosures of a case");
      visit.expect(/status of 422/);
      await sends(keeper.page, "register", async (card) => {
        await card.getByLabel("机关全称").fill("澄禾县公安局");
        await card.getByLabel("第 1 位来人姓名").fill("甲调查");
      });
      await keeper.says(/还有几处要看一下/);
      assert.equal(await keeper.page.getByLabel("机关全称").inputValue(), "澄禾县公安局", "what was typed is kept");
      await visit.pictures(keeper.page, "disclosure that lacks something");
      await sends(keeper.page, "register", async (card) => {
        await card.getByLabel("文书名称和文号").fill("调取证据通知书 〔2026〕18号");
        await card.getByLabel("依据哪一条").fill("刑事诉讼法第五十四条");
        await card.getByLabel("第 1 位证件号").fill("0000118");
        await card.getByLabel("第 2 位来人姓名").fill("乙调查");
        await card.getByLabel("第 2 位证件号").fill("0000235");
      });
      await keeper.page.waitForURL(/\/desk\/disclosures\/[^/]+\/1\?done=register/);
      await keeper.says(/等审批/);
      const one = new URL(keeper.page.url()).pathname;
      const head = await centre.officer("head.biz");
      await goes(head.page, "/desk");
      await head.says(/办案机关来调阅案卷，等审批、等提供/);
      await goes(head.page, one);
      await sends(head.page, "approve");
      await head.says(/已同意，等提供/);
      await goes(keeper.page, one);
      await sends(keeper.page, "hand-out");
      await keeper.says(/已提供/);
      await visit.pictures(keeper.page, "disclosure handed out");
      const slip = await keeper.page.request.get(`${one}/paper`);
      assert.equal(slip.headers()["content-type"], "application/pdf");
      await goes(keeper.page, "/desk/disclosures");
      await keeper.says(/澄禾县公安局/);
      await visit.pictures(keeper.page, "register of disclosures");
    },
  },
  {
    name: "a supervisor sees a case masked until a purpose is given, and then the list of readings (F33)",
    async run(visit) {
      const centre = new Centre(visit);
      const matter = await centre.handsOver(ITEM, centre.citizen("许看看"), undefined, ["agent.sc", "do.sc"]);
      const supervisor = await centre.officer("super");
      await goes(supervisor.page, matter.file);
      await supervisor.says(/许\*/);
      assert.doesNotMatch(await supervisor.page.locator("main").innerText(), /许看看/);
      await supervisor.page.locator("#act-reveal summary").click();
      await visit.pictures(supervisor.page, "case that asks what for");
      visit.expect(/status of 422/);
      await supervisor.page.locator("#act-reveal button[type=submit]").click();
      await supervisor.says(/请从列出的里面选/);
      await supervisor.page.locator("#act-reveal").getByLabel("投诉办理").check();
      await supervisor.page.locator("#act-reveal button[type=submit]").click();
      await supervisor.page.waitForURL(/done=reveal/);
      await supervisor.says(/许看看/);
      await goes(supervisor.page, "/desk/my-views");
      await supervisor.says(/投诉办理/);
      await goes(supervisor.page, "/desk/views");
      await visit.pictures(supervisor.page, "readings by person and day");
    },
  },
];
