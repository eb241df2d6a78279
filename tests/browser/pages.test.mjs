// Every page can be read by everyone: each sample in both languages and widths, by keyboard alone, without scripts, and on
// another day.
import assert from "node:assert/strict";
import { DESK, PHONE } from "./harness.mjs";
import { Centre, identityNumber } from "./people.mjs";

/** Pages looked at beside each other. */
const AT_ONCE = 3;
const TABS_MAX = 120;

/** The samples are looked at in so many tests, so that none takes long. */
const PARTS = 4;

const everySample = (part) => ({
  name: `every sample of every page fits both widths in both languages and has no barrier (${part + 1} of ${PARTS})`,
  async run(visit) {
    const list = await visit.open("/dev/pages");
    await visit.axe(list);
    const all = await list.locator("main a[href^='/dev/pages/']").evaluateAll((all) => all.map((it) => it.getAttribute("href")));
    assert.ok(all.length > 150, `${all.length} samples are listed`);
    const links = all.filter((_, place) => place % PARTS === part);
    const wrong = [];
    const look = async () => {
      const page = await visit.open();
      for (let link = links.shift(); link; link = links.shift()) {
        await page.goto(link);
        // A barrier is one in either language; the two widths are laid out differently.
        const scanned = link.includes("lang=en") ? DESK : PHONE;
        for (const width of [DESK, PHONE]) {
          await page.setViewportSize({ width, height: 800 });
          await visit.fits(page).catch((finding) => wrong.push(finding.message));
          if (width === scanned) await visit.axe(page).catch((finding) => wrong.push(`${width} px: ${finding.message}`));
        }
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, look));
    assert.deepEqual(wrong, []);
  },
});

/** Goes on with Tab until this is where the keyboard is. */
async function tabTo(page, locator) {
  for (let tabs = 0; tabs < TABS_MAX; tabs += 1) {
    if (await locator.evaluate((it) => it === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`${locator} is not reached with ${TABS_MAX} tabs on ${page.url()}`);
}

async function typeInto(page, label, text) {
  await tabTo(page, page.getByLabel(label, { exact: true }));
  await page.keyboard.type(text);
}

const keyboard = {
  name: "an officer signs in and takes a case in with the keyboard alone",
  async run(visit) {
    const password = await new Centre(visit).password();
    const page = await visit.open("/sign-in");
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.textContent), "跳到正文", "the first stop leads past the head");
    await typeInto(page, "账号", "intake2");
    await typeInto(page, "密码", password);
    await page.keyboard.press("Enter");
    await page.waitForURL("**/desk");
    await tabTo(page, page.getByRole("link", { name: "收一件新的" }));
    await page.keyboard.press("Enter");
    await page.waitForURL("**/desk/intake");
    await page.keyboard.type("小饭馆");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/desk/intake?q=*");
    await tabTo(page, page.getByRole("link", { name: "食品经营许可（餐饮）", exact: true }));
    await page.keyboard.press("Enter");
    await page.waitForURL("**/desk/intake/food-business");
    const number = identityNumber();
    await page.locator("#in-document_number:focus").waitFor();
    await page.keyboard.type(number);
    assert.equal(await page.getByLabel("证件号码", { exact: true }).inputValue(), number, "the form begins at the number");
    await typeInto(page, "姓名或名称", "许键盘");
    await typeInto(page, "手机或电话", "0000-9999999");
    for (const row of [1, 3]) {
      await tabTo(page, page.locator(`#in-row-${row} input`).first());
      await page.keyboard.press("Space");
    }
    await typeInto(page, "留下的纸质材料，共几份", "2");
    await tabTo(page, page.getByRole("button", { name: "收件并打印回执" }));
    await page.keyboard.press("Enter");
    await page.waitForURL(/done=receive/);
    await tabTo(page, page.locator("#act-correction > summary"));
  },
};

const withoutScripts = {
  name: "a whole intake works without scripts: look, receive, correct, supplement, accept",
  async run(visit) {
    const centre = new Centre(visit);
    const intake = await centre.officer("intake2", { scripts: false });
    const citizen = centre.citizen("许无脚本");
    await intake.fillsIntake("food-business", citizen, [1, 2]);
    await intake.page.getByRole("button", { name: "看看还缺什么" }).click();
    const missing = intake.page.locator("#missing li");
    assert.equal(await missing.count(), 3, "the button counts what the rows alone cannot");
    const matter = await intake.takesIn("收件并打印回执");
    await intake.printsReceipt(matter);
    await intake.notices(matter, [3, 4, 5]);
    await intake.supplements(matter, [3, 4, 5]);
    await intake.accepts(matter);
    await intake.says(/已受理/);
  },
};

const counted = {
  name: "with scripts the list of what is missing follows every tick",
  async run(visit) {
    const centre = new Centre(visit);
    const intake = await centre.officer("intake2");
    await intake.fillsIntake("food-business", centre.citizen("许数数"), [1, 2]);
    await intake.page.locator("#missing li").nth(2).waitFor();
    await intake.ticks("in", 3);
    await intake.page.waitForFunction(() => document.querySelectorAll("#missing li").length === 2);
    assert.equal(await intake.page.getByLabel("姓名或名称", { exact: true }).inputValue(), "许数数", "nothing typed is lost");
  },
};

async function moves(page, days) {
  for (let moved = 0; moved < days; moved += 5) {
    const before = await page.locator(".dev-today").innerText();
    await page.getByRole("button", { name: "过五天" }).click();
    await page.waitForFunction((day) => document.querySelector(".dev-today")?.innerText !== day, before);
  }
}

const otherDays = {
  name: "the day moves on: a stopped clock runs again, silence is acceptance, a light turns red and stays",
  async run(visit) {
    const centre = new Centre(visit);
    const rows = [1, 2, 3, 4, 5];
    const intake = await centre.officer("intake2");
    const handler = await centre.officer("do.sc");
    const chief = await centre.officer("chief.sc");

    const forgotten = centre.citizen("许没人理");
    const silent = await intake.receives("food-business", forgotten, rows);
    await intake.printsReceipt(silent);
    const tested = centre.citizen("许验水");
    const stopped = await centre.handsOver("food-business", tested, rows, ["agent.sc", "do.sc"]);
    await handler.asksStop(stopped, /水质检测/, 3, "委托水质检测，委托单澄检〔2026〕9号。");
    await chief.approvesStop(stopped);
    await tested.sees(stopped, /正在等水质检测的结果/);
    await visit.axe(tested.page);
    await visit.pictures(tested.page, "tracking stopped");
    const patient = centre.citizen("许等着");
    const slow = await centre.handsOver("food-business", patient, rows, ["agent.sc", "do.sc"]);
    await patient.tracks(slow);
    await patient.says(/正常：还剩 \d+ 个工作日。/);
    const clock = await visit.open("/dev/clock");

    await moves(clock, 5);
    await tested.tracks(stopped);
    await tested.says(/水质检测的结果还没有来，计时已经自动恢复。/);

    await moves(clock, 25);
    assert.match(await clock.locator("main").innerText(), /件变成(临期|超期)/, "the page says what came of it");
    // Nobody stays signed in that long.
    for (const officer of [intake, handler]) {
      await officer.page.goto("/desk");
      await officer.signsIn(await centre.password());
    }
    await forgotten.tracks(silent);
    await forgotten.says(/窗口到期没有答复，法律规定从 .+起就算受理。/);
    assert.match(await intake.prints(silent, "受理通知书（视为受理）"), /许没人理/);

    await patient.tracks(slow);
    await patient.says(/超期：比承诺晚了 \d+ 个工作日，承办单位正在写明原因；督查人员已经在管，不用您去催。/);
    await visit.axe(patient.page);
    await visit.pictures(patient.page, "tracking red");
    const leader = await centre.officer("centre");
    await leader.page.goto("/lead");
    await leader.says(/要过问的件/);
    await visit.axe(leader.page);
    await visit.fits(leader.page);
    await visit.pictures(leader.page, "leader");
    await handler.opens(slow);
    await handler.explainsLate(slow, "检测机构设备检修，报告晚到。", await dayAfter(clock, 7));
    await handler.says(/检测机构设备检修，报告晚到。/);
    assert.match(await handler.page.locator(".case-head").innerText(), /超期/, "an explanation puts no light out");
    await patient.sees(slow, /预计 .+办好。/);
  },
};

/** The demonstration's day and some more, as a date field takes it. */
async function dayAfter(clock, days) {
  const [, year, month, day] = /(\d+) 年 (\d+) 月 (\d+) 日/.exec(await clock.locator(".dev-today").innerText());
  return new Date(Date.UTC(year, month - 1, Number(day) + days)).toISOString().slice(0, 10);
}

// The day moves for all: that test is the last.
export const tests = [...Array.from({ length: PARTS }, (_, part) => everySample(part)), keyboard, withoutScripts, counted, otherDays];
