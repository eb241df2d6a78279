// Photographs of a check on site are handed in on the case's page, seen in its record, and by nobody else (C36, F23).
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { crc32, deflateSync } from "node:zlib";
import { PHONE } from "./harness.mjs";
import { Centre } from "./people.mjs";

/** A county with little life is filled soon. */
export const server = { args: ["--cases", "200"] };

const ITEM = "food-business";

/** A PNG of so many points; of noise, so that it stays as large as it is. */
function png(width, height) {
  const chunk = (name, body) => {
    const named = Buffer.concat([Buffer.from(name), body]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(body.length);
    sum.writeUInt32BE(crc32(named));
    return Buffer.concat([length, named, sum]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const rows = Array.from({ length: height }, () => Buffer.concat([Buffer.from([0]), randomBytes(3 * width)]));
  const parts = [chunk("IHDR", head), chunk("tEXt", Buffer.from("Comment\0where")), chunk("IDAT", deflateSync(Buffer.concat(rows))), chunk("IEND", Buffer.alloc(0))];
  return Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), ...parts]);
}

const file = (name, buffer, mimeType = "image/png") => ({ name, mimeType, buffer });

/** Chooses files on the card and sends them; the answer stands at this address. */
async function handsIn(officer, matter, files, answer) {
  await officer.opens(matter);
  const card = await officer.card("交现场照片");
  await card.getByLabel("选照片").setInputFiles(files);
  await card.getByRole("button", { name: "交上照片" }).click();
  await officer.page.waitForURL(`**${matter.file}${answer}`);
}

export const tests = [
  {
    name: "photographs of a check are handed in and seen in its record",
    async run(visit) {
      visit.expect(/status of 422/);
      const centre = new Centre(visit);
      const matter = await centre.handsOver(ITEM, centre.citizen("苗照片"), undefined, ["agent.sc", "do.sc"]);
      const handler = await centre.officer("do.sc");
      await handler.concludesStep(matter, "材料齐全，同意。");
      assert.deepEqual(await handler.offeredOn(matter, /现场照片/), [], "before the check there is nothing to hand in");
      await handler.concludesStep(matter, "与图纸一致，同意。", { visit: { with: "do2.sc", minutes: "与图纸一致。", refusal: "说不用签。" } });

      // What is no picture is said at the field, and nothing of the form is kept.
      await handsIn(handler, matter, [file("a.png", png(20, 20)), file("<b>.jpg", Buffer.from("GIF89a"), "image/jpeg")], "/photographs");
      await handler.says(/第 2 个不是照片，只收 JPEG、PNG、WebP；这一次一张也没有收。/);
      await visit.axe(handler.page);
      await visit.shot(handler.page, "photographs refused");

      // More than a form of the desk may be, and more than any request is by itself.
      const large = png(800, 700);
      assert.ok(large.length > 1.5 * 1024 * 1024);
      await handsIn(handler, matter, [file("../../a.png", png(20, 20)), file("b", large)], "?done=photographs*");
      await handler.says(/照片已收下/);
      await handler.says(/记录 3 张，已交 2 张/);
      const pictures = handler.page.locator(".photographs img");
      assert.equal(await pictures.count(), 2);
      for (const picture of await pictures.all()) {
        await picture.scrollIntoViewIfNeeded();
        await picture.evaluate((it) => it.decode());
        assert.ok((await picture.evaluate((it) => it.naturalWidth)) > 0, "the browser draws it");
      }
      await visit.axe(handler.page);
      await visit.pictures(handler.page, "photographs of a check");
      await handler.page.setViewportSize({ width: PHONE, height: 740 });
      await visit.fits(handler.page);

      const address = await handler.page.locator(".photographs a").first().getAttribute("href");
      const kept = await handler.page.request.get(address);
      assert.equal(kept.headers()["content-type"], "image/png");
      assert.ok(!(await kept.body()).includes("where"), "what it says besides the picture is left out");
      const stranger = await visit.open("/");
      const shut = await stranger.request.get(address, { maxRedirects: 0 });
      assert.equal(shut.status(), 303, "not without signing in");

      const other = await centre.officer("do2.sc");
      await other.opens(matter);
      await other.says(/记录 3 张，已交 2 张/);
      assert.equal((await other.offeredOn(matter, /现场照片/)).length, 1, "the second officer was there too");
      const agent = await centre.officer("agent.sc");
      assert.deepEqual(await agent.offeredOn(matter, /现场照片/), [], "the agent was not");
      await agent.says(/记录 3 张，已交 2 张/);
    },
  },
  {
    name: "a photograph that is too large is named before it is sent",
    async run(visit) {
      const centre = new Centre(visit);
      const matter = await centre.handsOver(ITEM, centre.citizen("苗太大"), undefined, ["agent.sc", "do.sc"]);
      const handler = await centre.officer("do.sc");
      await handler.concludesStep(matter, "材料齐全，同意。");
      await handler.concludesStep(matter, "与图纸一致，同意。", { visit: { with: "do2.sc", minutes: "与图纸一致。", refusal: "说不用签。" } });
      await handler.opens(matter);
      const chosen = (await handler.card("交现场照片")).getByLabel("选照片");
      const says = () => chosen.evaluate((it) => it.validationMessage);
      await chosen.setInputFiles([file("a.png", Buffer.alloc(3 * 1024 * 1024 + 1))]);
      assert.match(await says(), /有一张超过 3 MB/);
      await chosen.setInputFiles([file("a.png", Buffer.alloc(3 * 1024 * 1024))]);
      assert.equal(await says(), "");
      await chosen.setInputFiles(Array.from({ length: 10 }, (_, n) => file(`${n}.png`, png(4, 4))));
      assert.match(await says(), /选得太多了/);
    },
  },
];
