// A dual-random draw from the announcement to the last signature: kept to an item, drawn by another, a recusal asked for and decided,
// a result entered by one and signed by the other; and anybody holds its later file against the one that was announced.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { yimen } from "./harness.mjs";
import { Centre } from "./people.mjs";
import { goes, says, sends } from "./record.mjs";

/** A county with little life is filled soon. */
export const server = { args: ["--cases", "200"] };

const run = promisify(execFile);
/** Those who may inspect for the two units of the draw. */
const INSPECTORS = ["do.sc", "do2.sc", "do.wj", "do2.wj"];

/** A day of the demonstration: today, or so many days later. */
async function demoDay(page, later = 0) {
  const [, year, month, day] = /(\d{4}) 年 (\d{1,2}) 月 (\d{1,2}) 日/.exec(await page.locator("body").innerText());
  return new Date(Date.UTC(Number(year), Number(month) - 1, Number(day) + later)).toISOString().slice(0, 10);
}

/** The file of a draw as anybody downloads it now. */
async function published(page, path, folder, name) {
  const answer = await page.request.get(new URL(`${path}/proof.json`, page.url()).href);
  const file = join(folder, name);
  await writeFile(file, await answer.body());
  return file;
}

/** The inspectors of the draw, one after the other, until one has this form. */
async function whoHas(centre, draw, slug, besides = []) {
  for (const login of INSPECTORS.filter((it) => !besides.includes(it))) {
    const { page } = await centre.officer(login);
    await goes(page, draw);
    if ((await page.locator(`#act-${slug}`).count()) > 0) return { login, page };
  }
  throw new Error(`nobody has the form ${slug}`);
}

/** Whoever signs in finds a line of this kind on the desk. */
async function findsOnDesk(page, pattern) {
  await goes(page, "/desk");
  await says(page, pattern);
}

export const tests = [
  {
    name: "a draw is announced, drawn, an inspector spared, a result entered and signed, and all of it checked by anybody (R170, F26)",
    async run(visit) {
      const folder = await mkdtemp(join(tmpdir(), "yimen-draw-"));
      const leader = (await new Centre(visit).officer("lead.sc")).page;
      await goes(leader, "/desk/draws/new");
      visit.expect(/status of 422/);
      await sends(leader, "announce", (card) => card.getByLabel(/个体工商户设立登记/).check());
      await says(leader, /请填一个日期/);
      assert.ok(await leader.getByLabel(/个体工商户设立登记/).isChecked(), "what was chosen is kept");
      const known = await demoDay(leader, 2);
      await sends(leader, "announce", async (card) => {
        await card.getByLabel("查哪个单位发的证照").selectOption("sc");
        await card.getByLabel("和哪个单位联合检查").selectOption("wj");
        await card.getByLabel("查什么").fill("个体工商户登记事项");
        await card.getByLabel("抽几个").fill("2");
        await card.getByLabel("用哪个公开值").fill("双色球当期开奖号码");
        await card.getByLabel("公开值哪天知道").fill(known);
      });
      await says(leader, /抽查哪些证照\s*个体工商户设立登记/);
      const draw = new URL(leader.url()).pathname;
      const open = draw.replace("/desk", "");
      await visit.pictures(leader, "draw announced");
      const citizen = await visit.open(open);
      await says(citizen, /已公告，等抽取/);
      await says(citizen, /公告的时候先下载一份留着/);
      const announced = await published(citizen, open, folder, "announced.json");
      const before = await run(yimen, ["draw", "verify", announced]);
      assert.match(before.stdout, /Nothing is drawn yet/);

      const clock = await visit.open("/dev/clock");
      await clock.getByRole("button", { name: "过五天" }).click();
      await clock.waitForLoadState();
      const centre = new Centre(visit);
      const supervisor = (await centre.officer("super2")).page;
      await findsOnDesk(supervisor, /次双随机抽查等您抽取/);
      await goes(supervisor, draw);
      await sends(supervisor, "reveal", (card) => card.getByLabel("公开值").fill("03 08 11 19 25 31 + 07"));
      await says(supervisor, /已抽取，正在检查/);
      assert.equal(await supervisor.locator("#act-reveal").count(), 0, "it is drawn once");

      // A leader asks, nothing changes; the supervisor decides, and everybody reads the ground with the staff number.
      const asking = (await centre.officer("lead.sc")).page;
      await goes(asking, draw);
      await sends(asking, "recuse", (card) => card.getByLabel("理由").fill("住院治疗，这两周不能到场。"));
      assert.match(await asking.locator("#act-recuse").innerText(), /请从列出的里面选/);
      assert.equal(await asking.locator("#act-recuse").getByLabel("理由").inputValue(), "住院治疗，这两周不能到场。");
      await sends(asking, "recuse", (card) => card.getByLabel("因病、因公不能到场").check());
      await says(asking, /提出[\s\S]*回避：因病、因公不能到场/);
      assert.equal(await asking.locator("#act-answer-recusal").count(), 0, "who asked does not decide");
      await citizen.reload();
      assert.equal(await citizen.locator("#recusals").count(), 0, "what is only asked for is not published");
      await findsOnDesk(supervisor, /双随机抽查有 \d+ 个回避等您决定/);
      await goes(supervisor, draw);
      await visit.pictures(supervisor, "recusal to decide");
      await sends(supervisor, "answer-recusal", async (card) => {
        await card.getByLabel("同意，由下一位接替").check();
        await card.getByLabel("理由").fill("有住院单。");
      });
      await says(supervisor, /同意[\s\S]*回避/);
      await citizen.reload();
      await says(citizen, /因病、因公不能到场[\s\S]*单位领导提出，督查同意/);
      assert.doesNotMatch(await citizen.locator("main").innerText(), /住院/, "the words are for the office");

      // One enters, the other signs, and only then is it public.
      const first = await whoHas(centre, draw, "enter");
      await findsOnDesk(first.page, /双随机抽查抽到您检查 \d+ 个/);
      await goes(first.page, draw);
      const today = await demoDay(first.page);
      await sends(first.page, "enter", (card) => card.getByLabel("检查情况").fill("当场补记两天的台账。"));
      assert.match(await first.page.locator("#act-enter").innerText(), /请填一个日期/);
      await sends(first.page, "enter", async (card) => {
        await card.getByLabel("检查日期").fill(today);
        await card.getByLabel("发现问题，已当场改正").check();
      });
      await says(first.page, /等第二名检查人员签字/);
      assert.equal(await first.page.locator("#act-sign").count(), 0, "who entered it does not sign it");
      await citizen.reload();
      await says(citizen, /等第二名检查人员签字/);
      assert.doesNotMatch(await citizen.locator("main").innerText(), /当场改正/, "one signature publishes nothing");
      const second = await whoHas(centre, draw, "sign", [first.login]);
      await findsOnDesk(second.page, /双随机抽查有 \d+ 个检查结果等您签字公示/);
      await goes(second.page, draw);
      await sends(second.page, "sign", async () => {});
      await citizen.reload();
      await says(citizen, /发现问题，已当场改正/);
      assert.doesNotMatch(await citizen.locator("main").innerText(), /补记/, "what was seen is for the office");
      await visit.pictures(citizen, "draw published");
      await visit.axe(citizen);
      await visit.fits(citizen);

      // Anybody: the file by itself, against the announcement, with another value, and another draw's file in its place.
      const later = await published(citizen, open, folder, "later.json");
      const alone = await run(yimen, ["draw", "verify", later]);
      assert.match(alone.stdout, /03-08-11-19-25-31-07/);
      assert.match(alone.stdout, /Whether it is the draw that was announced it cannot say/);
      assert.equal(alone.stdout.match(/^  sc-/gm).length, 2);
      const right = await run(yimen, ["draw", "verify", later, "--announced", announced]);
      assert.match(right.stdout, /are those announced in the earlier file/);
      const forged = join(folder, "forged.json");
      const whole = await (await citizen.request.get(new URL(`${open}/proof.json`, citizen.url()).href)).text();
      await writeFile(forged, whole.replace("03-08-11-19-25-31-07", "03-08-11-19-25-31-08"));
      await assert.rejects(run(yimen, ["draw", "verify", forged]), "another value makes another draw");
      await goes(citizen, "/draws");
      const others = await citizen.locator("tbody a").evaluateAll((all) => all.map((it) => new URL(it.href).pathname));
      const other = others.find((it) => it !== open);
      const exchanged = await published(citizen, other, folder, "other.json");
      await run(yimen, ["draw", "verify", exchanged]);
      await assert.rejects(run(yimen, ["draw", "verify", exchanged, "--announced", announced]), ({ stdout }) =>
        /Other lists were announced before/.test(stdout),
      );
    },
  },
];
