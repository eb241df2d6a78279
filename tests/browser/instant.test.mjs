// An instant case: one visit, two signatures, one paper (C6, R84).
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { PHONE } from "./harness.mjs";
import { Centre } from "./people.mjs";

/** A county with little life is filled soon. */
export const server = { args: ["--cases", "200"] };

/** A code that the demonstration says and that was not used yet. */
async function unusedCode(leader) {
  for (;;) {
    const said = await leader.page.locator(".factor-sample").innerText();
    const code = /\d{6}/.exec(said);
    if (code) return code[0];
    await leader.page.waitForTimeout(1000 * Number(/\d+/.exec(said)[0]));
    await leader.page.goto("/desk/second-factor");
  }
}

/** What an authenticator shows now (RFC 6238), the secret in base 32. */
function codeOf(secret) {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...secret].map((letter) => letters.indexOf(letter).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
  const mac = createHmac("sha1", key).update(step).digest();
  const cut = mac.readUInt32BE(mac[19] & 15) & 0x7fffffff;
  return String(cut % 1_000_000).padStart(6, "0");
}

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
      // The form asks for the code of the telephone in the hand, and a wrong one costs nothing that was typed.
      const card = await leader.card("写意见，办完这一步");
      const code = card.getByLabel("动态码");
      assert.equal(await code.getAttribute("autocomplete"), "one-time-code");
      assert.equal(await code.getAttribute("inputmode"), "numeric");
      await card.getByLabel("同意", { exact: true }).check();
      await card.getByLabel("意见的内容").fill("材料齐全，同意变更。");
      await code.fill("000000");
      visit.expect(/status of 422/);
      await card.getByRole("button", { name: "交上意见" }).click();
      await leader.says(/动态码不对或者已经过时，请看手机上现在显示的再填。/);
      assert.equal(await leader.page.getByLabel("意见的内容").inputValue(), "材料齐全，同意变更。");
      await visit.fits(leader.page);
      await visit.axe(leader.page);
      await visit.shot(leader.page, "signature of the leader, wrong code");
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
    name: "a leader puts the secret of a second factor into another telephone, alone and on a telephone (A17, F20)",
    async run(visit) {
      visit.expect(/status of 422/);
      const leader = await new Centre(visit).officer("lead.ga", { width: PHONE });
      const { page } = leader;
      const readsWell = async (name) => {
        await visit.fits(page);
        await visit.axe(page);
        await visit.shot(page, name);
      };
      await page.goto("/lead");
      await page.getByRole("link", { name: "二次验证" }).click();
      await page.waitForURL("**/desk/second-factor");
      await leader.says(/设置好，现在用着。/);
      await readsWell("second factor set up");
      await page.getByRole("button", { name: "换新的密钥" }).click();
      await leader.says(/现在的动态码：请填手机上现在显示的动态码/);
      await page.getByLabel("现在的动态码").fill(await unusedCode(leader));
      await page.getByRole("button", { name: "换新的密钥" }).click();
      await leader.says(/密钥只显示这一次/);
      assert.equal(await page.locator(".factor-qr svg").count(), 1);
      await readsWell("second factor secret");
      const secret = (await page.locator(".factor-key").innerText()).replace(/\s/g, "");
      await page.getByLabel("新的动态码").fill("12345");
      await page.getByRole("button", { name: "确认" }).click();
      await leader.says(/新的动态码：动态码不对或者已经过时/);
      assert.equal(await page.getByLabel("新的动态码").inputValue(), "12345");
      assert.equal(await page.locator(".factor-key").count(), 0, "the secret is shown once");
      await page.getByLabel("新的动态码").fill(codeOf(secret));
      await page.getByRole("button", { name: "确认" }).click();
      await page.waitForURL("**/desk/second-factor?done=set-up");
      await leader.says(/设置好了，签字的时候填动态码。/);
      await readsWell("second factor replaced");
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
