// The people of a test, as the procedure has them: officers who each sit at a browser of their own, and citizens without accounts.
import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { DESK, later, PHONE } from "./harness.mjs";

/** How long a page may take to say what is looked for. */
const SAYS_MS_MAX = 5_000;

/** The centre as one test meets it: every officer signs in once, through the page. */
export class Centre {
  #officers = new Map();
  #visit;

  constructor(visit) {
    this.#visit = visit;
  }

  /** The one password of the demonstration's accounts, as it was printed at the start. */
  async password() {
    const [, password] = await this.#visit.server.heard(/Password of every account: (\S+)/);
    return password;
  }

  /** The officer of this account, signed in. */
  async officer(login, options) {
    if (!this.#officers.has(login)) {
      const officer = new Officer(this.#visit, await this.#visit.open("/desk", options), login);
      await officer.signsIn(await this.password());
      this.#officers.set(login, officer);
    }
    return this.#officers.get(login);
  }

  /** A case taken in, accepted and carried along these people, each counting the papers. */
  async handsOver(item, citizen, rows, carriers, login = "intake2") {
    const intake = await this.officer(login);
    const brought = rows ?? (await intake.rowsOf(item));
    const matter = await intake.receives(item, citizen, brought);
    await intake.printsReceipt(matter);
    await intake.accepts(matter);
    let holder = intake;
    for (const next of carriers) {
      await holder.gives(matter, next);
      holder = await this.officer(next);
      await holder.takes(matter, brought.length);
    }
    return matter;
  }

  /** Somebody who came with papers; every one has another identity number. */
  citizen(name) {
    return new Citizen(this.#visit, name);
  }
}

/** The centre looks at what waits to be sent about once a second. */
const MESSAGE_MS_MAX = 15_000;

let people = 0;

/** An identity number that is sound in the demonstration's invented division; no two are the same. */
export function identityNumber({ wrongCheck = false, division = "990121" } = {}) {
  people += 1;
  const serial = String(people % 1000).padStart(3, "0");
  const year = 1960 + (Math.floor(people / 1000) + Math.floor(Date.now() / 1000)) % 40;
  const day = String(1 + (Math.floor(Date.now() / 40_000) % 28)).padStart(2, "0");
  const body = `${division}${year}08${day}${serial}`;
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, place) => total + weight * Number(body[place]), 0);
  return body + "10X98765432"[(sum + (wrongCheck ? 1 : 0)) % 11];
}

/** Kinds of pages that were scanned at the desk's width too; what hinders people there hinders them on a telephone. */
const scanned = new Set();

/** Reads the page as everybody may have to: no barrier, and nothing to push sideways, at the desk and on a telephone. */
export async function readable(visit, page) {
  const kind = new URL(page.url()).pathname.replace(/[0-9a-f]{32}/, "*");
  for (const width of [PHONE, DESK]) {
    await page.setViewportSize({ width, height: 800 });
    await visit.fits(page);
    if (width === PHONE || !scanned.has(kind)) await visit.axe(page);
  }
  scanned.add(kind);
}

/** What stands on a page, without its tags. */
export function words(html) {
  const [main] = /<main[^]*<\/main>/.exec(html) ?? [html];
  return main.replace(/<[^>]*>/g, " ").replace(/\s+/g, " ");
}

/** A case as people speak of it: its two numbers on paper, and where its file is. */
export class Case {
  constructor(file) {
    this.file = file;
  }

  get id() {
    return this.file.split("/").at(-1);
  }
}

class Person {
  constructor(visit, page) {
    this.visit = visit;
    this.page = page;
    /** Whether every page is looked at for barriers. */
    this.looks = false;
  }

  async look() {
    if (this.looks) await readable(this.visit, this.page);
  }

  async says(pattern) {
    // A page may still be on its way.
    const until = performance.now() + SAYS_MS_MAX;
    let text = await this.page.locator("main").innerText();
    while (!pattern.test(text) && performance.now() < until) {
      await this.page.waitForTimeout(100);
      text = await this.page.locator("main").innerText();
    }
    assert.ok(pattern.test(text), `${this.page.url()} does not say ${pattern}:\n${text}`);
  }
}

/** Somebody who works at the centre. */
export class Officer extends Person {
  constructor(visit, page, login) {
    super(visit, page);
    this.login = login;
  }

  async signsIn(password) {
    await this.page.getByLabel("账号").fill(this.login);
    await this.page.getByLabel("密码").fill(password);
    await this.page.getByRole("button", { name: "登录" }).click();
    await this.page.waitForURL(/\/desk/);
  }

  /** Every row of an item's list that always applies. */
  async rowsOf(item) {
    await this.page.goto(`/desk/intake/${item}`);
    const rows = this.page.locator(".marks tbody tr").filter({ hasNot: this.page.locator("[name=na]") });
    return rows.evaluateAll((all) => all.map((row) => Number(row.id.replace("in-row-", ""))));
  }

  /** Opens the form of an item, fills in who asks, and ticks the rows that were brought. */
  async fillsIntake(item, citizen, rows, { papers = rows.length } = {}) {
    const { page } = this;
    await page.goto(`/desk/intake/${item}`);
    await page.getByLabel("证件号码", { exact: true }).fill(citizen.number);
    await page.getByLabel("姓名或名称", { exact: true }).fill(citizen.name);
    await page.getByLabel("手机或电话").fill(citizen.telephone);
    await page.getByLabel("地址", { exact: true }).fill("澄湾镇河街 8 号");
    for (const row of rows) await this.ticks("in", row);
    await page.getByLabel("留下的纸质材料，共几份").fill(String(papers));
  }

  /** The first box of a row: the paper is kept, or it was looked up where nobody has to bring it. */
  async ticks(form, row) {
    await this.page.locator(`#${form}-row-${row} .tick input:not([name=na])`).first().check();
  }

  /** Takes in what was brought; incomplete papers are taken in too (R59, N3). */
  async receives(item, citizen, rows, options) {
    await this.fillsIntake(item, citizen, rows, options);
    await this.look();
    return this.takesIn(/收件并打印回执|当场办结/);
  }

  async takesIn(button) {
    await this.page.getByRole("button", { name: button }).click();
    await this.page.waitForURL(/\/desk\/cases\/[^/?]+\?done=receive/);
    await this.look();
    return new Case(new URL(this.page.url()).pathname);
  }

  /** Opens the file of a case, found by the number on the receipt. */
  async opens(matter) {
    if (matter.receiptNo) {
      await this.page.goto("/desk/cases");
      await this.page.getByLabel("编号、姓名或名称、证件号码").fill(matter.receiptNo);
      await this.page.getByRole("button", { name: "查办件" }).click();
      await this.page.waitForURL(`**${matter.file}`);
    } else {
      await this.page.goto(matter.file);
    }
    await this.look();
  }

  /** A card of the file, opened. */
  async card(title) {
    const card = this.page.locator("details.act").filter({ has: this.page.locator("> summary", { hasText: title }) });
    assert.equal(await card.count(), 1, `${this.login} is offered “${title}”; the page says\n${await this.page.locator(".acts").innerText()}`);
    if (!(await card.evaluate((it) => it.open))) await card.locator("> summary").click();
    return card;
  }

  /** The same; where a leader signs, with the code that the demonstration says beside the field. Used ones are waited out. */
  async cardToSign(matter, title) {
    for (;;) {
      const card = await this.card(title);
      const sample = card.locator(".factor-sample");
      if ((await sample.count()) === 0) return card;
      const said = await sample.innerText();
      const code = /\d{6}/.exec(said);
      if (code) {
        await card.getByLabel("动态码").fill(code[0]);
        return card;
      }
      await this.page.waitForTimeout(1000 * Number(/\d+/.exec(said)[0]));
      await this.opens(matter);
    }
  }

  /** Does an act: opens the case, the card, fills it in and sends it. */
  async does(act, matter, title, button, fill = async () => {}) {
    await this.opens(matter);
    const card = await this.cardToSign(matter, title);
    await fill(card);
    await card.getByRole("button", { name: button }).click();
    await this.page.waitForURL(`**${matter.file}?done=${act}*`);
    await this.look();
  }

  /** Opens a paper from the file, for printing. */
  async prints(matter, paper) {
    await this.page.goto(matter.file);
    await this.page.locator("aside").getByRole("link", { name: paper }).first().click();
    await this.page.waitForURL("**/print/**");
    await this.look();
    return this.page.locator("main.sheet").innerText();
  }

  /** The receipt names what the citizen needs: the receipt number and the query code. */
  async printsReceipt(matter) {
    const paper = await this.prints(matter, /回执/);
    matter.queryCode = await this.page.locator(".sheet-code").innerText();
    matter.receiptNo = /[A-Z]{2} ?\d{4} ?\d{6} ?[0-9A-Z]/.exec(paper)?.[0];
    assert.match(matter.queryCode, /^\d{4} \d{4}$/, `the query code stands under the square code:\n${paper}`);
    assert.ok(matter.receiptNo, `the receipt bears a number:\n${paper}`);
    return paper;
  }

  notices(matter, rows, detail = "请按样表补来") {
    return this.does("correction", matter, "告知补正", /告知补正/, async (card) => {
      for (const row of rows) await card.locator(`#correction-detail${row}`).fill(detail);
    });
  }

  supplements(matter, rows, papers = rows.length) {
    return this.does("supplement", matter, "收补来的材料", /收下/, async (card) => {
      for (const row of rows) await this.ticks("supplement", row);
      await card.getByLabel("这次留下的纸质材料，共几份").fill(String(papers));
    });
  }

  accepts(matter) {
    return this.does("accept", matter, /^受理$/, /^受理/);
  }

  gives(matter, to) {
    return this.does("give", matter, "移交给下一位", /^移交/, async (card) => card.locator(`input[name=to][value="${to}"]`).check());
  }

  recalls(matter) {
    return this.does("recall", matter, "收回移交", "收回");
  }

  asksStop(matter, ground, days, reason, order = "") {
    return this.does("ask-stop", matter, "申请暂停计时", "交审批", async (card) => {
      await card.getByLabel(ground).first().check();
      await card.getByLabel("计划几天").fill(String(days));
      await card.getByLabel("理由").fill(reason);
      await card.getByLabel("依据文书").fill(order);
    });
  }

  showsStopOrder(matter, order) {
    return this.does("show-stop-order", matter, "补登暂停的依据文书", "补登", (card) => card.getByLabel("依据文书").fill(order));
  }

  approvesStop(matter) {
    return this.does("approve-stop", matter, "审批暂停计时", /^批准/);
  }

  resumes(matter, result) {
    return this.does("resume", matter, "有结果了，恢复计时", "恢复计时", (card) => card.getByLabel("结果").fill(result));
  }

  explainsLate(matter, reason, day) {
    return this.does("explain-late", matter, "说明为什么晚了", /写好了/, async (card) => {
      await card.getByLabel("原因").fill(reason);
      await card.getByLabel("预计哪天办好").fill(day);
    });
  }

  takes(matter, papers) {
    return this.does("take", matter, "点清材料，签收", /^点清了/, (card) => card.getByLabel("我点到的份数").fill(String(papers)));
  }

  /** Gives an opinion on the step that the case stands at. */
  /** `visit`: the record of a check on site by the first of two officers (C36); the second confirms without one. */
  concludesStep(matter, text, { visit } = {}) {
    return this.does("step", matter, "写意见，办完这一步", "交上意见", async (card) => {
      if (visit) {
        await card.getByLabel("同去的执法人员").selectOption(visit.with);
        await card.getByLabel("几点到").fill("00:00");
        await card.getByLabel("几点离开").fill("00:00");
        await card.getByLabel("笔录", { exact: true }).fill(visit.minutes);
        await card.getByLabel("照片几张").fill("3");
        await card.getByLabel("拒绝签字").check();
        await card.getByLabel("为什么不签").fill(visit.refusal);
      }
      await card.getByLabel("同意", { exact: true }).check();
      await card.getByLabel("意见的内容").fill(text);
    });
  }

  /** Sends the case back to a step that is done, by its name. */
  returnsTo(matter, step, reason) {
    return this.does("return-step", matter, "退回前面的一步重办", /^退回$/, async (card) => {
      await card.getByLabel("退到哪一步").selectOption({ label: step });
      await card.getByLabel("为什么退回").fill(reason);
    });
  }

  decides(matter) {
    return this.does("decide", matter, "作决定", "签发决定", (card) => card.getByLabel("准予", { exact: true }).check());
  }

  rechecks(matter) {
    return this.does("recheck", matter, /^复核$/, /复核过了/, async (card) => {
      for (const box of await card.locator("input[name=checked]").all()) await box.check();
    });
  }

  makes(matter) {
    return this.does("make", matter, "制证、用印", /做好了/, (card) => card.getByLabel("证件已做好、盖好章，内容与决定一致").check());
  }

  delivers(matter, citizen, code) {
    return this.does("deliver", matter, "交给领证人", /交给领证人/, async (card) => {
      await card.getByLabel("本人").check();
      await card.getByLabel("取件码").fill(code);
      await card.getByLabel("证件号码").fill(citizen.number);
    });
  }

  /** What this officer is offered on a case, by names like this. */
  async offeredOn(matter, pattern = /./) {
    await this.opens(matter);
    const titles = await this.page.locator("details.act > summary").allInnerTexts();
    return titles.filter((title) => pattern.test(title));
  }

  /** What has happened, as the file tells it. */
  async course() {
    return this.page.locator(".moment-what > strong").allInnerTexts();
  }

  /** The fields of a form as it is drawn and filled in now. */
  async drawn(form) {
    const fields = await this.page.locator(form).evaluate((it) => [...new FormData(it)]);
    return new URLSearchParams(fields);
  }

  /** Sends fields as a program would, past the page. */
  async posts(path, fields) {
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    const answer = await this.page.request.post(path, { headers, data: fields.toString(), maxRedirects: 0 });
    return { status: answer.status(), location: answer.headers().location, words: words(await answer.text()) };
  }

  /** The papers that can be printed from the file. */
  async papersOf(matter) {
    await this.page.goto(matter.file);
    return this.page.locator(".papers-list a").allInnerTexts();
  }

  returnsInstant(matter, reason) {
    return this.does("return-instant", matter, "当场办结，签字", "退回", async (card) => {
      await card.locator("details.second > summary").click();
      await card.getByLabel("为什么退回").fill(reason);
    });
  }

  presentsInstant(matter) {
    return this.does("present-instant", matter, "再请窗口负责人签字", /再请签字/);
  }

  signsInstant(matter) {
    return this.does("sign-instant", matter, "当场办结，签字", /签字办结/);
  }
}

/** Somebody who came with papers and has a receipt, no account. */
export class Citizen extends Person {
  constructor(visit, name) {
    super(visit, null);
    this.name = name;
    this.number = identityNumber();
    this.telephone = `0000-9${String(people).padStart(6, "0")}`;
  }

  /** Looks the case up with the two numbers of the receipt, and gives the first sentence of the answer. */
  async tracks(matter, code = matter.queryCode) {
    this.page ??= await this.visit.open();
    await this.page.goto("/track");
    await this.page.getByRole("textbox", { name: "收件编号" }).fill(matter.receiptNo);
    await this.page.getByRole("textbox", { name: "查询码" }).fill(code);
    await this.page.getByRole("button", { name: "查进度" }).click();
    await this.look();
    return this.page.locator("h1").innerText();
  }

  /** Looks the case up and reads this. */
  async sees(matter, pattern) {
    assert.match(await this.tracks(matter), pattern);
  }

  /** Waits for a message on the telephone; the centre lays them in a folder for the office's message gateway. */
  async reads(pattern) {
    const folder = join(this.visit.server.data, "notices");
    for (const until = Date.now() + MESSAGE_MS_MAX; Date.now() < until; await later(100)) {
      for (const name of await readdir(folder).catch(() => [])) {
        if (!name.endsWith(".json")) continue;
        const { to, text } = JSON.parse(await readFile(join(folder, name), "utf8"));
        const match = to === this.telephone && pattern.exec(text);
        if (match) return match;
      }
    }
    throw new Error(`no message like ${pattern} came to ${this.telephone}`);
  }

  async pickupCode() {
    return (await this.reads(/取件码 ?(\d+)/))[1];
  }
}
