// A paper as people hold it in their hands: every page turned into a picture and looked at, and what it says read out again.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const shots = process.env.YIMEN_SHOTS;

/** Dots of a picture in an inch: enough to see every stroke of a character as grey. */
const DPI = 72;
/** An A4 sheet in millimetres. */
const A4 = { width: 210, height: 297 };
/** Where nothing is printed at any edge, in millimetres: printers cut it off. */
const MARGIN = 5;
/** From this grey on a dot is ink. */
const INK = 160;
/** Share of a sheet that is ink: a heading alone is more than the least, a page of dense rows less than the most. */
const SHARE = { least: 0.003, most: 0.25 };

/** Runs a program of poppler. */
function poppler(program, args) {
  const { status, stdout, stderr, error } = spawnSync(program, args, { encoding: "utf8", maxBuffer: 1 << 26 });
  assert.notEqual(error?.code, "ENOENT", `${program} is missing: scripts/setup test, on Debian poppler-utils`);
  assert.equal(status, 0, `${program}: ${stderr || error}`);
  return stdout;
}

/** A picture of grey dots (PGM): its size, and how dark each dot is. */
function grey(bytes) {
  const [head, width, height, most] = /^P5\s+(\d+)\s+(\d+)\s+(\d+)\s/.exec(bytes.toString("latin1", 0, 40)) ?? [];
  assert.equal(most, "255", "a PGM with one byte for each dot");
  return { width: Number(width), height: Number(height), dots: bytes.subarray(head.length) };
}

/** Looks at one page: A4, not blank, not black, nothing in the margin. */
function look({ width, height, dots }, name) {
  const inch = 25.4 / DPI;
  const size = { width: width * inch, height: height * inch };
  for (const side of ["width", "height"]) {
    assert.ok(Math.abs(size[side] - A4[side]) < 1, `${name} is not A4: ${size.width.toFixed(1)} × ${size.height.toFixed(1)} mm`);
  }
  const edge = Math.floor(MARGIN / inch);
  let ink = 0;
  let outside = 0;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      if (dots[y * width + x] >= INK) continue;
      ink += 1;
      if (x < edge || y < edge || x >= width - edge || y >= height - edge) outside += 1;
    }
  }
  const share = ink / (width * height);
  assert.ok(share >= SHARE.least, `${name} is blank: ${(share * 100).toFixed(2)} % ink`);
  assert.ok(share <= SHARE.most, `${name} is black: ${(share * 100).toFixed(2)} % ink`);
  assert.equal(outside, 0, `${name} runs into the margin`);
  return share;
}

/**
 * Turns a PDF into pictures and looks at each. Gives what it says, without blanks, and how much ink each page has. The pictures
 * are kept in the folder YIMEN_SHOTS, when that is set.
 */
export async function opened(pdf, name) {
  assert.equal(pdf.subarray(0, 5).toString("latin1"), "%PDF-", `${name} is a PDF`);
  const folder = await mkdtemp(join(tmpdir(), "yimen-paper-"));
  try {
    const file = join(folder, "paper.pdf");
    await writeFile(file, pdf);
    poppler("pdftoppm", ["-r", String(DPI), "-gray", file, join(folder, "page")]);
    const pages = (await readdir(folder)).filter((page) => page.endsWith(".pgm")).sort();
    assert.ok(pages.length >= 1, `${name} has a page`);
    const shares = [];
    for (const [place, page] of pages.entries()) {
      shares.push(look(grey(await readFile(join(folder, page))), `${name}, page ${place + 1}`));
    }
    if (shots) {
      await mkdir(shots, { recursive: true });
      poppler("pdftoppm", ["-r", "110", "-png", file, join(shots, `paper-${name.replace(/[^\p{L}\p{N}.-]+/gu, "-")}`)]);
    }
    const says = poppler("pdftotext", ["-layout", file, "-"]).replace(/\s+/g, "");
    return { says, shares };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
