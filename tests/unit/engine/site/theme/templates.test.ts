import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { AppError } from "#contract/errors.ts";
import {
  createTemplateEngine,
  type TemplateRendererName,
} from "#engine/site/theme/liquid/template-engine.ts";
import { loadTheme, type Theme } from "#engine/site/theme/theme.ts";

const builtIn = join(import.meta.dirname, "../../../../fixtures/themes");
let override: string;

beforeEach(() => {
  override = join(mkdtempSync(join(tmpdir(), "hitofude-theme-")), "theme");
});

afterEach(() => {
  rmSync(dirname(override), { recursive: true });
});

function put(path: string, text: string): void {
  mkdirSync(dirname(join(override, path)), { recursive: true });
  writeFileSync(join(override, path), text);
}

function load(): Theme {
  return loadTheme("plain", { builtIn, override });
}

/** Renders a given template in the plain theme. */
type Render = (source: string, scope?: Record<string, unknown>, language?: string) => string;

function rendererOf(name: TemplateRendererName): Render {
  return (source, scope = {}, language = "ja") => {
    put("templates/post.liquid", source);
    const templates = createTemplateEngine(load(), language, name);
    return templates.render("post", { page: { root_url: "../" }, ...scope }, "posts/a.md");
  };
}

function errorOf(action: () => unknown): { code: string; values: Record<string, unknown> } {
  try {
    return { code: "none", values: { result: action() } };
  } catch (error) {
    if (error instanceof AppError) return { code: error.code, values: error.values };
    throw error;
  }
}

test("a style sheet refers to other assets by their published names", () => {
  const css = load().assets.get("style.css")?.bytes.toString() ?? "";
  expect(css).toMatch(/url\("paper\.[0-9a-f]{8}\.svg#a"\)/);
  expect(css).toMatch(/url\("fonts\/plain\.[0-9a-f]{8}\.woff2"\)/);
  expect(css).toContain("url(data:,x)");
});

test("a published style sheet loses only its comments, indentation and line ends", () => {
  const css = [
    "/* What the writer",
    "   of the theme notes. */",
    "/*! © somebody */",
    "a {",
    "  /* aside: it's */",
    '  content: "/* no comment */  \\',
    '    two"; /* stays */',
    "}",
    "",
    "",
    "@media print {",
    "  b { color: red }",
    "}",
    "",
  ];
  put("assets/style.css", css.join("\n"));
  expect(load().assets.get("style.css")?.bytes.toString()).toBe(
    '/*! © somebody */\na{content:"/* no comment */  \\\n    two"; /* stays */\n}@media print{b { color: red }}',
  );
});

test("the blog's own files replace the theme's one by one", () => {
  const before = load();
  put("templates/partials/footer.liquid", "own footer");
  const after = load();
  expect(after.templates.get("templates/partials/footer.liquid")).toBe("own footer");
  expect(after.templates.get("templates/base.liquid")).toBe(before.templates.get("templates/base.liquid"));
  expect(after.key).not.toBe(before.key);
});

test("in theme.yaml and in the words, the blog's keys replace the theme's one by one", () => {
  put("locales/ja.yaml", "rss: 配信");
  put("theme.yaml", "options:\n  wide: { kind: switch, default: true }\n");
  const { words, dateFormats, options } = load();
  const before = loadTheme("plain", { builtIn, override: join(override, "none") });
  expect(words.get("ja")).toEqual(new Map([...(before.words.get("ja") ?? []), ["rss", "配信"]]));
  expect(words.get("ja")?.size).toBeGreaterThan(1);
  expect(dateFormats).toEqual(before.dateFormats);
  expect(options).toEqual({ wide: { kind: "switch", default: true } });
});

test.each(["../plain", "nowhere", "plain/../plain", "", "/etc"])("%j is not a theme", (name) => {
  expect(errorOf(() => loadTheme(name, { builtIn, override }))).toEqual({
    code: "theme.notFound",
    values: { theme: name },
  });
});

test("an override folder that is a link is ignored", () => {
  put("templates/post.liquid", "linked");
  const link = `${override}-link`;
  symlinkSync(override, link);
  const theme = loadTheme("plain", { builtIn, override: link });
  expect(theme.templates.get("templates/post.liquid")).not.toBe("linked");
});

describe.each(["compiled", "liquidjs"] as const)("%s", (name) => {
  const render = rendererOf(name);

  test("text is escaped unless it is printed raw", () => {
    expect(render("{{ a }}|{{ a | raw }}", { a: `<b>"&'` })).toBe("&lt;b&gt;&#34;&amp;&#39;|<b>\"&'");
  });

  test("words come in the blog's language, then in English, then as their key", () => {
    expect(render("{{ 'year' | t: year: 2022 }} {{ 'only_english' | t }} {{ 'none' | t }}")).toBe(
      "2022年 Only in English none",
    );
    expect(render("{{ 'rss' | t }}", {}, "en-GB")).toBe("RSS feed");
  });

  test("an asset's URL is relative to the page and names its content, also inside partials", () => {
    put("templates/partials/css.liquid", "{{ 'style.css' | asset_url }}");
    expect(render("{% render 'css' %}")).toMatch(/^\.\.\/assets\/style\.[0-9a-f]{8}\.css$/);
  });

  test("digits are grouped", () => {
    expect(render("{{ 3212223 | number }} {{ 134 | number }} {{ 'x' | number }}")).toBe("3,212,223 134 x");
  });

  test("an error in a template is reported with its position", () => {
    expect(errorOf(() => render("line 1\n{% if %}\n"))).toMatchObject({
      code: "theme.syntax",
      values: { template: "templates/post.liquid", line: 2 },
    });
    put("templates/partials/broken.liquid", "\n\n{{ 'x' | nonsense }}");
    expect(errorOf(() => render("{% render 'broken' %}"))).toMatchObject({
      code: "theme.syntax",
      values: { template: "templates/partials/broken.liquid", line: 3, reason: "undefined filter: nonsense" },
    });
    expect(errorOf(() => render("\n{{ 'gone.css' | asset_url }}"))).toMatchObject({
      code: "theme.render",
      values: { template: "templates/post.liquid", line: 2, reason: 'the theme has no asset "gone.css"' },
    });
    put("locales/ja.yaml", "a: [");
    expect(errorOf(load)).toMatchObject({ code: "theme.syntax", values: { template: "locales/ja.yaml" } });
  });

  test.each([
    "{{ a.constructor }}",
    "{{ a.constructor.name }}",
    "{{ a.__proto__ }}",
    "{{ a['__proto__']['polluted'] }}",
    "{{ constructor }}",
    "{{ __proto__ }}",
    "{{ toString }}",
    "{{ list.constructor }}",
    "{{ a.hasOwnProperty }}",
    "{{ a.text.constructor }}",
    "{{ list | map: 'constructor' | join: ',' }}",
    "{{ process }}{{ globalThis }}{{ require }}",
  ])("%s cannot reach anything", (source) => {
    const scope = { a: { text: "text" }, list: [{ x: 1 }] };
    expect(render(source, scope).replaceAll(",", "")).toBe("");
  });

  test.each([
    "{% render '../../../../etc/passwd' %}",
    "{% render '/etc/passwd' %}",
    "{% include '../../theme.yaml' %}",
    "{% layout '../../../../etc/passwd' %}",
    "{% assign name = '../locales/ja.yaml' %}{% include name %}",
    "{% render '../post' %}{% render 'locales/ja' %}",
    "{% render '__proto__' %}",
    "{% render 'link' %}",
    "{% render 'linked/secret' %}",
  ])("%s cannot read anything", (source) => {
    const secret = join(dirname(override), "secret.liquid");
    writeFileSync(secret, "SECRET");
    put("templates/partials/kept.liquid", "");
    symlinkSync(secret, join(override, "templates/partials/link.liquid"));
    symlinkSync(dirname(override), join(override, "templates/partials/linked"));
    const error = errorOf(() => render(source));
    expect(error.code).toMatch(/^theme\.(syntax|render)$/);
    expect(JSON.stringify(error)).not.toContain("SECRET");
  });

  test.each(["{{ 'now' | date: '%Y' }}", "{{ list | sample }}"])(
    "%s would differ between builds and is no filter",
    (source) => {
      expect(errorOf(() => render(source, { list: [1, 2] })).code).toBe("theme.syntax");
    },
  );

  test.each([
    "{% for a in (1..100000000) %}x{% endfor %}",
    "{% render 'post' %}",
    "{% assign s = 'x' %}{% for i in (1..100) %}{% assign s = s | append: s %}{% endfor %}",
  ])("%s terminates", (source) => {
    put("templates/partials/post.liquid", "{% render 'post' %}");
    expect(errorOf(() => render(source)).code).toMatch(/^theme\.(syntax|render)$/);
  });
});
