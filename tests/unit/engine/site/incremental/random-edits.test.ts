import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, test } from "vitest";
import type { TemplateRendererName } from "#engine/site/theme/liquid/template-engine.ts";
import { applyEdit } from "./apply-edit.ts";
import { compareWithClean, outcome } from "./compare-sites.ts";
import { copyThemes, TrialBlog } from "./trial-blog.ts";
import { beginnings, type Edit, type Look, lettered, looks, type Step, steps } from "./trial-edits.ts";

/**
 * Number of blogs; more with `HITOFUDE_PROPERTY_RUNS=500`.
 * A failure prints its seed and the shortest edits that cause it.
 */
const runs = Number(process.env.HITOFUDE_PROPERTY_RUNS ?? 16);
const firstSettings = {
  title: "日々の記",
  url: "https://example.com/diary/",
  sections: { hitokoto: { title: "ひとこと" }, futakoto: lettered },
  feeds: { items: 6 },
  images: { variants: true, widths: [60, 120], quality: 80 },
};

let themes: string;
beforeAll(() => {
  themes = copyThemes(join(mkdtempSync(join(tmpdir(), "hitofude-themes-")), "themes"));
});
afterAll(() => rmSync(join(themes, ".."), { recursive: true }));

test("after any edits, the site equals that of a build from nothing", async () => {
  const scripts = fc.array(steps, { minLength: 6, maxLength: 14, size: "max" });
  const property = fc.asyncProperty(beginnings, scripts, looks, (beginning, script, look) =>
    tryEdits(beginning, script, look),
  );
  await fc.assert(property, { numRuns: runs });
}, 3_600_000);

test("the same holds with LiquidJS, which does not report what a page reads", async () => {
  const scripts = fc.array(steps, { minLength: 6, maxLength: 14, size: "max" });
  const property = fc.asyncProperty(beginnings, scripts, looks, (beginning, script, look) =>
    tryEdits(beginning, script, look, "liquidjs"),
  );
  await fc.assert(property, { numRuns: Math.ceil(runs / 4) });
}, 3_600_000);

/** Throws if the site is wrong after a step, or after a restart of the program following all steps. */
async function tryEdits(
  beginning: readonly Edit[],
  script: readonly Step[],
  look: Look,
  templateRenderer?: TemplateRendererName,
): Promise<void> {
  const { theme, recentUpdates, include } = look;
  const front = { posts: 5, recentUpdates };
  const blog = new TrialBlog(
    { ...firstSettings, theme, front, parts: { include } },
    themes,
    templateRenderer,
  );
  try {
    for (const image of [0, 1, 3, 4]) applyEdit(blog, { kind: "media", image, width: 3 });
    for (const edit of beginning) applyEdit(blog, edit);
    await expectClean(blog, "after the first build");
    for (const [step, { edit, next }] of script.entries()) {
      applyEdit(blog, edit);
      if (next === "build") await outcome(blog.build());
      if (next === "compare") await expectClean(blog, `after step ${step}, ${JSON.stringify(edit)}`);
      // An unreadable theme is corrected at once: no other edit would be built until then
      if (edit.kind === "theme" && edit.variant === 3) applyEdit(blog, { ...edit, variant: 0 });
    }
    await expectClean(blog, "after the last step");
    blog.restart();
    await expectClean(blog, "after a restart");
  } finally {
    blog.delete();
  }
}

async function expectClean(blog: TrialBlog, when: string): Promise<void> {
  const differences = await compareWithClean(blog);
  if (differences.length > 0) throw new Error(`${when}:\n${differences.join("\n")}`);
}
