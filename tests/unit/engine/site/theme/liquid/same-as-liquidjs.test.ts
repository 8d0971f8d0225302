import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { partNames, partTemplate } from "#engine/site/template-data/part-templates.ts";
import { createLiquidJs } from "#tests/support/blogs/liquidjs-templates.ts";
import { makeThemedPages } from "#tests/support/blogs/themed-pages.ts";
import { allRenderers } from "./both-renderers.ts";
import { filterSnippets } from "./filter-snippets.ts";
import { partialSnippets } from "./partial-snippets.ts";
import { snippetScope, snippetTemplates } from "./snippet-theme.ts";
import { snippets } from "./snippets.ts";

const root = join(import.meta.dirname, "../../../../../..");

describe.each([
  ["hitokoto", "resources/themes"],
  ["fude", "resources/themes"],
  ["kami", "resources/themes"],
  ["koyomi", "resources/themes"],
  ["plain", "tests/fixtures/themes"],
])("the sample blog in the theme %s", (theme, themes) => {
  test("has exactly the pages that LiquidJS yields", () => {
    const site = makeThemedPages(join(root, "resources/sample-blog"), join(root, themes), theme);
    const liquidJs = createLiquidJs(site.theme, site.language);
    const kinds = new Set(site.pages.map(({ template }) => template));
    const own = ["post-long", "search", "terms", "calendar", "day"].filter((name) =>
      site.theme.templates.has(`templates/${name}.liquid`),
    );
    const common = [
      "series",
      "series-index",
      "post",
      "page",
      "front",
      "list",
      "contents",
      "not-found",
      "redirect",
    ];
    // The author of the sample blog has no biography, so that there is no box about the author.
    const names = partNames(site.theme).filter((name) => name !== "author");
    const parts = names.map(partTemplate);
    expect(kinds).toEqual(new Set([...common, ...own, ...parts]));
    for (const { path, template, scope, text } of site.pages) {
      expect(text, path).toBe(liquidJs.render(template, scope));
    }
  });
});

test.each([...snippets, ...partialSnippets])("%j is the same", (post) => {
  const { compiled, liquidjs, plain } = allRenderers({ ...snippetTemplates, post })("post", snippetScope);
  expect(compiled).toEqual(plain);
  expect(liquidjs).toEqual(plain);
});

test("every filter yields the same with every kind of value", () => {
  const templates = Object.fromEntries(filterSnippets.map((text, index) => [`s${index}`, text]));
  const render = allRenderers(templates);
  const different = Object.entries(templates).filter(([name]) => {
    const { compiled, liquidjs, plain } = render(name, snippetScope);
    return [compiled, liquidjs].some((ours) => JSON.stringify(ours) !== JSON.stringify(plain));
  });
  expect(different).toEqual([]);
});
