// The pages of what stands beside a case, as an officer works through them: going there, a form of the page, what the page says.
import assert from "node:assert/strict";

/** Opens an address of the same centre. */
export async function goes(page, path) {
  return page.goto(new URL(path, page.url()).href);
}

/** Opens a form of the page, fills it and sends it. */
export async function sends(page, slug, fill = async () => {}) {
  const card = page.locator(`#act-${slug}`);
  if ((await card.getAttribute("open")) === null) await card.locator("summary").click();
  await fill(card);
  await card.locator("button[type=submit]").click();
  await page.waitForLoadState();
}

/** Fails unless the page says this. */
export async function says(page, pattern) {
  const text = await page.locator("main").innerText();
  assert.ok(pattern.test(text), `${page.url()} does not say ${pattern}:\n${text}`);
}
