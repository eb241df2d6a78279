// What papers say: an editor changes a sentence, what is wrong is named at its line and kept, a legal reviewer approves.
import assert from "node:assert/strict";
import { Centre, readable } from "./people.mjs";

/** A county with little life is filled soon. */
export const server = { args: ["--cases", "100"] };

export const tests = [
  {
    name: "a sentence of a paper is changed by an editor and comes into force when a legal reviewer approves it",
    async run(visit) {
      const centre = new Centre(visit);
      const { page } = await centre.officer("cat.edit");
      await page.goto("/desk");
      await page.getByRole("link", { name: "文书文本" }).click();
      await readable(visit, page);
      await visit.pictures(page, "papers");
      await page.getByRole("link", { name: "受理通知书" }).click();
      await readable(visit, page);
      visit.expect(/status of 422/);
      await page.locator("#zh-lead").fill("已受理。{deadline} 前办好。");
      await page.getByRole("button", { name: "送法制审核" }).click();
      assert.match(await page.locator("#zh-lead-error").innerText(), /第 1 行：没有 \{deadline\} 这个位置/);
      assert.equal(await page.locator("#zh-lead").inputValue(), "已受理。{deadline} 前办好。");
      await readable(visit, page);
      await visit.pictures(page, "paper wording wrong");
      await page.locator("#zh-lead").fill("受理了。我们承诺 {promised}前办好，法律规定最迟 {statutory}。");
      await page.getByRole("button", { name: "送法制审核" }).click();
      await page.getByText("已送法制审核，批准以前还用原来的文本。").waitFor();

      const { page: legal } = await centre.officer("cat.legal");
      await legal.goto("/desk/papers/acceptance");
      assert.match(await legal.locator("#proposal ins").first().innerText(), /^受理了。/);
      await readable(visit, legal);
      await visit.pictures(legal, "paper wording to review");
      await legal.getByRole("button", { name: "批准，从现在起用" }).click();
      await legal.getByText("已批准，从现在起发出的文书用新文本。").waitFor();
      assert.match(await legal.locator(".lead-line").innerText(), /^第 1 版/);
    },
  },
];
