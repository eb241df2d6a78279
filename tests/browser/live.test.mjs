// The live desk: a hand-over, an order, a light that time turns appear without a reload, and what is being typed stays.
import assert from "node:assert/strict";
import { Centre } from "./people.mjs";

/** A county with little life is filled soon. */
export const server = { args: ["--cases", "200"] };

const LINE_MS_MAX = 20_000;
/** How long a page that is open may take to be told what time has done. */
const TOLD_MS_MAX = 6_000;

/** The quiet line, once it is there. */
async function told(page) {
  const line = page.locator("[data-live]");
  await line.waitFor({ state: "visible", timeout: LINE_MS_MAX });
  return line;
}

/** Writes down of which cases of the own desk a page is told; gives the question whether one was among them. */
async function listens(page) {
  await page.locator('[data-live][data-state="open"]').waitFor({ state: "attached" });
  await page.evaluate(async () => {
    window.told = [];
    const source = new EventSource(`/desk/live?since=${document.querySelector("[data-live]").dataset.seq}`);
    source.addEventListener("desk", (event) => window.told.push(...Object.keys(JSON.parse(event.data).mine)));
    await new Promise((open) => source.addEventListener("open", () => open(), { once: true }));
  });
  return (id) => page.waitForFunction((it) => window.told.includes(it), id, { timeout: TOLD_MS_MAX }).then(() => true, () => false);
}

export const tests = [
  {
    name: "a hand-over appears at the other's desk without a reload, and a half-typed search stays",
    async run(visit) {
      const centre = new Centre(visit);
      const citizen = centre.citizen("田奶奶");
      const agent = await centre.officer("agent.sc");
      const intake = await centre.officer("intake2");
      const matter = await intake.receives("food-business", citizen, await intake.rowsOf("food-business"));
      await intake.accepts(matter);

      await agent.page.goto("/desk");
      await agent.page.locator('[data-live][data-state="open"]').waitFor({ state: "attached" });
      await agent.page.evaluate(() => (window.drawnOnce = true));
      const search = agent.page.locator(".find-box input:not([type=hidden])").first();
      await search.fill("收 2026-0");
      await intake.gives(matter, "agent.sc");

      const line = await told(agent.page);
      assert.match(await line.innerText(), /有 \d+ 件新到的事，点此看/);
      assert.equal(await search.inputValue(), "收 2026-0");
      await visit.pictures(agent.page, "live line");
      await line.getByRole("button").click();
      await agent.page.locator(`#desk-lists a[href="${matter.file}"]`).first().waitFor();
      await line.waitFor({ state: "hidden" });
      assert.equal(await search.inputValue(), "收 2026-0", "what was typed stays");
      assert.equal(await agent.page.evaluate(() => window.drawnOnce), true, "the page was not loaded anew");
    },
  },
  {
    name: "an open form of a case keeps what is typed while somebody else acts on the case",
    async run(visit) {
      const centre = new Centre(visit);
      const citizen = centre.citizen("方新");
      const matter = await centre.handsOver("food-business", citizen, undefined, ["agent.sc"]);
      const agent = await centre.officer("agent.sc");
      const intake = await centre.officer("intake2");
      await intake.page.goto(matter.file);
      await intake.page.locator('[data-live][data-state="open"]').waitFor({ state: "attached" });
      await intake.page.evaluate(() => (window.drawnOnce = true));
      const handed = intake.page.locator("#case-moments").getByText(/移交给/);
      const before = await handed.count();
      const card = await intake.card("申请人要撤回");
      const [said, number] = [card.getByLabel("申请人的话"), card.getByLabel("证件号码")];
      await card.getByLabel("窗口要求撤回").check();
      await number.fill(citizen.number);
      await said.fill("写到一半的话");
      await agent.gives(matter, "do.sc");
      const line = await told(intake.page);
      await line.getByRole("button").click();
      await line.waitFor({ state: "hidden" });
      assert.ok((await handed.count()) > before, "the timeline was drawn anew");
      assert.equal(await said.inputValue(), "写到一半的话");
      assert.equal(await number.inputValue(), citizen.number);
      assert.ok(await card.getByLabel("窗口要求撤回").isChecked(), "what was chosen stays too");
      assert.ok(await card.evaluate((it) => it.open), "the form is still open");
      assert.equal(await intake.page.evaluate(() => window.drawnOnce), true, "the page was not loaded anew");
    },
  },
  {
    name: "an order stands on the desk of whoever has to answer it, without a reload (R101, R102)",
    async run(visit) {
      const centre = new Centre(visit);
      const handler = await centre.officer("do.sc");
      const supervisor = await centre.officer("super");
      await handler.page.goto("/desk");
      await handler.page.locator('[data-live][data-state="open"]').waitFor({ state: "attached" });
      const owed = async () => {
        const text = await handler.page.locator("#desk-lists").innerText();
        return Number(text.match(/您有 (\d+) 张催办、督办单要答复/)?.[1] ?? 0);
      };
      const before = await owed();
      await supervisor.page.goto("/desk/orders/new");
      const card = supervisor.page.locator("#act-issue");
      await card.getByLabel("督办单").check();
      await card.locator("#issue-unit").selectOption("sc");
      await card.locator("#issue-to").selectOption("do.sc");
      await card.locator("#issue-words").fill("三天内说明这个月超期的原因。");
      await card.locator("button[type=submit]").click();
      const line = await told(handler.page);
      await line.getByRole("button").click();
      await line.waitFor({ state: "hidden" });
      assert.equal(await owed(), before + 1, "one more is to be answered");
      await visit.pictures(handler.page, "desk with an order");
    },
  },
  {
    name: "without scripts the desk is as it was",
    async run(visit) {
      const centre = new Centre(visit);
      const { page } = await centre.officer("agent.sc", { scripts: false });
      assert.equal(await page.locator("[data-live]").isVisible(), false);
    },
  },
  {
    name: "a light that time alone turns arrives on the open desk of whoever holds the case (N32)",
    async run(visit) {
      const centre = new Centre(visit);
      const citizen = centre.citizen("许亮灯");
      const matter = await centre.handsOver("food-business", citizen, undefined, ["agent.sc", "do.sc"]);
      // Nobody else listens meanwhile.
      for (const login of ["intake2", "agent.sc", "do.sc"]) await (await centre.officer(login)).page.goto("/");
      const clock = await visit.open();
      const lightOf = async () => {
        await citizen.tracks(matter);
        const said = await citizen.page.locator("main").innerText();
        return ["超期", "临期", "正常"].find((word) => said.includes(`${word}：`));
      };
      const turned = [];
      for (let [light, day] = ["正常", 0]; light !== "超期"; day += 1) {
        assert.ok(day < 40, `the light turns within the promise: ${JSON.stringify(turned)}`);
        // A day that passes ends every session.
        const { page } = await new Centre(visit).officer("do.sc");
        const isTold = await listens(page);
        await clock.goto("/dev/clock");
        await clock.getByRole("button", { name: "过一天" }).click();
        await clock.waitForURL(/\/dev\/clock\?/);
        const now = await lightOf();
        if (now !== light) {
          const heard = await isTold(matter.id);
          if (heard) assert.match(await (await told(page)).innerText(), /有 \d+ 件新到的事，点此看/);
          turned.push({ light: now, told: heard });
          light = now;
        }
        await page.close();
      }
      assert.deepEqual(turned.map((it) => it.light), ["临期", "超期"]);
      // Where the server looked at the sessions just after the day was gone, this one was none any more and is told nothing.
      assert.ok(turned.some((it) => it.told), `the page was told while it stood open: ${JSON.stringify(turned)}`);
      const handler = await new Centre(visit).officer("do.sc");
      await handler.opens(matter);
      assert.match(await handler.page.locator("#case-now").innerText(), /超期/);
    },
  },
];
