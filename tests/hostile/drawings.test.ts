import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { cleanSvg } from "#engine/blog/media/images/clean-svg.ts";
import { reportAttempts } from "#tests/support/attack.ts";
import { FiringBrowser } from "./support/firing-browser.ts";
import { buildBlog, settingsWith } from "./support/hostile-site.ts";
import { svgVectors } from "./support/svg-vectors.ts";

let browser: FiringBrowser;

beforeAll(async () => {
  browser = await FiringBrowser.open();
});
afterAll(() => browser.close());

/** Caches whether a script ran, by the drawing's text, because many drawings are equal after cleaning. */
const opened = new Map<string, boolean>();

async function runs(body: string): Promise<boolean> {
  const known = opened.get(body);
  if (known !== undefined) return known;
  const ran = await browser.runs(`/${opened.size}.svg`, { type: "image/svg+xml", body });
  opened.set(body, ran);
  return ran;
}

test("no script runs in an accepted drawing that is opened by itself", async () => {
  const vectors = svgVectors();
  const succeeded: string[] = [];
  for (const bytes of vectors) {
    const verdict = cleanSvg(bytes);
    if (verdict.kind === "clean" && (await runs(Buffer.from(verdict.bytes).toString())))
      succeeded.push(bytes.toString());
  }
  await reportAttempts("drawings that run something", { tried: vectors.length, succeeded });
});

test("scripts run in the same drawings if they are published without a check", async () => {
  const unchecked = svgVectors().slice(0, 60);
  let running = 0;
  for (const bytes of unchecked) if (await runs(bytes.toString())) running += 1;
  expect(running).toBeGreaterThan(15);
});

test("a drawing in a blog folder from elsewhere is published only if it contains no script", async () => {
  const vectors = svgVectors();
  const settings = settingsWith("雨", "fude");
  const clean = '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h1"/></svg>\n';
  const { files, problems } = await buildBlog(settings, [], (folder) => {
    mkdirSync(join(folder, "media"));
    writeFileSync(join(folder, "media", "clean.svg"), clean);
    for (const [index, bytes] of vectors.entries()) {
      writeFileSync(join(folder, "media", `${index}.svg`), bytes);
    }
  });
  expect(files.get("media/clean.svg")).toBe(clean);
  expect(problems.map(({ code }) => code)).toContain("media.activeDrawing");
  const published = [...files].filter(([path]) => /^media\/\d+\.svg$/.test(path));
  const succeeded: string[] = [];
  for (const [, body] of published) if (await runs(body)) succeeded.push(body);
  await reportAttempts("drawings in the media of a folder", { tried: vectors.length, succeeded });
});
