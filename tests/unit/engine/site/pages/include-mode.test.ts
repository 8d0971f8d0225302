import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { SitePreview } from "#engine/site/preview/preview.ts";
import { inJapan, makePost, makeSettings } from "../make-post.ts";
import { SiteFixture, tinyPng } from "../site-fixture.ts";

let fixture: SiteFixture;

beforeEach(() => {
  fixture = new SiteFixture();
});
afterEach(() => fixture.remove());

const modes = ["ssi", "php", "script"] as const;
type Mode = "none" | (typeof modes)[number];

/** Uses a built-in theme; the fixture's own has no parts. */
function useTheme(theme: string, include: Mode, changes: Record<string, unknown> = {}): void {
  fixture.setBuiltInThemes();
  fixture.settings = makeSettings({
    theme,
    parts: { include },
    header: "上の挨拶、[案内](/pages/about.md)",
    footer: ["下の言葉"],
    links: [{ label: "よそ", url: "https://example.org/" }],
    notices: [{ text: "はじめの知らせ" }],
    counter: { total: 12345 },
    copyright: { holder: "試験堂", from: 2010 },
    ...changes,
  });
}

const posts = [
  makePost("pages/about.md", { kind: "page", section: "", title: "案内", date: null }),
  ...Array.from({ length: 25 }, (_, index) =>
    makePost(`posts/hitokoto/${index}.md`, {
      title: `${index}番`,
      date: inJapan(`2022-05-${String(index + 1).padStart(2, "0")}T00:00:00`),
      tags: ["茶"],
    }),
  ),
  makePost("posts/futakoto/long.md", { section: "futakoto", title: "長い話" }),
];

/** Returns the paths of the differences between two builds. */
function differences(before: ReadonlyMap<string, string>): string[] {
  const after = fixture.contents();
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((path) => before.get(path) !== after.get(path))
    .sort();
}

function notices(text: string): void {
  fixture.settings = { ...fixture.settings, notices: [{ text }] };
}

describe.each(["hitokoto", "fude"])("in the theme %s", (theme) => {
  test("without include mode, a new notice changes every page that has the header", async () => {
    useTheme(theme, "none");
    await fixture.build(posts);
    const before = fixture.contents();
    notices("新しい知らせ");
    await fixture.build(posts);
    const pages = [...before.keys()].filter((path) => /(?<!\/latest)\.html$/.test(path));
    expect(pages.length).toBeGreaterThan(30);
    expect(differences(before)).toEqual(pages);
    expect([...before.keys()].filter((path) => path.startsWith("parts/"))).toEqual([]);
  });

  test.each(modes)(
    "mode %s: a change of the common parts changes few files, and no post",
    async (include) => {
      useTheme(theme, include);
      await fixture.build(posts);
      for (const change of [
        { notices: [{ text: "新しい知らせ" }] },
        { footer: ["別の言葉"] },
        { header: "別の上の挨拶" },
        {
          counter: {
            ...fixture.settings.counter,
            format: "{total}",
            total: 9,
            today: 0,
            yesterday: 0,
            live: false,
          },
        },
        { copyright: { holder: "試験堂", from: 2001 } },
      ]) {
        const before = fixture.contents();
        fixture.settings = { ...fixture.settings, ...change };
        const built = await fixture.build(posts);
        // In fude the front page has a footer of its own, and the words of the header are in two parts.
        const isWhole = theme === "fude" && !("notices" in change || "header" in change);
        const files = isWhole || (theme === "fude" && "header" in change && include !== "script") ? 2 : 1;
        expect([Object.keys(change), built.written, built.made]).toEqual([Object.keys(change), files, files]);
        const changed = differences(before);
        expect(changed).toHaveLength(files);
        expect(changed.filter((path) => !/^parts\/[a-z]+\.html$/.test(path))).toEqual(
          isWhole ? ["index.html"] : [],
        );
      }
    },
  );

  test.each(["ssi", "php"] as const)(
    "mode %s: another icon or switch of the script changes one part",
    async (include) => {
      fixture.put("media/icon.png", tinyPng);
      useTheme(theme, include);
      await fixture.build(posts);
      const { show } = fixture.settings;
      for (const change of [
        { show: { ...show, lineNumbers: !show.lineNumbers } },
        { icon: "media/icon.png" },
      ]) {
        const before = fixture.contents();
        fixture.settings = { ...fixture.settings, ...change };
        await fixture.build(posts);
        const changed = differences(before).filter((path) => !/(?:icon|manifest)/.test(path));
        expect([Object.keys(change), changed]).toEqual([Object.keys(change), ["parts/head.html"]]);
      }
    },
  );

  test.each(modes)(
    "mode %s: a new page in the navigation changes that page and its parts",
    async (include) => {
      useTheme(theme, include, { search: false });
      await fixture.build(posts);
      const before = fixture.contents();
      const page = { kind: "page", section: "", title: "新しい案内", date: null } as const;
      await fixture.build([...posts, makePost("pages/new.md", page)]);
      const changed = differences(before).filter((path) => path !== "sitemap.xml");
      const parts =
        include === "script" ? ["index"] : theme === "fude" ? ["masthead", "navigation"] : ["side"];
      expect(changed).toEqual(["new.html", ...parts.map((name) => `parts/${name}.html`)]);
    },
  );

  test.each(modes)("mode %s: no page contains a part, but refers to an existing file", async (include) => {
    useTheme(theme, include);
    const { problems } = await fixture.build(posts);
    expect(problems).toEqual([]);
    for (const [path, html] of fixture.contents()) {
      if (!path.endsWith(".html") || /^parts\/|\/latest\.html$/.test(path)) continue;
      const isWhole = theme === "fude" && path === "index.html";
      const words = isWhole ? /はじめの知らせ|上の挨拶/ : /はじめの知らせ|下の言葉|上の挨拶|012345|Copyright/;
      expect([path, words.exec(html)?.[0]]).toEqual([path, undefined]);
      const named = [
        ...html.matchAll(/virtual="\/diary\/([^"]*)"|__DIR__ \. '\/((?:\.\.\/)*[^']*)'|#part-(\w+)"/g),
      ];
      expect([path, named.length]).toEqual([path, named.length > 2 ? named.length : "more than 2"]);
      for (const [, virtual, beside, part] of named) {
        if (part !== undefined) expect(fixture.read("parts/index.html")).toContain(`id="part-${part}"`);
        else fixture.read(virtual ?? join(path, "..", beside ?? ""));
      }
    }
  });

  test("links in parts start at the host's root, and parts contain nothing of a post's text", async () => {
    useTheme(theme, "ssi");
    await fixture.build(posts);
    const parts = [...fixture.contents()].filter(([path]) => path.startsWith("parts/"));
    const urls = parts.flatMap(([, html]) => [...html.matchAll(/(?:href|src)="([^"]*)"/g)]);
    expect(urls.length).toBeGreaterThan(8);
    for (const [, url] of urls)
      expect(url).toMatch(/^(#theme\.main$|\/diary\/|https:\/\/example\.(?:org\/|com\/diary\/)$)/);
  });

  test("returning to mode none restores the site", async () => {
    useTheme(theme, "none");
    await fixture.build(posts);
    const before = fixture.contents();
    for (const include of modes) {
      fixture.settings = { ...fixture.settings, parts: { include } };
      await fixture.build(posts);
      expect(differences(before).length).toBeGreaterThan(30);
    }
    fixture.settings = { ...fixture.settings, parts: { include: "none" } };
    await fixture.build(posts);
    expect(differences(before)).toEqual([]);
  });

  test.each(modes)("the preview shows complete pages in mode %s", async (include) => {
    const [, first] = posts;
    if (!first) throw new Error("no posts");
    useTheme(theme, "none");
    await fixture.build(posts);
    const whole = fixture.read("20220501-0000.html");
    useTheme(theme, include);
    const preview = new SitePreview(fixture.renderer.factory, fixture.input(posts));
    const saved = await preview.respond("20220501-0000.html");
    // The preview always loads the styles of code, because its text changes
    const contentStyles = /<link rel="stylesheet" href="[^"]*(?:blocks|code|pictures)\.[^"]*">\n/g;
    const shown = Buffer.from(saved?.bytes ?? []).toString();
    expect(shown.replace(contentStyles, "")).toBe(whole.replace(contentStyles, ""));
    const open = { ...first, title: "書きかけ", status: "draft" as const };
    const typed = Buffer.from((await preview.respond("20220501-0000.html", open))?.bytes ?? []).toString();
    expect(typed).toContain("はじめの知らせ");
    expect(typed).not.toMatch(/<\?php|<!--#|parts\//);
    const { frameKey } = preview.articleOf(open);
    notices("別の知らせ");
    const after = new SitePreview(fixture.renderer.factory, fixture.input(posts));
    expect(after.articleOf(open).frameKey).not.toBe(frameKey);
  });
});

test.each(modes)(
  "mode %s: pages in an old encoding are complete, because parts are UTF-8",
  async (include) => {
    const sections = {
      hitokoto: { title: "ひとこと" },
      futakoto: { title: "ふたこと", path: "talk", charset: "Shift_JIS" },
    };
    useTheme("hitokoto", include, { sections });
    await fixture.build(posts);
    const decode = (path: string): string =>
      new TextDecoder("Shift_JIS", { fatal: true }).decode(readFileSync(join(fixture.outDir, path)));
    for (const path of ["talk/20220506-0000.html", "talk/index.html"]) {
      expect(decode(path)).toContain("はじめの知らせ");
      expect(decode(path)).not.toMatch(/<\?php|<!--#|data-part/);
    }
    notices("新しい知らせ");
    const { written } = await fixture.build(posts);
    expect(written).toBe(3);
    expect(decode("talk/index.html")).toContain("新しい知らせ");
  },
);

test.each(modes)("mode %s: a theme without parts includes only what all heads have", async (include) => {
  const notices = [{ text: "知らせ" }];
  fixture.settings = makeSettings({ notices, parts: { include: "none" } });
  await fixture.build(posts);
  const before = fixture.contents();
  fixture.settings = makeSettings({ notices, parts: { include } });
  await fixture.build(posts);
  const pages = [...fixture.contents()].filter(
    ([path]) => path.endsWith(".html") && !path.startsWith("parts/"),
  );
  expect(pages.length).toBeGreaterThan(20);
  expect(siteHead.test(fixture.read("20220501-0000.html"))).toBe(include !== "script");
  for (const [path, html] of pages) {
    const root = path === "404.html" ? "/diary/" : "../".repeat(path.split("/").length - 1);
    const included = (): string => fixture.read("parts/site-head.html").replaceAll('="/diary/', `="${root}`);
    const ownStyles = `<link rel="stylesheet" href="${root}assets/own.css">\n`;
    const isStyled = !path.endsWith("/latest.html");
    expect(html.includes(ownStyles), path).toBe(include === "script" && isStyled);
    expect(html.replace(siteHead, included).replace(ownStyles, ""), path).toBe(before.get(path));
  }
});

const siteHead =
  /<!--#include virtual="[^"]*site-head\.html" -->|<\?php readfile\([^)]*site-head\.html'\); \?>\n/;

test("a part in the blog's own theme works; it can use `site`, but no page", async () => {
  fixture.put("theme/templates/parts/mine.liquid", "[{{ site.title }}{{ page.title }}{{ post.title }}]");
  fixture.put("theme/templates/partials/footer.liquid", "<footer>{{ site.parts.mine | raw }}</footer>");
  fixture.settings = { ...fixture.settings, parts: { include: "none" } };
  await fixture.build(posts);
  expect(fixture.read("20220501-0000.html")).toContain("<footer>[日々の記]</footer>");
  fixture.settings = { ...fixture.settings, parts: { include: "php" } };
  await fixture.build(posts);
  expect(fixture.read("parts/mine.html")).toBe("[日々の記]");
  expect(fixture.read("tags/茶/index.html")).toContain(
    "<footer><?php readfile(__DIR__ . '/../../parts/mine.html'); ?>\n</footer>",
  );
});

test("the blog's own menu is in the header that servers insert, too", async () => {
  fixture.put("theme/templates/parts/navigation.liquid", "<p>own menu of {{ site.title }}</p>");
  useTheme("fude", "ssi");
  await fixture.build(posts);
  expect(fixture.read("parts/masthead.html")).toContain("<p>own menu of ");
  expect(fixture.read("20220501-0000.html")).toContain("/parts/masthead.html");
  expect(fixture.read("index.html")).toContain("/parts/navigation.html");
  expect(fixture.read("parts/navigation.html")).toContain("<p>own menu of ");
});

test("with auto, pages include parts as the host can, and by the script if that is unknown", async () => {
  useTheme("hitokoto", "none", { parts: { include: "auto" } });
  const { outDir } = fixture;
  const page = async (include?: "ssi" | "php"): Promise<string> => {
    await fixture.renderer.build({ ...fixture.input(posts), outDir, include });
    return fixture.read("20220501-0000.html");
  };
  expect(await page()).toContain('<script src="parts/include.js" data-part="header">');
  expect(await page("ssi")).toContain('<!--#include virtual="/diary/parts/header.html" -->');
  expect(await page("php")).toContain("<?php readfile(__DIR__ . '/parts/header.html'); ?>");
  useTheme("hitokoto", "none");
  expect(await page("ssi")).toContain("はじめの知らせ");
});

test("an error in a part names the part", async () => {
  fixture.put("theme/templates/parts/mine.liquid", "\n{{ 'no.css' | asset_url }}");
  fixture.put("theme/templates/partials/footer.liquid", "{{ site.parts.mine | raw }}");
  await expect(fixture.build(posts)).rejects.toMatchObject({
    code: "theme.render",
    values: { template: "templates/parts/mine.liquid", line: 2 },
  });
});

test("a theme that reads the share links of a post shows other ones at once", async () => {
  fixture.put(
    "theme/templates/partials/post-foot.liquid",
    '{% for item in post.share %}<a href="{{ item.url }}">{{ item.label }}</a>{% endfor %}',
  );
  useTheme("fude", "ssi", { share: [{ service: "x" }] });
  await fixture.build(posts);
  expect(fixture.read("20220501-0000.html")).toContain("https://twitter.com/intent/tweet?text=0");
  useTheme("fude", "ssi", { share: [{ service: "line" }] });
  await fixture.build(posts);
  expect(fixture.read("20220501-0000.html")).toContain("https://social-plugins.line.me/");
});
