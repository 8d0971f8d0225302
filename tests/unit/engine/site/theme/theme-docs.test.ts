import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { planSite } from "#engine/site/pages/site-plan.ts";
import { inJapan, makePost, makeSettings } from "../make-post.ts";
import { SiteFixture } from "../site-fixture.ts";

const docs = readFileSync(join(import.meta.dirname, "../../../../../docs/themes.md"), "utf8");

/** Returns the names in the first column of the table below a heading. */
function documented(heading: string): string[] {
  const section = docs.split(/^#{2,3} /m).find((part) => part.startsWith(`${heading}\n`)) ?? "";
  const cells = [...section.matchAll(/^\| (`.*?) \|/gm)].map(([, cell = ""]) => cell);
  return cells.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name)).sort();
}

/** Returns the names of everything in a value: `author.name`, `notices[].html`. */
function namesIn(value: unknown, name = ""): string[] {
  if (Array.isArray(value)) return [...new Set(value.flatMap((item) => namesIn(item, `${name}[]`)))];
  if (typeof value !== "object" || value === null) return [name];
  return Object.entries(value).flatMap(([key, inner]) =>
    namesIn(inner, name === "" ? key : `${name}.${key}`),
  );
}

/**
 * Returns the names of the values on all pages of a kind.
 * Leaves out a name that has fields: it may be null on one page and an object on another.
 */
function union(scopes: readonly unknown[]): string[] {
  const names = [...new Set(scopes.flatMap((scope) => namesIn(scope)))];
  const isParent = (name: string): boolean => names.some((other) => other.startsWith(`${name}.`));
  return names.filter((name) => !isParent(name)).sort();
}

/** Replaces the values of a month of the calendar by one name, because the docs list them only once. */
function withoutMonth(names: readonly string[]): string[] {
  return [...new Set(names.map((name) => name.replace(/^calendar\..*/, "calendar")))];
}

/** Values of posts that only the front page has. */
const frontOnly = new Set(["content_html", "has_more"]);

const start = inJapan("2019-05-01T10:00:00");

let fixture: SiteFixture;
let scopes: Map<string, Record<string, unknown>[]>;

beforeAll(() => {
  fixture = new SiteFixture();
  fixture.settings = makeSettings({
    header: "上",
    footer: ["下"],
    notices: [{ text: "知らせ", at: "2022-01-01 10:00" }],
    links: [{ label: "よそ", url: "https://example.org/" }],
    menu: [{ label: "上", url: "site:contents", items: [{ label: "下", url: "site:feed" }] }],
    share: [{ service: "x" }],
  });
  const posts = [
    // More titles than fit on one page of contents
    ...Array.from({ length: 2_100 }, (_, index) =>
      makePost(`posts/hitokoto/${index}.md`, {
        title: `${index}`,
        date: { ...start, time: start.time + index * 3_600_000 * 8 },
        ...(index === 0 ? { tags: ["話題"] } : {}),
        ...(index < 3 ? { series: { name: "三つの話" } } : {}),
      }),
    ),
    makePost("posts/hitokoto/a.md", {
      title: "甲",
      tags: ["話題"],
      properties: { category: "道具" },
      aliases: ["old.html"],
      source: { name: "前の場所" },
      revisions: [{ date: "2022-05-01", note: "公開" }],
    }),
    makePost("posts/hitokoto/b.md", {
      title: "乙",
      date: inJapan("2022-05-07T00:00:00"),
      relations: [{ kind: "reply", to: "posts/hitokoto/a.md" }],
    }),
    makePost("posts/hitokoto/c.md", {
      title: "C",
      date: inJapan("2022-05-07T09:00:00"),
      language: "en",
      relations: [{ kind: "translation", to: "posts/hitokoto/a.md" }],
    }),
    makePost("pages/about.md", { kind: "page", section: "", title: "頁", date: null }),
    makePost("pages/below.md", {
      kind: "page",
      section: "",
      title: "下の頁",
      date: null,
      properties: { parent: "pages/about.md" },
    }),
  ];
  scopes = new Map();
  const site = fixture.renderer.factory.create(fixture.input(posts), { open: null });
  const templates = new Map(site.theme.templates);
  for (const name of ["terms", "calendar", "day"]) templates.set(`templates/${name}.liquid`, "");
  const seen = {
    ...site,
    theme: { ...site.theme, templates },
    templates: { ...site.templates, render },
  };
  for (const file of planSite(seen).made.values()) file.text();
});

afterAll(() => fixture.remove());

/** Records the values that a template would get. */
function render(_template: string, scope: Readonly<Record<string, unknown>>): string {
  for (const [name, value] of Object.entries(scope)) {
    if (typeof value === "object" && value !== null)
      scopes.set(name, [...(scopes.get(name) ?? []), { ...value }]);
  }
  return "";
}

/** Returns the values that pages have for one of the names in templates. */
function shown(name: string): Record<string, unknown>[] {
  const found = scopes.get(name) ?? [];
  expect(found.length).toBeGreaterThan(0);
  return found;
}

test.each([
  ["site", "On every page: `site`"],
  ["page", "On every page: `page`"],
  ["post", "A post or page: `post`"],
  ["contents", "The contents: `contents`"],
  ["series", "A series: `series`"],
  ["term_index", "All tags or categories: `term_index`"],
  ["calendar", "The calendar: `calendar`"],
  ["day", "A day in all years: `day`"],
  ["series_index", "All series: `series_index`"],
  ["redirect", "An old address: `redirect`"],
])("docs/themes.md names everything in `%s`, and nothing else", (name, heading) => {
  // The fixture's theme has no options and no parts
  const names = withoutMonth(union(shown(name))).concat(name === "site" ? ["theme_options", "parts"] : []);
  expect(documented(heading)).toEqual([...new Set(names)].sort());
});

test("docs/themes.md names every value of a post in a list", () => {
  const posts = [...shown("list"), ...shown("front")].flatMap(({ posts }) =>
    Array.isArray(posts) ? posts : [],
  );
  expect(documented("In lists")).toEqual(union(posts).filter((name) => !frontOnly.has(name)));
});

test.each([
  ["front", "The front page: `front`", ["posts[]", "posts[].content_html", "posts[].has_more"]],
  ["list", "A list: `list`", ["posts[]"]],
])("docs/themes.md names everything in `%s`", (name, heading, ofPosts) => {
  const rest = withoutMonth(union(shown(name))).filter((key) => !key.startsWith("posts[]"));
  expect(documented(heading)).toEqual([...rest, ...ofPosts].sort());
});

test("every kind of page is covered", () => {
  const kinds = new Set(shown("page").map(({ kind }) => kind));
  expect([...kinds].sort()).toEqual(["contents", "front", "list", "not-found", "page", "post", "redirect"]);
});
