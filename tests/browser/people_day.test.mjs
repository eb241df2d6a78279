// People who are away, the window's day, and what an outage held up.
import assert from "node:assert/strict";
import { Centre, readable } from "./people.mjs";

/** A county with little life is filled soon. */
export const server = { args: ["--cases", "200"] };

/** The demonstration's own instant as a form takes it, some minutes before. */
function before(minutes) {
  const at = new Date(Date.now() + 8 * 3_600_000 - minutes * 60_000);
  return at.toISOString().slice(0, 16);
}

const words = (page) => page.locator("main").innerText();

export const tests = [
  {
    name: "a handler enters a leave, the deputy counts and takes over, and the handler takes it back",
    async run(visit) {
      const centre = new Centre(visit);
      const citizen = centre.citizen("许代班");
      const matter = await centre.handsOver("hygiene-licence", citizen, undefined, ["agent.gen", "do.wj"], "intake5");
      const { page } = await centre.officer("do.wj");
      await page.goto("/desk/people");
      const today = await page.getByLabel("第一天").inputValue();
      visit.expect(/status of 422/);
      await page.getByLabel("最后一天").fill(today);
      await page.getByRole("button", { name: "登记", exact: true }).click();
      assert.match(await words(page), /请选一位代班人，可以选：袁承办。/, "somebody can stand in, so somebody is named");
      await page.getByLabel("由谁代班").selectOption("do2.wj");
      await readable(visit, page);
      await visit.pictures(page, "people deputy needed");
      await page.getByRole("button", { name: "登记", exact: true }).click();
      await page.waitForURL(/done=enter/);

      const deputy = (await centre.officer("do2.wj")).page;
      await deputy.goto("/desk/people");
      const count = deputy.locator(`input[name="papers-${matter.id}"]`);
      await count.fill("99");
      await deputy.getByRole("button", { name: "点清了，接过来" }).click();
      assert.match(await words(deputy), /您点到 99 份，应有 \d+ 份。/);
      assert.equal(await count.inputValue(), "99", "what was typed stays");
      const [, papers] = /您点到 99 份，应有 (\d+) 份/.exec(await words(deputy));
      await count.fill(papers);
      await deputy.getByRole("button", { name: "点清了，接过来" }).click();
      await deputy.waitForURL(/done=stand-in/);
      await readable(visit, deputy);

      await page.goto("/desk/people");
      await page.getByRole("button", { name: /^回来了，销假/ }).first().click();
      await page.waitForURL(/done=end/);
      await page.locator(`input[name="papers-${matter.id}"]`).fill(papers);
      await page.getByRole("button", { name: "点清了，接回来" }).click();
      await page.waitForURL(/done=take-back/);
      const handler = await centre.officer("do.wj");
      await handler.opens(matter);
      const course = await handler.course();
      assert.ok(course.some((line) => /不在岗，代班接手/.test(line)) && course.some((line) => /^回来了，从/.test(line)), course.join("\n"));
    },
  },
  {
    name: "a window is opened, a visit counted, the day settled with a reason and signed by the head",
    async run(visit) {
      const centre = new Centre(visit);
      const { page } = await centre.officer("intake9");
      await page.goto("/desk/day");
      await page.getByLabel("打印机试过，好用").check();
      await readable(visit, page);
      await page.getByRole("button", { name: "开窗，我坐这里" }).click();
      await page.waitForURL(/done=open/);
      assert.match(await words(page), /读卡器不好用/);
      await page.getByRole("button", { name: "下一位" }).click();
      visit.expect(/status of 422/);
      await page.getByRole("button", { name: "没有收", exact: true }).click();
      assert.match(await words(page), /这一项要填。/, "nothing taken in wants its reason");
      await page.getByRole("button", { name: "咨询", exact: true }).click();
      await page.waitForURL(/done=end-advice/);
      await page.getByText("下班结算").click();
      const settle = page.locator("details").filter({ hasText: "下班结算" });
      await settle.getByLabel("材料，点到几份").fill("9999");
      await settle.getByLabel("其中的原件，点到几份").fill("0");
      await settle.getByRole("button", { name: "点清了，结算" }).click();
      assert.match(await words(page), /点到的和系统记的对不上，请写明原因再结算。/);
      await readable(visit, page);
      await visit.pictures(page, "window settlement refused");
      await page.getByLabel("对不上的原因").fill("夜间封存的旧档也在柜里。");
      await page.getByRole("button", { name: "点清了，结算" }).click();
      await page.waitForURL(/done=settle/);

      const head = (await centre.officer("head.eng")).page;
      await head.goto("/desk/day?window=w9");
      assert.match(await words(head), /夜间封存的旧档也在柜里。/);
      await readable(visit, head);
      await visit.pictures(head, "window settlement to sign");
      await head.getByRole("button", { name: "核对过了，签字" }).click();
      await head.waitForURL(/done=sign/);
      const hall = (await centre.officer("centre")).page;
      await hall.goto("/desk/day");
      assert.match(await hall.locator("table", { hasText: "今天的窗口" }).innerText(), /孙窗长签了字/);
      await readable(visit, hall);
    },
  },
  {
    name: "an outage is declared and published; a number of a pad is entered within it and leads to the intake form",
    async run(visit) {
      const centre = new Centre(visit);
      const head = (await centre.officer("head.biz")).page;
      await head.goto("/desk/outage");
      await head.getByLabel("断网").check();
      await head.getByLabel("从什么时候起").fill(before(90));
      await head.getByRole("button", { name: "登记并公布" }).click();
      await head.waitForURL(/done=declare/);
      await readable(visit, head);
      await head.getByLabel("什么时候恢复的").fill(before(10));
      await head.getByRole("button", { name: "登记恢复" }).click();
      await head.waitForURL(/done=end/);

      const { page } = await centre.officer("intake2");
      await page.goto("/desk/outage");
      assert.match(await words(page), /停 000003/, "the sheet nobody accounts for is shown");
      const enters = async (minutes) => {
        await page.getByLabel("备用号").first().fill("停 000005");
        await page.getByLabel("号上写的时间").fill(before(minutes));
        await page.getByLabel("办什么").selectOption("food-business");
        await page.getByRole("button", { name: "去填收件表" }).click();
      };
      visit.expect(/status of 422/);
      await enters(180);
      assert.match(await words(page), /号上写的时间不在登记过的停用时段里，不能补录。/);
      await readable(visit, page);
      await enters(40);
      await page.waitForURL(/\/desk\/intake\/food-business\?pad=/);
      assert.match(await words(page), /收到时间按号上写的/);
      const anybody = await visit.open("/outages");
      assert.match(await words(anybody), /断网/);
      await readable(visit, anybody);
    },
  },
  {
    name: "another stands in for an absence that was entered, and nobody chosen is said at the field",
    async run(visit) {
      const centre = new Centre(visit);
      const { page } = await centre.officer("super2");
      await page.goto("/desk/people");
      const today = await page.getByLabel("第一天").inputValue();
      await page.getByLabel("最后一天").fill(today);
      const able = page.getByLabel("由谁代班").locator("option");
      const deputies = await able.evaluateAll((all) => all.map((it) => it.value).filter((value) => value !== ""));
      assert.ok(deputies.length >= 2, `two can stand in: ${deputies}`);
      await page.getByLabel("由谁代班").selectOption(deputies[0]);
      await page.getByRole("button", { name: "登记", exact: true }).click();
      await page.waitForURL(/done=enter/);

      const change = page.locator(".away-list details").filter({ hasText: "换代班人" }).first();
      await change.locator("summary").click();
      visit.expect(/status of 422/);
      await change.getByRole("button", { name: "换成这一位" }).click();
      assert.match(await words(page), /请从列出的里面选|请选/, "nobody was chosen");
      await readable(visit, page);
      await visit.pictures(page, "people deputy changed");
      const again = page.locator(".away-list details").filter({ hasText: "换代班人" }).first();
      await again.getByLabel("换成谁代班").selectOption(deputies[1]);
      await again.getByRole("button", { name: "换成这一位" }).click();
      await page.waitForURL(/done=deputy/);
      assert.match(await words(page), /已经换了代班人/);
      await page.getByRole("button", { name: /^回来了，销假/ }).first().click();
      await page.waitForURL(/done=end/);
    },
  },
];
