// An instant case: one visit, two signatures, one paper (C6, R84).
import assert from "node:assert/strict";
import { PHONE } from "./harness.mjs";
import { Centre } from "./people.mjs";

/** A county with little life is filled soon. */
export const server = { args: ["--cases", "200"] };

export const tests = [
  {
    name: "a self-employed business is registered in one visit with two signatures and one paper",
    async run(visit) {
      const centre = new Centre(visit);
      const citizen = Object.assign(centre.citizen("许小店"), { looks: true });
      const intake = Object.assign(await centre.officer("intake2"), { looks: true });
      const head = Object.assign(await centre.officer("head.biz"), { looks: true });

      const matter = await intake.receives("self-employed", citizen, [1, 2, 3]);
      await intake.printsReceipt(matter);
      await citizen.sees(matter, /材料齐了，正等窗口负责人签发。/);
      assert.deepEqual(await intake.offeredOn(matter, /签字/), [], "who took it in cannot sign");

      await head.signsInstant(matter);
      const paper = await head.prints(matter, "即办件办理单");
      assert.match(paper, /许小店/);
      const papers = await intake.papersOf(matter);
      assert.ok(papers.includes("即办件办理单"), papers.join());
      for (const other of ["受理通知书", "准予决定书", "送达回证"]) assert.ok(!papers.includes(other), `no ${other} besides`);
      await citizen.sees(matter, /已送到您手里，这件事办完了。/);
      await citizen.says(/交材料的当天就办完了。/);
    },
  },
  {
    name: "a change of name is signed off by the leader on a telephone and ended at the window in the same visit (R56, A17)",
    async run(visit) {
      const centre = new Centre(visit);
      const citizen = Object.assign(centre.citizen("何改名"), { looks: true });
      const intake = await centre.officer("intake7");
      const head = await centre.officer("head.soc");
      const leader = await centre.officer("lead.ga", { width: PHONE });

      const matter = await intake.receives("name-change", citizen, [1, 2, 3]);
      await intake.printsReceipt(matter);
      assert.deepEqual(await head.offeredOn(matter, /签字/), [], "nothing to sign before it is accepted");
      await intake.accepts(matter);
      assert.deepEqual(await intake.offeredOn(matter, /写意见|签字/), [], "who took it in signs nothing");
      assert.deepEqual(await head.offeredOn(matter, /写意见|签字|作决定/), [], "the leader signs first");
      await citizen.sees(matter, /我们承诺/);
      await citizen.says(/领导审签/);

      // It stands on the leader's desk, for today; where the hall is shut today, for the next working day.
      await leader.page.goto("/desk");
      await leader.page.locator(`main a[href="${matter.file}"]`).first().click();
      await leader.page.waitForURL(`**${matter.file}`);
      await leader.says(/权限来自岗位：澄禾县公安局分管领导。/);
      await visit.fits(leader.page);
      await visit.axe(leader.page);
      await leader.concludesStep(matter, "材料齐全，同意变更。");
      assert.equal(leader.page.viewportSize().width, PHONE);
      await visit.fits(leader.page);

      await head.signsInstant(matter);
      await head.says(/已送达/);
      const paper = await head.prints(matter, "即办件办理单");
      assert.match(paper, /领导签批/);
      await citizen.sees(matter, /已送到您手里，这件事办完了。/);
    },
  },
  {
    name: "what the window head returns is corrected and signed on the second look",
    async run(visit) {
      const centre = new Centre(visit);
      const citizen = centre.citizen("夏小铺");
      const intake = await centre.officer("intake2");
      const head = await centre.officer("head.biz");
      const matter = await intake.receives("self-employed", citizen, [1, 2, 3]);
      await head.returnsInstant(matter, "经营场所写的是别人家的门牌，请核对。");
      await intake.opens(matter);
      await intake.says(/经营场所写的是别人家的门牌，请核对。/);
      await intake.presentsInstant(matter);
      await head.signsInstant(matter);
      await head.says(/已送达/);
    },
  },
];
