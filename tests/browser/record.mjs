// The pages of what stands beside a case, as an officer works through them: going there, a form of the page, what the page says.
import assert from "node:assert/strict";

/** How long what follows from an act elsewhere may take. */
const COMES_MS_MAX = 15_000;

/** Opens an address of the same centre. */
export async function goes(page, path) {
  return page.goto(new URL(path, page.url()).href);
}

/** Opens a form of the page, fills it and sends it. */
export async function sends(page, slug, fill = async () => {}) {
  const card = page.locator(`#act-${slug}`);
  if ((await card.getAttribute("open")) === null) await card.locator("summary").first().click();
  await fill(card);
  // A list may have a button of its own before it, which draws the page anew.
  await card.locator("button[type=submit]").last().click();
  await page.waitForLoadState();
}

/** Fails unless the page says this. */
export async function says(page, pattern) {
  const text = await page.locator("main").innerText();
  assert.ok(pattern.test(text), `${page.url()} does not say ${pattern}:\n${text}`);
}

/** The form of a page on which a leader signs, once the demonstration says a code that was not used yet; used ones are waited out. */
async function signable(page, form) {
  const sample = form.locator(".factor-sample");
  for (;;) {
    const said = (await sample.count()) === 0 ? "" : await sample.textContent();
    const code = /\d{6}/.exec(said);
    if (said === "" || code) return code?.[0];
    await page.waitForTimeout(1000 * Number(/\d+/.exec(said)[0]));
    await page.reload();
  }
}

/** The same as `sends` where a leader signs, on a page that was just opened. */
export async function signs(page, slug, fill = async () => {}) {
  const code = await signable(page, page.locator(`#act-${slug}`));
  await sends(page, slug, async (card) => {
    await fill(card);
    if (code) await card.getByLabel("动态码").fill(code);
  });
}

/** Signs a form that is no card of a record, found by its button, on a page that was just opened. */
export async function signsForm(page, button, fill = async () => {}) {
  const named = page.getByRole("button", { name: button, exact: true });
  const form = page.locator("form", { has: named });
  const code = await signable(page, form);
  await fill(form);
  if (code) await form.getByLabel("动态码").fill(code);
  await named.click();
  await page.waitForLoadState();
}

/** Opens an address again and again until the page has it: what follows from an act elsewhere comes within seconds. */
export async function comes(page, path, has) {
  for (const until = Date.now() + COMES_MS_MAX; ; ) {
    await goes(page, path);
    const found = await has(page);
    if (found) return found;
    assert.ok(Date.now() < until, `it did not come to ${page.url()}:\n${await page.locator("main").innerText()}`);
  }
}

/** Every case of a list, over all its pages. */
export async function listed(page, path) {
  const files = [];
  for (let next = path; next; ) {
    await goes(page, next);
    files.push(...(await page.locator("th.cell-item a").evaluateAll((all) => all.map((it) => new URL(it.href).pathname))));
    const more = page.getByRole("link", { name: "下一页" });
    next = (await more.count()) > 0 ? await more.first().getAttribute("href") : "";
  }
  return files;
}
