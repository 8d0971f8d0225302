import { expect, test } from "vitest";
import { createTemplateEngine } from "#engine/site/theme/liquid/template-engine.ts";
import { createLiquidJs } from "#tests/support/blogs/liquidjs-templates.ts";
import { errorOf, makeTheme, templatesOf } from "./both-renderers.ts";

const partials = {
  "partials/side":
    "{% for tag in site.tags %}{{ tag.name | slice: 0, 3 }}{% cycle ',', ';' %}{% endfor %}{% render 'kind' %}",
  "partials/kind":
    "{% if page.kind == 'front' %}F{% else %}{{ page['language'] }}{% endif %}{{ 'style.css' | asset_url }}",
  "partials/whole": "{{ page | json }}{{ page[site.field] }}",
  "partials/post": "{{ post.title }}{% if post %}{{ list.size }}{% endif %}",
  "partials/loop": "{% for post in site.tags %}{{ post.name }}{% endfor %}{{ post.title }}",
  "partials/dotted": "{{ ['x.y'] }}{{ page['a.b'] }}{{ size }}",
  "partials/named":
    "{% assign n = 'kind' %}{% render n %}{{ site.tags | where: 'kind' | size }}{% increment i %}",
};

const post = `${Object.keys(partials)
  .map((path) => path.replace("partials/", ""))
  .map((name) => `[{% render '${name}' %}|{% include '${name}' %}|{% render '${name}' %}]`)
  .join("\n")}{{ post.title }}{% render 'illegal' %}`;

test("pages that share values are the same as pages made alone", () => {
  const theme = makeTheme({ ...partials, "partials/illegal": "{{ site.control }}", post });
  const [ours, liquidJs] = [createTemplateEngine(theme, "en"), createLiquidJs(theme, "en")];
  const sites = ["red", "<blue>"].map((name) => ({
    tags: [{ name, kind: 1 }, { name: `${name}2` }],
    field: "kind",
    control: name === "red" ? "" : "a\u0001b",
  }));
  const pages = ["front", "post"].flatMap((kind) =>
    ["ja", "en"].flatMap((language) =>
      ["", "../"].flatMap((root_url) =>
        [1, 2].map((n) => ({ kind, language, root_url, n, "a.b": `${kind}${n}` })),
      ),
    ),
  );
  const posts = [{ title: "one" }, { title: "two" }, undefined];
  const scopes = sites.flatMap((site) =>
    pages.flatMap((page) =>
      posts.map((shown) => ({ site, page, list: [1], "x.y": page.n, ...(shown && { post: shown }) })),
    ),
  );
  // In the original order, neighbouring scopes share most values; in the shuffled order, they do not
  const shuffled = scopes.map((_, index) => scopes[(index * 37) % scopes.length] ?? {});
  for (const scope of [...scopes, ...scopes, ...shuffled]) {
    expect(ours.render("post", scope, "posts/a.md")).toBe(liquidJs.render("post", scope));
  }
});

test("reused output counts as if it were rendered again", () => {
  const heavy = "{% for i in (1..900000) %}{{ site.x }}{% endfor %}";
  const templates = templatesOf({
    "partials/heavy": heavy,
    once: "{% render 'heavy' %}",
    thrice: "{% for i in (1..3) %}{% render 'heavy' %}{% endfor %}",
    "partials/filter": "{{ site.x | replace: 'y', '0123456789' | upcase | size }}",
    filters: "{% for i in (1..3) %}{% render 'filter' %}{% endfor %}",
    filter: "{% render 'filter' %}",
  });
  const site = { x: "y" };
  expect(templates.render("once", { site }, "posts/a.md")).toHaveLength(900_000);
  const error = errorOf(() => templates.render("thrice", { site }, "posts/a.md"));
  expect(error).toMatchObject({
    code: "theme.render",
    values: { reason: "more than 5000000 steps for one page" },
  });
  const large = { x: "y".repeat(500_000) };
  expect(templates.render("filter", { site: large }, "posts/a.md")).toBe("5000000");
  expect(errorOf(() => templates.render("filters", { site: large }, "posts/a.md"))).toMatchObject({
    code: "theme.render",
    values: { reason: "memory alloc limit exceeded" },
  });
});
