// Looked at from outside: a social supervisor draws cases and reads them without names, a visitor with a pass sees the hall.
import assert from "node:assert/strict";
import { Centre } from "./people.mjs";
import { goes, says, sends } from "./record.mjs";

/** A county with little life is filled soon. */
export const server = { args: ["--cases", "200"] };

export const tests = [
  {
    name: "a social supervisor looks at twenty cases that nobody chose, without names, and every look is written down (A6, R46)",
    async run(visit) {
      const centre = new Centre(visit);
      const { page } = await centre.officer("social");
      await page.getByRole("link", { name: "社会监督", exact: true }).click();
      await says(page, /随机抽 20 件/);
      assert.equal(await page.getByLabel("谁来看").count(), 0, "passes are made by who receives visitors");
      await sends(page, "begin", async () => {});
      const rows = page.locator("tbody tr");
      assert.equal(await rows.count(), 20);
      await visit.pictures(page, "spot check");
      const check = page.url();
      await rows.nth(2).getByRole("link").click();
      await says(page, /怎么办的/);
      await says(page, /不给看/);
      const text = await page.locator("main").innerText();
      assert.doesNotMatch(text, /0000-\d{7}|\d{17}[\dX]/, "neither telephone nor identity number");
      assert.doesNotMatch(text, /〔\d{4}〕/, "no number of a document, which a public register has beside a name");
      await visit.pictures(page, "case without names");
      await page.goto(check);
      await page.getByRole("link", { name: "大厅此刻的情况", exact: true }).click();
      await says(page, /账本第 \d+ 条/);
      await says(page, /综合窗口/);
      await visit.pictures(page, "hall now");
      const pdf = await page.request.get(`${check}/hall.pdf`);
      assert.deepEqual([pdf.status(), (await pdf.body()).subarray(0, 5).toString()], [200, "%PDF-"]);
      await page.goto(check);
      await says(page, /看了\s+3 次/);
      await says(page, /看了第 3 件[\s\S]*抽件/);
      visit.expect(/status of 422/);
      await sends(page, "remark", async (card) => card.getByLabel("看到了什么问题").fill(" "));
      assert.match(await page.locator("#act-remark").innerText(), /这一项要填/);
      await sends(page, "remark", async (card) => {
        await card.getByLabel("说的是哪一件").selectOption("3");
        await card.getByLabel("看到了什么问题").fill("补正的话说得太难懂。");
      });
      await says(page, /意见已经留下/);

      const supervisor = await centre.officer("super");
      await goes(supervisor.page, "/desk/oversight");
      await supervisor.page.getByRole("link", { name: "突击检查和社会监督" }).click();
      await supervisor.page.locator("tbody tr th a").first().click();
      await says(supervisor.page, /对第 3 件提出意见[\s\S]*补正的话说得太难懂/);
      assert.equal(await supervisor.page.locator("tbody a").count(), 0, "who supervises looks at it, and makes no look of it");
      visit.expect(/status of 403/);
      const handler = await centre.officer("do.sc");
      assert.equal((await handler.page.goto(check)).status(), 403);
    },
  },
  {
    name: "a visitor with a pass sees the hall and the drawn cases for a day (E29)",
    async run(visit) {
      const centre = new Centre(visit);
      const { page } = await centre.officer("super");
      await goes(page, "/desk/spots");
      visit.expect(/status of 422/);
      await sends(page, "begin", async (card) => card.getByLabel(/外面来的检查人员/).check());
      assert.match(await page.locator("#act-begin").innerText(), /这一项要填/);
      await sends(page, "begin", async (card) => card.getByLabel(/来的人和单位/).fill("市政府督查室 李处长"));
      await says(page, /市政府督查室 李处长/);
      const pass = await page.locator(".spot-pass").innerText();
      assert.match(pass, /^\d{4} \d{4} \d{4}$/);
      await visit.pictures(page, "pass of a visitor");

      const visitor = await visit.open("/inspect");
      visit.expect(/status of 404/);
      await visitor.getByLabel("查阅码").fill("1111 2222 3333");
      await visitor.getByRole("button", { name: "开始看" }).click();
      await says(visitor, /没有这个查阅码/);
      assert.equal(await visitor.getByLabel("查阅码").inputValue(), "1111 2222 3333");
      await visitor.getByLabel("查阅码").fill(pass);
      await visitor.getByRole("button", { name: "开始看" }).click();
      await visitor.waitForURL(/\/inspect\/check$/);
      assert.equal(await visitor.locator("tbody tr").count(), 20);
      await visit.pictures(visitor, "check of a visitor");
      await visitor.locator("tbody a").first().click();
      await says(visitor, /怎么办的/);
      await goes(visitor, "/inspect/check");
      await sends(visitor, "remark", async (card) => card.getByLabel("看到了什么问题").fill("取号机前没有人引导。"));
      await says(visitor, /来访人员[\s\S]*取号机前没有人引导/);
      await page.reload();
      await sends(page, "end", async () => {});
      await says(page, /检查已经结束/);
      visit.expect(/status of 403/);
      assert.equal((await goes(visitor, "/inspect/check/1")).status(), 403);
    },
  },
];
