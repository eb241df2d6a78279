// Starts a real yimen and a real Chromium, and watches over every page that a test opens.
import { spawn } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const root = fileURLToPath(new URL("../..", import.meta.url));
const target = process.env.CARGO_TARGET_DIR ?? "target";
export const yimen = process.env.YIMEN_BINARY ?? resolve(root, target, "release/yimen");
const shots = process.env.YIMEN_SHOTS;

/** The two widths every page is made for: a desk and a telephone. */
export const DESK = 1280;
export const PHONE = 360;
/** An A4 sheet without its margins, in the browser's pixels. */
const A4 = { width: 718, height: 1047 };

const START_MS_MAX = 120_000;
const STOP_MS_MAX = 15_000;
const PAGE_MS_MAX = 15_000;

// ---------------------------------------------------------------------------------------------- server

const running = new Set();
process.on("exit", () => running.forEach((child) => child.kill("SIGKILL")));
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(130));

/**
 * Starts `yimen <command> --data <new folder> --listen 127.0.0.1:<free port> ...args` and waits until it has
 * printed its address. `printed()` is all it has said so far, accounts and passwords of the demonstration included; `heard(pattern)`
 * waits for a piece of it.
 */
export async function startServer({ binary = yimen, command = "demo", args = [], env = {} } = {}) {
  const folder = await mkdtemp(join(tmpdir(), "yimen-browser-"));
  const listen = `127.0.0.1:${await freePort()}`;
  const all = [command, "--data", join(folder, "data"), "--listen", listen, ...args];
  const child = spawn(binary, all, { env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] });
  running.add(child);
  let said = "";
  let problems = "";
  child.stderr.on("data", (bytes) => (problems += bytes));
  const ended = new Promise((done) => {
    child.once("error", (error) => done(error.message));
    child.once("close", (code, signal) => done(`it ended with ${signal ?? code}`));
  });
  const waiting = new Set();
  child.stdout.setEncoding("utf8").on("data", (text) => {
    said += text;
    waiting.forEach((look) => look());
  });
  /** Resolves with the match as soon as this has been printed. */
  const heard = (pattern) =>
    new Promise((done) => {
      const look = () => {
        const match = said.match(pattern);
        if (!match) return;
        waiting.delete(look);
        done(match);
      };
      waiting.add(look);
      look();
    });
  const opened = heard(`http://${listen}`).then(() => true);
  const failed = (why) => new Error(`${binary} ${all.join(" ")}: ${why}\n${said}${problems}`);
  const why = await Promise.race([opened, ended, later(START_MS_MAX, "no address printed in time")]);
  const stop = async () => {
    child.kill("SIGTERM");
    const outcome = await Promise.race([ended, later(STOP_MS_MAX, "late")]);
    if (outcome === "late") child.kill("SIGKILL");
    running.delete(child);
    await rm(folder, { recursive: true, force: true });
    if (outcome === "late") throw failed("it did not stop when asked to");
  };
  if (why !== true) {
    await stop().catch(() => {});
    throw failed(why);
  }
  return { url: `http://${listen}`, data: join(folder, "data"), printed: () => said, heard, log: () => problems, stop };
}

async function freePort() {
  const server = createServer();
  await new Promise((done, fail) => server.once("error", fail).listen(0, "127.0.0.1", done));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

/** A bound on waiting; it does not keep the process alive. */
export function later(ms, value) {
  return new Promise((done) => setTimeout(done, ms, value).unref());
}

// --------------------------------------------------------------------------------------------- browser

/** One Chromium for all tests. It cannot reach any other host, whatever a page asks for. */
export function startBrowser() {
  return chromium.launch({
    executablePath: process.env.YIMEN_CHROMIUM ?? "/usr/bin/chromium",
    headless: true,
    args: [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    ],
  });
}

/**
 * What one test does in the browser. Every page is watched: `close` fails on an error in the console, on a script
 * that threw, and on a request to another host.
 */
export class Visit {
  #contexts = [];
  #findings = [];
  #expected = [];

  constructor({ server, browser, name }) {
    Object.assign(this, { server, browser, name, url: server.url });
  }

  /** All that the server has printed, the accounts of the demonstration included. */
  get printed() {
    return this.server.printed();
  }

  /** A page of a new visitor (own cookies), opened at `path` when one is given. */
  async open(path, { width = DESK, scripts = true, language = "zh-CN", ...options } = {}) {
    const context = await this.browser.newContext({
      baseURL: this.url,
      viewport: { width, height: width === PHONE ? 740 : 800 },
      locale: language,
      timezoneId: "Asia/Shanghai",
      javaScriptEnabled: scripts,
      ...options,
    });
    context.setDefaultTimeout(PAGE_MS_MAX);
    this.#contexts.push(context);
    this.#watch(context);
    const page = await context.newPage();
    if (path) await page.goto(path);
    return page;
  }

  #watch(context) {
    context.on("console", (message) => {
      if (message.type() !== "error") return;
      const { url = "" } = message.location();
      this.#findings.push(`console: ${message.text()} (${url})`);
    });
    context.on("weberror", (problem) => this.#findings.push(`script: ${problem.error()}`));
    context.on("request", (request) => {
      const url = new URL(request.url());
      if (["data:", "blob:", "about:"].includes(url.protocol) || url.origin === this.url) return;
      this.#findings.push(`request to another host: ${request.url()}`);
    });
  }

  /** Says that this test provokes such a finding, for example `/status of 403/`; it must then occur. */
  expect(pattern) {
    this.#expected.push(pattern);
  }

  /** Fails on every serious or critical finding of the accessibility scan. */
  async axe(page) {
    await page.evaluate(await axeSource());
    const { violations } = await page.evaluate((tags) => globalThis.axe.run(document, { runOnly: tags }), [
      "wcag2a",
      "wcag2aa",
      "wcag21a",
      "wcag21aa",
      "wcag22aa",
      "best-practice",
    ]);
    const bad = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
    if (bad.length === 0) return;
    const lines = bad.flatMap(({ id, help, nodes }) => [
      `${id}: ${help}`,
      ...nodes.slice(0, 5).map(({ target, html }) => `    ${target.join(" ")}  ${html.slice(0, 160)}`),
    ]);
    throw new Error(`accessibility of ${page.url()}\n${lines.join("\n")}`);
  }

  /** Fails when the page has to be pushed sideways to be read. */
  async fits(page) {
    const { content, window } = await page.evaluate(() => ({
      content: document.scrollingElement.scrollWidth,
      window: document.documentElement.clientWidth,
    }));
    if (content > window) throw new Error(`${page.url()} is ${content} px wide in a window of ${window} px`);
  }

  /** A picture of the whole page in the folder YIMEN_SHOTS, when that is set. */
  async shot(page, name) {
    if (!shots) return;
    await mkdir(shots, { recursive: true });
    const file = name.replace(/[^\p{L}\p{N}.-]+/gu, "-");
    await page.screenshot({ path: join(shots, `${file}.png`), fullPage: true });
  }

  /** Pictures at both widths, and of a paper also as the printer gets it. */
  async pictures(page, name, { paper = false } = {}) {
    if (!shots) return;
    const before = page.viewportSize();
    for (const width of [DESK, PHONE]) {
      await page.setViewportSize({ width, height: width === PHONE ? 740 : 800 });
      await this.shot(page, `${name} ${width}`);
    }
    if (paper) {
      await page.emulateMedia({ media: "print" });
      await page.setViewportSize(A4);
      await this.shot(page, `${name} print`);
      await page.emulateMedia({ media: null });
    }
    await page.setViewportSize(before);
  }

  /** Closes all pages and fails with what was seen and not expected, or expected and not seen. */
  async close({ failed = false } = {}) {
    for (const [place, context] of this.#contexts.entries()) {
      if (failed) for (const page of context.pages()) await this.shot(page, `failed ${this.name} ${place}`).catch(() => {});
      await context.close();
    }
    const unseen = this.#expected.filter((pattern) => !this.#findings.some((finding) => pattern.test(finding)));
    const bad = this.#findings.filter((finding) => !this.#expected.some((pattern) => pattern.test(finding)));
    bad.push(...unseen.map((pattern) => `expected and not seen: ${pattern}`));
    if (bad.length > 0) throw new Error(bad.join("\n"));
  }
}

let axe;
function axeSource() {
  axe ??= readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  return axe;
}
