// Runs all `*.test.mjs` beside it in order: `node tests/browser/run.mjs [part of a file name]...`
//
// A test file exports `tests = [{ name, run(visit) }]`; it may export `server = { command, args, env }` (see startServer).
// Each file gets a server with data of its own, each test a `Visit`.
import { readdir } from "node:fs/promises";
import { later, startBrowser, startServer, Visit } from "./harness.mjs";

const TEST_MS_MAX = 180_000;

const here = new URL(".", import.meta.url);
const wanted = process.argv.slice(2);
const files = (await readdir(here))
  .filter((file) => file.endsWith(".test.mjs"))
  .filter((file) => wanted.length === 0 || wanted.some((part) => file.includes(part)))
  .sort();

let passed = 0;
let failed = 0;
const browser = await startBrowser();
for (const file of files) await runFile(file);
await browser.close();
if (passed + failed === 0) console.log(`no test file is named like ${wanted.join(", ")}`);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);

async function runFile(file) {
  let server;
  try {
    const { tests, server: options } = await import(new URL(file, here));
    server = await startServer(options);
    for (const test of tests) await report(`${file}: ${test.name}`, () => runTest(test, server));
  } catch (error) {
    await report(file, () => Promise.reject(error));
  }
  if (server) await server.stop().catch((error) => report(`${file}: stopping`, () => Promise.reject(error)));
}

async function runTest({ name, run }, server) {
  const visit = new Visit({ server, browser, name });
  const late = later(TEST_MS_MAX).then(() => Promise.reject(new Error(`not done in ${TEST_MS_MAX / 1000} s`)));
  try {
    await Promise.race([run(visit), late]);
  } catch (error) {
    // What the page complained about is often the cause.
    const findings = await visit.close({ failed: true }).catch((also) => also);
    throw findings ? new Error(`${error.stack}\nand: ${findings.message}`) : error;
  }
  await visit.close();
}

async function report(name, run) {
  const start = performance.now();
  const took = () => `[${((performance.now() - start) / 1000).toFixed(2)}s]`;
  try {
    await run();
    passed += 1;
    console.log(`PASS ${took()} ${name}`);
  } catch (error) {
    failed += 1;
    const text = error.stack?.includes(error.message) ? error.stack : `${error}`;
    console.log(`FAIL ${took()} ${name}\n${text.replace(/^/gm, "    ")}`);
  }
}
