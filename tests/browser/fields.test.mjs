// Every form of the desk says what is wrong by the name of the field, leads there, and keeps what was typed.
import assert from "node:assert/strict";
import { Centre, readable } from "./people.mjs";

/** A county with little life is filled soon. */
export const server = { args: ["--cases", "200"] };

/** The demonstration's day, so many days from today. */
function day(days) {
  return new Date(Date.now() + 8 * 3_600_000 + days * 86_400_000).toISOString().slice(0, 10);
}

/** Who, where, what is typed, by which button, and what the head of the form then says. */
const FORMS = [
  ["intake2", "/desk/contacts/new", async (page) => page.getByLabel("当场答复，给了清单").check(), "登记", /(问的是哪个事项|怎么办的)：/],
  ["intake2", "/desk/contacts/new", async () => {}, "登记", /怎么办的：请从列出的里面选/],
  ["head.biz", "/desk/people", async (page) => page.getByLabel("第一天").fill(""), "登记", /第一天：/],
  ["head.biz", "/desk/people", async (page) => page.getByLabel("第一天").fill(day(-9)), "登记", /第一天：/],
  ["head.biz", "/desk/people", async (page) => page.getByLabel("最后一天").fill(day(-1)), "登记", /(?<!：)最后一天在第一天前面，请再核对。/],
  ["head.biz", "/desk/people", async (page) => page.getByLabel("最后一天").fill(day(800)), "登记", /最后一天：最多提前一年登记，一次最长一年。/],
  ["head.biz", "/desk/people", async () => {}, "登记", /最后一天：请填最后一天；只有病假可以先不填。/],
  ["head.biz", "/desk/leaving", async () => {}, "列好了，请移交人签字", /移交人：请从列出的里面选[^]*接交人：请从列出的里面选[^]*监交人：请从列出的里面选/],
  ["head.biz", "/desk/leaving", async (page) => {
    await page.locator("#leaving-person").selectOption("head.biz");
    await page.locator("#leaving-taker").selectOption({ index: 1 });
    await page.locator("#leaving-witness").selectOption("head.biz");
    await page.getByLabel("抽屉里的纸质材料和原件").fill("没有。");
  }, "列好了，请移交人签字", /监交人：移交人、接交人、监交人须是三个不同的人。/],
  ["head.biz", "/desk/outage", async (page) => page.getByLabel("几个号").fill("5"), "印", /给哪个窗口：请从列出的里面选/],
  ["head.biz", "/desk/outage", async (page) => {
    await page.locator("#print-window").selectOption("w2");
    await page.getByLabel("几个号").fill("3");
  }, "印", /几个号：一本备用号要有 5 到 50 个。/],
  ["head.biz", "/desk/outage", async (page) => {
    await page.getByLabel("断网").check();
    await page.getByLabel("从什么时候起").fill(`${day(2)}T09:00`);
  }, "登记并公布", /从什么时候起：开始的时间不能在将来/],
  ["intake2", "/desk/outage", async (page) => page.locator("#void-number").fill("停 009999"), "没有用", /备用号：没有印过这个号，请核对。/],
];

export const tests = [
  {
    name: "the summary at the head of a form names the field, and its link leads there",
    async run(visit) {
      visit.expect(/status of 422/);
      const centre = new Centre(visit);
      const matter = await centre.handsOver("food-business", centre.citizen("郑表格"), undefined, ["agent.sc", "do.sc"]);
      const certificates = (await centre.officer("do.sc")).page;
      await certificates.goto("/desk/certificates?which=in-force");
      const certificate = await certificates.locator("main table a").first().getAttribute("href");
      const ofOne = [
        ["do.sc", certificate, async (page) => page.getByText("更正打错的字").click(), "交上更正申请", /哪里打错了：这一项要填。/],
        ["do.sc", `/desk/bars/${matter.id}`, async (page) => page.locator("input[name=ground]").first().check(), "提出$", /事实和证据：这一项要填。/],
        ["do.sc", `/desk/bars/${matter.id}`, async () => {}, "提出$", /为什么：请从列出的里面选/],
        ["do.sc", `${matter.file}/hearing`, async () => {}, "登记$", /姓名或名称：这一项要填。/],
      ];
      for (const [login, path, fill, button, sentence] of [...FORMS, ...ofOne]) {
        const { page } = await centre.officer(login);
        await page.goto(path);
        await fill(page);
        await page.getByRole("button", { name: new RegExp(`^${button}`) }).first().click();
        const summary = page.getByRole("alert");
        const said = await summary.innerText();
        assert.match(said, sentence, `${path} ${button}: ${said}`);
        const id = (await summary.getByRole("link").first().getAttribute("href")).slice(1);
        await summary.getByRole("link").first().click();
        assert.ok(await page.evaluate((it) => document.activeElement.id === it, id), `${path}: the link leads to ${id}`);
      }
      await readable(visit, (await centre.officer("head.biz")).page);
    },
  },
  {
    name: "a first notice that leaves rows out says that everything is named at once (N4, F1)",
    async run(visit) {
      visit.expect(/status of 422/);
      const centre = new Centre(visit);
      const intake = await centre.officer("intake2");
      const matter = await intake.receives("food-business", centre.citizen("郑缺三样"), [1, 2]);
      await intake.opens(matter);
      const card = await intake.card("告知补正");
      for (const row of [3, 4, 5]) await card.locator(`#correction-detail${row}`).fill("请按样表补来");
      await card.locator("#correction-ask-5").uncheck();
      await card.getByRole("button", { name: /告知补正/ }).click();
      await intake.says(/告知要一次说全，这几样还没有收到，要一并列上：经营场所材料。/);
      assert.equal(await intake.page.locator("#correction-detail3").inputValue(), "请按样表补来", "what was typed stays");
      await visit.pictures(intake.page, "first notice incomplete");
    },
  },
];
