// A dual-random draw from the announcement to the last signature: kept to an item, drawn by another, a recusal asked for and decided,
// a result entered by one and signed by the other; and anybody holds its later file against the one that was announced. Where two
// units drew the same holder they go there together.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { yimen } from "./harness.mjs";
import { Centre } from "./people.mjs";
import { comes, goes, says, sends } from "./record.mjs";

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
      await sends(asking, "recuse", async (card) => {
        assert.equal(await card.locator("#recuse-who").inputValue(), "", "nobody is chosen by being first");
        await card.locator("#recuse-who").selectOption({ index: 1 });
        await card.getByLabel("因病、因公不能到场").check();
      });
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
        const places = await card.locator("#enter-place option").evaluateAll((all) => all.map((it) => it.value));
        await card.locator("#enter-place").selectOption(places.find((place) => place));
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
  {
    name: "another unit is chosen for a draw, and nothing that was typed is lost (R170, E5)",
    async run(visit) {
      const { page } = await new Centre(visit).officer("super");
      await goes(page, "/desk/draws/new");
      const card = page.locator("#act-announce");
      const looks = async () => {
        await card.getByRole("button", { name: "看这个单位有哪些事项" }).click();
        await page.waitForLoadState();
      };
      visit.expect(/status of 422/);
      await card.getByLabel("查什么").fill("登记事项");
      await card.getByLabel("抽几个").fill("7");
      await looks();
      await says(page, /查哪个单位发的证照：请从列出的里面选/);
      for (const [unit, item] of [["sc", /个体工商户设立登记/], ["wj", /公共场所卫生许可/]]) {
        await card.getByLabel("查哪个单位发的证照").selectOption(unit);
        await looks();
        await says(page, item);
        assert.equal(await card.getByLabel("查哪个单位发的证照").inputValue(), unit);
        assert.equal(await card.getByLabel("查什么").inputValue(), "登记事项");
        assert.equal(await card.getByLabel("抽几个").inputValue(), "7");
      }
      await visit.pictures(page, "draw of another unit");
    },
  },
  {
    name: "two units that drew the same holder go there together once, and only there (N38)",
    async run(visit) {
      // One person with a licence of either unit.
      let centre = new Centre(visit);
      const citizen = centre.citizen("许两证");
      const [shops, inns] = ["个体工商户设立登记", "公共场所卫生许可"];
      const inForce = async (login, item) => {
        const { page } = await centre.officer(login);
        await goes(page, "/desk/draws/new");
        const label = page.locator("#act-announce label", { hasText: item });
        return (await label.count()) === 0 ? 0 : Number(/(\d+) 件/.exec(await label.innerText())[1]);
      };
      const before = { [shops]: await inForce("lead.sc", shops), [inns]: await inForce("lead.wj", inns) };
      const intake = await centre.officer("intake2");
      const shop = await intake.receives("self-employed", citizen, await intake.rowsOf("self-employed"));
      await intake.printsReceipt(shop);
      await (await centre.officer("head.biz")).signsInstant(shop);
      const inn = await centre.handsOver("hygiene-licence", citizen, undefined, ["agent.gen", "do.wj"], "intake5");
      const handler = await centre.officer("do.wj");
      await handler.concludesStep(inn, "齐全，同意。");
      await handler.concludesStep(inn, "相符，同意。", { visit: { with: "do2.wj", minutes: "与图纸一致。", refusal: "说不用签。" } });
      await (await centre.officer("do2.wj")).concludesStep(inn, "一同到现场，所见相同，同意。");
      await (await centre.officer("lead2.wj")).decides(inn);
      await (await centre.officer("agent.gen")).rechecks(inn);
      await handler.makes(inn);

      // Each unit draws all it has of the item, so that this holder is among them.
      const announces = async (login, item, unit, other) => {
        const { page } = await centre.officer(login);
        const all = before[item] + 1;
        await comes(page, "/desk/draws/new", async () => (await inForce(login, item)) === all);
        await sends(page, "announce", async (card) => {
          await card.getByLabel("查哪个单位发的证照").selectOption(unit);
          await card.getByLabel(item).check();
          await card.getByLabel("和哪个单位联合检查").selectOption(other);
          await card.getByLabel("查什么").fill(`${item}的经营场所`);
          await card.getByLabel("抽几个").fill(String(all));
          await card.getByLabel("用哪个公开值").fill("双色球当期开奖号码");
          await card.getByLabel("公开值哪天知道").fill(await demoDay(page, 2));
        });
        await says(page, /已公告，等抽取/);
        return new URL(page.url()).pathname;
      };
      const ofShops = await announces("lead.sc", shops, "sc", "wj");
      const ofInns = await announces("lead.wj", inns, "wj", "sc");
      const clock = await visit.open("/dev/clock");
      await clock.getByRole("button", { name: "过五天" }).click();
      await clock.waitForURL(/\/dev\/clock\?/);
      centre = new Centre(visit);
      const supervisor = (await centre.officer("super2")).page;
      for (const draw of [ofShops, ofInns]) {
        await goes(supervisor, draw);
        await sends(supervisor, "reveal", (card) => card.getByLabel("公开值").fill("01 05 12 20 26 30 + 11"));
        await says(supervisor, /已抽取，正在检查/);
      }

      const leader = (await centre.officer("lead.sc")).page;
      await goes(leader, ofShops);
      const proposed = /第 ([\d、，, ]+) 个的持证人，.+也抽中了，请约好一起去/.exec(await leader.locator("main").innerText());
      assert.ok(proposed, `a visit together is proposed:\n${await leader.locator("main").innerText()}`);
      await visit.pictures(leader, "draw proposed together");
      const same = proposed[1].match(/\d+/g).map((n) => String(Number(n) - 1));
      const id = ofInns.split("/").at(-1);
      // Whoever goes there and elsewhere too.
      const placesOf = (page) => page.locator("#enter-place option").evaluateAll((all) => all.map((it) => it.value));
      const goesThere = async (slug, besides) => {
        for (const login of INSPECTORS.filter((it) => it !== besides)) {
          const { page } = await centre.officer(login);
          await goes(page, ofShops);
          if ((await page.locator(`#${slug}-place option[value="${same[0]}"]`).count()) > 0) return { login, page };
        }
        throw new Error(`nobody may ${slug} the visit of pick ${same[0]}`);
      };
      const first = await goesThere("enter");
      const [elsewhere] = (await placesOf(first.page)).filter((place) => place && !same.includes(place));
      assert.ok(elsewhere, "who goes there goes elsewhere too");
      const today = await demoDay(first.page);
      const enters = (place, together) =>
        sends(first.page, "enter", async (card) => {
          await card.locator("#enter-place").selectOption(place);
          await card.getByLabel("检查日期").fill(today);
          await card.getByLabel("未发现问题").check();
          await card.getByLabel("检查情况").fill("两个单位一起去的，进货台账齐全。");
          if (together) await card.getByLabel("和哪一次抽查合并检查").selectOption(id);
        });
      assert.equal(await first.page.locator("#enter-with").inputValue(), "", "together only where somebody says so");
      visit.expect(/status of 422/);
      await enters(elsewhere, true);
      assert.match(await first.page.locator("#act-enter").innerText(), /合并检查的那一次，须是另一个单位的抽查，也抽中了同一个持证人/);
      assert.equal(await first.page.locator("#enter-with").inputValue(), id, "what was chosen is kept");
      await visit.pictures(first.page, "draw together refused");
      await goes(first.page, ofShops);
      await enters(same[0], true);
      await says(first.page, /等第二名检查人员签字/);
      const second = await goesThere("sign", first.login);
      await sends(second.page, "sign", (card) => card.locator("#sign-place").selectOption(same[0]));
      const citizens = await visit.open(ofShops.replace("/desk", ""));
      const row = (place) => citizens.locator('section[aria-labelledby="picks"] tbody tr').nth(Number(place));
      assert.match(await row(same[0]).innerText(), /未发现问题.*与其他单位合并检查/);
      await goes(first.page, ofShops);
      await enters(elsewhere, false);
      await says(first.page, /等第二名检查人员签字/);
      await citizens.reload();
      assert.doesNotMatch(await row(elsewhere).innerText(), /合并检查/, "the others are visited by one unit alone");
      await visit.pictures(citizens, "draw published together");
    },
  },
];
