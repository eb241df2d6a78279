// The flow of an item over its procedure: from the board to the item, its steps with what they waited, and the bottleneck marked.
import assert from "node:assert/strict";
import { Centre } from "./people.mjs";
import { goes } from "./record.mjs";

/** Enough cases of the commonest items for waiting times. */
export const server = { args: ["--cases", "400"] };

export const tests = [
  {
    name: "a supervisor goes from the board to an item and sees where its cases wait",
    async run(visit) {
      const supervisor = await new Centre(visit).officer("super");
      await goes(supervisor.page, "/desk/oversight");
      await supervisor.page.getByRole("link", { name: "办件流程" }).click();
      await supervisor.says(/看哪个事项/);
      const links = supervisor.page.locator(".flow-items a");
      assert.ok((await links.count()) > 0, "every item leads to its flow");
      const addresses = await links.evaluateAll((all) => all.map((link) => link.getAttribute("href")));
      let found = "";
      for (const address of addresses) {
        await goes(supervisor.page, address);
        await supervisor.says(/一步一步怎么走的/);
        if ((await supervisor.page.locator(".flow-slow").count()) > 0) {
          found = address;
          break;
        }
      }
      assert.ok(found, `one item of ${addresses.length} has a bottleneck`);
      const slow = supervisor.page.locator(".flow-slow");
      assert.equal(await slow.count(), 1, "one stretch alone is the slowest");
      assert.match(await slow.innerText(), /瓶颈[\s\S]*次[\s\S]*一半在 .+以内，九成在 .+以内/);
      assert.match(await supervisor.page.locator(".flow-verdict").innerText(), /^瓶颈在“.+”到“.+”这一段：一半的件等了 .+以上。$/);
      const names = await supervisor.page.locator(".flow-name b").allInnerTexts();
      assert.deepEqual([names[0], names.at(-1) === "申请人撤回" || names.at(-1) === "送达"], ["收件", true]);
      await visit.pictures(supervisor.page, "flow of an item");
    },
  },
  {
    name: "the flow is for those who answer for the unit and for supervisors, and an unknown item is said to be none",
    async run(visit) {
      const centre = new Centre(visit);
      const head = await centre.officer("lead.sc");
      await goes(head.page, "/desk/flow");
      const own = await head.page.locator(".flow-items a").first().getAttribute("href");
      await goes(head.page, own);
      await head.says(/一步一步怎么走的/);
      visit.expect(/status of 404/);
      assert.equal((await goes(head.page, "/desk/flow?item=999999999999")).status(), 404);
      const handler = await centre.officer("do.sc");
      visit.expect(/status of 403/);
      assert.equal((await goes(handler.page, own)).status(), 403);
    },
  },
];
