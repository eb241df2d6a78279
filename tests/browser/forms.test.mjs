// Every form of the desk in which something is typed is met with something wrong in it: it says so at the field, keeps what was
// typed, and does nothing (E5, E6). The forms are found on the pages; the tables say which have to be among them.
import assert from "node:assert/strict";
import { Centre } from "./people.mjs";

/** A county with little life is filled soon. */
export const server = { args: ["--cases", "200"] };

const ITEM = "food-business";
/** More than any field takes. */
const LONG = "长".repeat(2001);

/** What is typed on a page, by the button it is for: the place of its form among all, that of the button in it, the word of the act. */
function typedForms(page) {
  return page.locator("main form[method=post]").evaluateAll((all) => {
    const isTyped = (it) => it.matches("textarea, input[type=text], input:not([type])");
    const last = (address) => new URL(address).pathname.split("/").at(-1);
    return all.flatMap((form, place) => {
      const what = form.elements.namedItem("do")?.value;
      const buttons = [...form.querySelectorAll("button[type=submit], button:not([type])")];
      return buttons.flatMap((button, nth) => {
        // The second button of a card has its own place for words; the first has what stands outside that.
        const second = button.closest("details.second");
        const typed = [...form.elements].some((it) => isTyped(it) && it.closest("details.second") === second);
        const own = button.hasAttribute("formaction") ? last(button.formAction) : last(form.action);
        return typed && (nth === 0 || second) ? [{ place, nth, word: what ? `${own} ${what}` : own }] : [];
      });
    });
  });
}

/** Types something wrong where the button has its words and something elsewhere, and sends it; gives the fields and their texts. */
function typesWrong(form, [nth, long]) {
  form.noValidate = true;
  for (let details = form.closest("details"); details; details = details.parentElement.closest("details")) details.open = true;
  const button = form.querySelectorAll("button[type=submit], button:not([type])")[nth];
  const second = button.closest("details.second");
  const fields = [...form.elements].filter((field) => field.matches("textarea, input[type=text], input:not([type])"));
  const numeric = (field) => field.inputMode === "numeric";
  const own = fields.filter((field) => field.closest("details.second") === second);
  const areas = own.filter((field) => field.matches("textarea"));
  const lines = own.filter((field) => !numeric(field));
  const wrong = [areas, lines, own].find((some) => some.length > 0);
  for (const field of fields) {
    if (wrong.includes(field)) field.value = numeric(field) ? "九" : long;
    else if (!field.value) field.value = numeric(field) ? "1" : "试填的话";
  }
  if (second) second.open = true;
  setTimeout(() => form.requestSubmit(button));
  return fields.map((field) => [field.name, field.value]);
}

/** Meets every form of the page; gives the words of those that were met, and what was wrong with their answers. */
async function meets(officer, path) {
  const { page } = officer;
  await page.goto(path);
  const forms = await typedForms(page);
  const wrong = [];
  for (const { place, nth, word } of forms) {
    await page.goto(path);
    const form = page.locator("main form[method=post]").nth(place);
    // A form that was carried out after all may have taken others with it.
    if ((await form.count()) === 0) break;
    const sent = Promise.all([page.waitForResponse((it) => it.request().method() === "POST"), page.waitForEvent("load")]);
    const kept = await form.evaluate(typesWrong, [nth, LONG]);
    const [response] = await sent;
    const told = await page.evaluate((fields) => {
      const said = document.querySelectorAll("main [aria-invalid=true], main .field-error, main [role=alert]");
      const lost = fields.filter(([name, value]) => {
        const places = [...document.getElementsByName(name)].filter((it) => it.closest("main"));
        return !places.some((it) => it.value.replace(/\r\n/g, "\n") === value);
      });
      return { said: said.length, lost: lost.map(([name]) => name) };
    }, kept);
    if (response.status() !== 422) wrong.push(`${path} ${word}: ${response.status()}`);
    else if (told.said === 0) wrong.push(`${path} ${word}: nothing is said at a field`);
    else if (told.lost.length > 0) wrong.push(`${path} ${word}: lost ${told.lost}`);
  }
  return { words: forms.map((it) => it.word), wrong };
}

/** The first record of a list whose page offers this act. */
async function offering(centre, login, list, act) {
  const { page } = await centre.officer(login);
  await page.goto(list);
  const links = await page.locator("main table a").evaluateAll((all) => all.map((it) => it.getAttribute("href")));
  for (const link of links.slice(0, 20)) {
    await page.goto(link);
    if ((await page.locator(`#act-${act}`).count()) > 0) return link;
  }
  throw new Error(`${login} is offered ${act} on none of ${list}`);
}

/** Meets the forms of these pages; those named must be among them. */
async function all(centre, pages, named) {
  const [met, wrong] = [new Set(), []];
  for (const [login, path] of pages) {
    const found = await meets(await centre.officer(login), path);
    found.words.forEach((it) => met.add(it));
    wrong.push(...found.wrong);
  }
  assert.deepEqual(wrong, []);
  const lacks = named.filter((it) => !met.has(it));
  assert.deepEqual(lacks, [], `met: ${[...met].join(", ")}`);
}

export const tests = [
  {
    name: "the forms of a case before and after its acceptance",
    async run(visit) {
      visit.expect(/status of 422/);
      const centre = new Centre(visit);
      const intake = await centre.officer("intake2");
      const lacking = await intake.receives(ITEM, centre.citizen("郑缺件"), [1, 2]);
      const held = await centre.handsOver(ITEM, centre.citizen("郑在手"), undefined, ["agent.sc", "do.sc"]);
      const given = await centre.handsOver(ITEM, centre.citizen("郑待收"), undefined, ["agent.sc"]);
      await (await centre.officer("agent.sc")).gives(given, "do.sc");
      const stopped = await centre.handsOver(ITEM, centre.citizen("郑停表"), undefined, ["agent.sc", "do.sc"]);
      await (await centre.officer("do.sc")).asksStop(stopped, /水质检测/, 5, "委托水质检测，委托单澄检〔2026〕7号。");
      await all(
        centre,
        [
          ["intake2", lacking.file],
          ["head.biz", lacking.file],
          ["agent.sc", held.file],
          ["do.sc", held.file],
          ["head.biz", held.file],
          ["do.sc", given.file],
          ["chief.sc", stopped.file],
        ],
        ["supplement", "correction", "refuse-acceptance", "give", "take", "decline", "step", "ask-stop", "ask-extension", "refuse-stop", "withdraw"],
      );
    },
  },
  {
    name: "the forms of a case around its decision, of its folder, its parties and its applicant's bar",
    async run(visit) {
      visit.expect(/status of 422/);
      const centre = new Centre(visit);
      const handler = await centre.officer("do.sc");
      const second = await centre.officer("do2.sc");
      const leader = await centre.officer("lead.sc");
      const matter = await centre.handsOver(ITEM, centre.citizen("郑决定"), undefined, ["agent.sc", "do.sc"]);
      await handler.concludesStep(matter, "齐全，同意。");
      await handler.concludesStep(matter, "相符，同意。", { visit: { with: "do2.sc", minutes: "一致。", refusal: "不说。" } });
      await second.concludesStep(matter, "相符，同意。");
      const beside = [
        ["do.sc", `/desk/folders/${matter.id}`],
        ["do.sc", `/desk/bars/${matter.id}`],
        ["agent.sc", `${matter.file}/hearing`],
      ];
      await all(centre, [["lead.sc", matter.file], ...beside], ["decide", "open", "propose", "add"]);
      await leader.decides(matter);
      await all(centre, [["agent.sc", matter.file]], ["return-decision"]);
      await (await centre.officer("agent.sc")).rechecks(matter);
      await handler.makes(matter);
      await all(centre, [["out", matter.file]], ["deliver"]);
    },
  },
  {
    name: "the forms of the archive, of certificates and of a destruction list",
    async run(visit) {
      visit.expect(/status of 422/);
      const centre = new Centre(visit);
      const certificate = await offering(centre, "do.sc", "/desk/certificates?which=in-force", "correct");
      const made = await offering(centre, "out", "/desk/certificates?which=owed", "hand-out");
      const stored = await offering(centre, "do.wj", "/desk/folders?which=archived", "lend");
      const due = await offering(centre, "do.sc", "/desk/folders?which=due", "archive");
      await all(
        centre,
        [
          ["do.sc", certificate],
          ["intake2", certificate],
          ["out", made],
          ["do.wj", stored],
          ["do.sc", due],
          ["do.rs", "/desk/destruction/rs"],
          ["centre", "/desk/destruction/zr"],
        ],
        ["correct", "replace", "hand-out", "deliver-paper", "lend", "archive", "draw", "send-back"],
      );
    },
  },
  {
    name: "the forms of the hall and of the office",
    async run(visit) {
      visit.expect(/status of 422/);
      const centre = new Centre(visit);
      const guide = (await centre.officer("guide")).page;
      await guide.goto("/desk/contacts?which=recorded");
      const contact = await guide.locator("main a[href^='/desk/contacts/']").filter({ hasNotText: "登记" }).first().getAttribute("href");
      await all(
        centre,
        [
          ["guide", "/desk/contacts/new"],
          ["guide", contact],
          ["head.biz", "/desk/people"],
          ["head.biz", "/desk/leaving"],
          ["head.biz", "/desk/outage"],
          ["intake2", "/desk/outage"],
          ["intake2", "/desk/reissue"],
          ["cat.edit", "/desk/papers/acceptance"],
          ["centre", "/desk/calendar"],
        ],
        ["new", "leaving list", "outage print", "outage enter", "reissue", "acceptance", "calendar look"],
      );
    },
  },
  {
    name: "the forms of supervision",
    async run(visit) {
      visit.expect(/status of 422/);
      const centre = new Centre(visit);
      const finding = await offering(centre, "super", "/desk/findings", "judge");
      await all(
        centre,
        [
          ["super", "/desk/bounds"],
          ["super", "/desk/findings/new"],
          ["super", finding],
          ["super", `${finding.replace("/findings/", "/orders/from/")}`],
        ],
        ["set", "write", "judge", "issue"],
      );
    },
  },
];
