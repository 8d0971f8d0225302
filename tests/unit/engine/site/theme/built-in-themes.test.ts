import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { headPart, mastheadPart, sharePart } from "#engine/site/template-data/include-directives.ts";
import { partNames } from "#engine/site/template-data/part-templates.ts";
import { loadTheme, type Theme } from "#engine/site/theme/theme.ts";
import { inJapan, makePost, makeSettings } from "../make-post.ts";
import { SiteFixture, tinyPng } from "../site-fixture.ts";

const repository = join(import.meta.dirname, "../../../../..");
const builtIn = join(repository, "resources/themes");
const pageTemplates = ["contents", "front", "list", "not-found", "page", "post", "post-long", "redirect"];

function load(name: string): Theme {
  return loadTheme(name, { builtIn, override: join(builtIn, "none") });
}

/**
 * Returns the colours of a style sheet by name.
 * The first result is the light scheme. The second also contains the changes of the dark scheme.
 */
function schemes(css: string): Record<string, string>[] {
  const read = (selector: string): Record<string, string> => {
    // The rule for print has the selector `:root:root`.
    const parts = css.replaceAll(":root:root", "").split(selector).slice(1);
    const rules = parts.filter((part) => /^\s*\{/.test(part)).map((part) => part.slice(0, part.indexOf("}")));
    const rule = rules.find((one) => one.includes("--paper:")) ?? "";
    expect(rule, selector).not.toBe("");
    return Object.fromEntries(
      [...rule.matchAll(/--([a-z-]+): ?(#[0-9a-f]{3,6})\b/g)].map(([, name = "", value = ""]) => [
        name,
        value,
      ]),
    );
  };
  const light = read(":root");
  return [light, { ...light, ...read(':root:where([data-scheme="dark"])') }];
}

/** Returns the contrast by WCAG 2.2, from 1 to 21. */
function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const digits = colour.slice(1);
  const full = digits.length === 3 ? digits.replace(/./g, "$&$&") : digits;
  const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((at) => {
    const value = Number.parseInt(full.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

const codeColours = ["comment", "keyword", "string", "number", "title", "deletion"];
const readable: Readonly<Record<string, readonly [ground: string, words: readonly string[]][]>> = {
  fude: [
    ["paper", ["ink", "faint", "accent", "deletion"]],
    ["raised", ["ink", "faint", "accent", ...codeColours]],
    ["selection", ["ink"]],
  ],
  kami: [
    ["ground", ["ink", "faint", "accent"]],
    ["paper", ["ink", "faint", "accent", "deletion"]],
    ["raised", ["ink", "faint", "accent", ...codeColours]],
    ["selection", ["ink"]],
  ],
  koyomi: [
    ["paper", ["ink", "faint", "accent", "deletion", "title"]],
    ["raised", ["ink", "faint", "accent", ...codeColours]],
    ["accent", ["paper"]],
    ["selection", ["ink"]],
  ],
  hitokoto: [
    ["paper", ["ink", "faint", "link", "visited"]],
    ["cell", ["ink", "faint", "link", "visited"]],
    ["cell-soft", ["ink", "faint", "link", "visited"]],
    ["note", ["ink", "link", "visited"]],
    ["code-ground", ["ink", ...codeColours]],
  ],
};

describe.each(["fude", "hitokoto", "kami", "koyomi"])("%s", (name) => {
  let fixture: SiteFixture;

  beforeEach(() => {
    fixture = new SiteFixture();
    fixture.settings = makeSettings({ theme: name, author: { name: "文机" } });
    fixture.setBuiltInThemes();
  });
  afterEach(() => fixture.remove());

  test("has every template", () => {
    const { templates } = load(name);
    expect(pageTemplates.filter((page) => !templates.has(`templates/${page}.liquid`))).toEqual([]);
  });

  test("text is readable in both colour schemes", () => {
    const css = load(name).assets.get("style.css")?.bytes.toString() ?? "";
    const faults: string[] = [];
    let seen = 0;
    for (const [scheme, colours] of schemes(css).entries()) {
      for (const [ground, words] of readable[name] ?? []) {
        for (const word of words) {
          seen += 1;
          const ratio = contrast(colours[word] ?? "#fff", colours[ground] ?? "#fff");
          if (ratio < 4.5)
            faults.push(`${scheme === 0 ? "light" : "dark"}: ${word} on ${ground} ${ratio.toFixed(2)}`);
        }
      }
    }
    expect(faults).toEqual([]);
    expect(seen).toBeGreaterThan(20);
  });

  test("a text post has three files of 30 KB together, and one script that all pages share", async () => {
    const body = "春はあけぼの。やうやう白くなりゆく山ぎは、少し明かりて。\n\n".repeat(30);
    fixture.settings = { ...fixture.settings, parts: { include: "none" } };
    await fixture.build([makePost("posts/hitokoto/a.md", { title: "甲", body, tags: ["茶"] })]);
    const page = fixture.read("20220506-0000.html");
    const loaded = [
      ...page.matchAll(/<(?:link rel="(?:stylesheet|icon)"[^>]* href|img[^>]* src)="([^"]*)"/g),
    ];
    expect(loaded).toHaveLength(2);
    const files = loaded.map(([, url = ""]) => fixture.read(url));
    const size = [page, ...files].reduce((sum, text) => sum + Buffer.byteLength(text), 0);
    expect(size).toBeLessThan(30 * 1024);
    expect(
      page.replace(/<script (?:type="application\/ld\+json"|src="assets\/page\.\w+\.js")/g, ""),
    ).not.toMatch(/<script|<iframe|\son[a-z]+="/);
    expect(page + files.join("")).not.toMatch(/@import|<link rel="preload"/);
  });

  test("a blog without posts says so on its pages, without empty or invalid elements", async () => {
    const { problems } = await fixture.build([]);
    expect(problems).toEqual([]);
    for (const path of ["index.html", "contents/index.html", "archive/index.html"]) {
      expect(fixture.read(path)).toContain("まだ記事がありません。");
      expect(fixture.read(path)).not.toMatch(/<(ul|ol|h2)[^>]*>\s*<\/\1>/);
    }
  });

  test("lists show the covers of posts, and so does the list on the front page", async () => {
    const days = ["01", "02", "03", "04", "05"];
    const posts = days.map((day) =>
      makePost(`posts/hitokoto/${day}.md`, {
        title: `${day}日`,
        date: inJapan(`2022-05-${day}T00:00:00`),
        properties: { cover: `media/${day}.png` },
      }),
    );
    for (const day of days) fixture.put(`media/${day}.png`, tinyPng);
    await fixture.build(posts);
    const coversOn = (path: string): string[] =>
      [...fixture.read(path).matchAll(/<img class="cover" src="[^"]*(\d\d)\.png"/g)].map(
        ([, day = ""]) => day,
      );
    // Three posts are shown whole on the front page, except in Kami
    expect(coversOn("index.html").slice(-2)).toEqual(["02", "01"]);
    expect(coversOn("archive/index.html")).toEqual(days.toReversed());
  });

  test("a very long post does not fill the front page", async () => {
    const body = "長い話がどこまでも続きます。\n\n".repeat(900);
    await fixture.build([
      makePost("posts/hitokoto/long.md", { title: "長い", body }),
      makePost("posts/hitokoto/short.md", {
        title: "短い",
        body: "ひとことだけ。",
        date: inJapan("2022-05-05T00:00:00"),
      }),
    ]);
    const front = fixture.read("index.html");
    expect(front).toMatch(/<a [^>]*href="20220506-0000\.html"/);
    expect(front.length).toBeLessThan(12_000);
    // Kami shows no texts on the front page, but cards
    expect(front).toContain(`<${name === "kami" ? 'p class="p-summary"' : "p"}>ひとことだけ。</p>`);
  });
});

test.each(["fude", "kami", "koyomi"])(
  "the options of %s are in docs/themes.md with their defaults",
  (theme) => {
    const docs = readFileSync(join(repository, "docs/themes.md"), "utf8");
    const [, table = ""] = docs.split(`\n| ${theme} | | default |\n`);
    const rows = (table.split("\n\n")[0] ?? "").split("\n");
    const options = Object.entries(load(theme).options);
    expect(options.length).toBeGreaterThan(3);
    for (const [option, { default: value }] of options) {
      const row = rows.find((line) => line.startsWith(`| \`${option}\` |`)) ?? "";
      expect([option, row.replaceAll('"', "").endsWith(` | \`${value}\` |`)]).toEqual([option, true]);
    }
  },
);

/** The languages of the texts of all themes. */
const languages = ["de", "en", "es", "fr", "it", "ja", "ko", "pt", "zh-Hans", "zh-Hant"];

/** Words that the program itself looks up in the texts of a theme. */
const wordsOfProgram = ["all_tags", "all_categories", "calendar"];

test("the themes have each word that their templates use in ten languages, and no others", () => {
  const themes = ["fude", "hitokoto", "kami", "koyomi"].map(load);
  const wanted = new Set<string>(wordsOfProgram);
  for (const { templates } of themes) {
    const asked = [...templates.values()].flatMap((text) =>
      [...text.matchAll(/'([a-z_]+)' \| t\b/g)].map(([, key = ""]) => key),
    );
    // Without script, no link stands in the place of the share links, and pages contain their head and header.
    const parts = partNames({ templates })
      .filter((part) => ![sharePart, headPart, mastheadPart].includes(part))
      .map((part) => `part_${part}`);
    expect(parts.length).toBeGreaterThan(3);
    for (const word of [...asked, ...parts]) wanted.add(word);
  }
  expect(wanted.size).toBeGreaterThan(60);
  for (const { words } of themes) {
    expect([...words.keys()].sort()).toEqual(languages);
    for (const [language, table] of words)
      expect([language, [...table.keys()].sort()]).toEqual([language, [...wanted].sort()]);
  }
});

test("a word has the same places to fill in in every language", () => {
  const { words } = load("fude");
  const places = (text = ""): string[] => [...text.matchAll(/\{\w+\}/g)].map(([place]) => place).sort();
  for (const [key, english] of words.get("en") ?? []) {
    for (const [language, table] of words) {
      expect([language, key, places(table.get(key))]).toEqual([language, key, places(english)]);
    }
  }
});
