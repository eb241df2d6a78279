// The harness is tested too: a small server with one good page and several bad ones, each of which must be found.
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { DESK, PHONE, startServer, Visit } from "./harness.mjs";

const binary = fileURLToPath(new URL("fixture/server.mjs", import.meta.url));
export const server = { binary, args: ["--account", "window.a"] };

/** A visit of its own to a bad page, so that its findings are not findings of this test. */
async function findings(visit, path, look = () => {}, width = DESK) {
  const other = new Visit(visit);
  let seen = "";
  try {
    const page = await other.open(path, { width });
    await look(other, page);
  } catch (error) {
    seen += error.message;
  }
  await other.close().catch((error) => (seen += error.message));
  return seen;
}

const finds = (name, path, pattern, look, width) => ({
  name,
  run: async (visit) => assert.match(await findings(visit, path, look, width), pattern),
});

export const tests = [
  {
    name: "a good page under a strict content security policy passes every check",
    async run(visit) {
      for (const width of [DESK, PHONE]) {
        const page = await visit.open("/", { width });
        assert.equal(await page.evaluate(() => globalThis.innerWidth), width);
        await visit.axe(page);
        await visit.fits(page);
        await visit.shot(page, `harness ${width}`);
      }
      assert.match(visit.printed, /window\.a/, "what the server printed can be read");
    },
  },
  finds("a request to another host is found", "/foreign", /request to another host: http:\/\/example\.invalid/),
  finds("an error in the console is found", "/noisy", /console: something broke/),
  finds("a script that throws is found", "/throwing", /script: .*it threw/),
  finds("a missing file is found", "/incomplete", /console: .*404/),
  finds("what the content security policy stops is found", "/inline", /console: .*Content Security Policy/i),
  finds("a field without a label is found", "/unlabelled", /label/, (visit, page) => visit.axe(page)),
  finds("pale writing is found", "/pale", /color-contrast/, (visit, page) => visit.axe(page)),
  finds("a page that is too wide is found", "/wide", /px wide in a window of 360 px/, (v, p) => v.fits(p), PHONE),
  finds("an expected finding that does not come is found", "/", /expected and not seen/, (v) => v.expect(/status of 500/)),
  {
    name: "an expected finding is none",
    async run(visit) {
      visit.expect(/something broke/);
      await visit.open("/noisy");
    },
  },
  {
    name: "a server that ends at once is reported with what it said",
    run: () => assert.rejects(startServer({ binary, command: "no-such-command" }), /ended with 2[^]*no such command/),
  },
  {
    name: "a binary that is not there is named",
    run: () => assert.rejects(startServer({ binary: "/no/such/yimen" }), /no\/such\/yimen.*ENOENT/),
  },
];
