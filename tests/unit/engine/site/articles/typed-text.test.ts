import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Post } from "#engine/blog/posts/post.ts";
import { type RenderedText, readArticle, renderText } from "#engine/site/articles/article.ts";
import type { Site } from "#engine/site/model/site.ts";
import type { SiteEntry } from "#engine/site/entries/site-entry.ts";
import { inJapan, makePost } from "../make-post.ts";
import { SiteFixture, tinyPng } from "../site-fixture.ts";

let fixture: SiteFixture;

beforeEach(() => {
  fixture = new SiteFixture();
  fixture.put("media/a.png", tinyPng);
});

afterEach(() => fixture.remove());

const path = "posts/hitokoto/a.md";
const filler = "段落です。\n\n".repeat(40);
const body = `[次](b.md)と[無い](media/none.pdf)。\n\n${filler}![絵](/media/a.png)\n\n${filler}おわり。`;
const neighbour = makePost("posts/hitokoto/b.md", { date: inJapan("2022-05-02T00:00:00") });

function siteOf(...posts: readonly Post[]): Site {
  return fixture.renderer.factory.create(fixture.input([makePost(path, { body }), ...posts]), { open: null });
}

function entryIn(site: Site): SiteEntry {
  const entry = site.model.byPath.get(path);
  if (!entry) throw new Error("the post has no page");
  return entry;
}

/** Renders the text being typed, using everything that was rendered before. */
function typed(site: Site, text: string): RenderedText {
  return fixture.renderer.factory.pipelineFor(site.settings).typed.render(entryIn(site), text, site);
}

function expectAsBuilt(site: Site, text: string): void {
  const source = { path, bodyLine: 0 };
  const { markdown } = fixture.renderer.factory.pipelineFor(site.settings);
  const whole = renderText(markdown, entryIn(site), text, site);
  const now = typed(site, text);
  // The text being typed additionally has blocks
  expect(now.rendered).toMatchObject(whole.rendered);
  expect(readArticle(source, now)).toEqual(readArticle(source, whole));
}

/** Returns the number of characters that the parser reads during an action. */
function parsedDuring(site: Site, work: () => void): number {
  const { pipeline } = fixture.renderer.factory.pipelineFor(site.settings).markdown;
  const parse = vi.spyOn(pipeline.md, "parse");
  work();
  const parsed = parse.mock.calls.reduce((sum, [source]) => sum + source.length, 0);
  parse.mockRestore();
  return parsed;
}

test("each state of a text that is typed equals that of a build", () => {
  const site = siteOf(neighbour);
  const states = [
    body,
    `題。${body}`,
    body.replace("おわり", "![](media/none.png)[甲](c.md)"),
    body.replace("![絵](/media/a.png)", "[^1]\n\n[^1]: [次](b.md)"),
    "",
    body,
  ];
  for (const state of states) expectAsBuilt(site, state);
});

test("a key press renders only the blocks around it, also after a save and after changes elsewhere", () => {
  const site = siteOf(neighbour);
  expect(parsedDuring(site, () => typed(site, body))).toBe(body.length);
  expect(parsedDuring(site, () => typed(site, `${body}あ`))).toBeLessThan(60);
  const later = siteOf(neighbour, makePost("posts/hitokoto/c.md"));
  expect(parsedDuring(later, () => typed(later, `${body}ああ`))).toBeLessThan(60);
});

test("if the target of a link has changed, the text is rendered completely", () => {
  const before = siteOf(neighbour);
  expectAsBuilt(before, body);
  const moved = siteOf(makePost(neighbour.path, { properties: { permalink: "moved.html" } }));
  expectAsBuilt(moved, body);
  expect(typed(moved, body).rendered.html).toContain('href="moved.html"');
});

test("a changed image size and a new file are noticed", () => {
  const before = siteOf(neighbour);
  expectAsBuilt(before, body);
  fixture.put("media/none.pdf", "%PDF");
  const after = siteOf(neighbour);
  expectAsBuilt(after, body);
  const { facts } = readArticle({ path, bodyLine: 0 }, typed(after, body));
  expect(facts.problems).toEqual([]);
  fixture.put("media/a.png", Buffer.concat([tinyPng.subarray(0, 19), Buffer.of(9), tinyPng.subarray(20)]));
  const resized = siteOf(neighbour);
  expectAsBuilt(resized, body);
  expect(typed(resized, body).rendered.html).toContain('width="9"');
});

test("the same text in another folder has other link targets", () => {
  const other = makePost("posts/futakoto/b.md", {
    section: "futakoto",
    date: inJapan("2022-05-03T00:00:00"),
  });
  const site = siteOf(neighbour, other);
  expect(typed(site, body).rendered.html).toContain('<a href="20220502-0000.html">');
  const { typed: texts } = fixture.renderer.factory.pipelineFor(site.settings);
  const entry = site.model.byPath.get(other.path);
  if (!entry) throw new Error("the post has no page");
  const { rendered } = texts.render(entry, body, site);
  expect(rendered.html).toContain('<a href="../talk/h202205-b.html">');
});

test("a changed language changes the words in the text that is being typed", () => {
  const text = "> [!TIP]\n> 文";
  const inLanguage = (language: string | null): string =>
    typed(
      fixture.renderer.factory.create(fixture.input([makePost(path, { language })]), { open: null }),
      text,
    ).rendered.html;
  expect(inLanguage(null)).toContain(">ヒント<");
  expect(inLanguage("fr")).toContain(">Conseil<");
  expect(inLanguage(null)).toContain(">ヒント<");
});
