import { expect, test } from "vitest";
import { createTemplateEngine } from "#engine/site/theme/liquid/template-engine.ts";
import { makeTheme, templatesOf } from "./both-renderers.ts";

const theme = {
  post: "{% layout 'base' %}{% block main %}{{ site.title }}{% render 'head' %}{% endblock %}",
  tag: "{% layout 'base' %}{{ site.tags.size }}",
  alone: "{{ post.title }}",
  dynamic: "{% render name %}",
  base: "{% block main %}{% endblock %}{% for y in site.years %}{{ y.url }}{% endfor %}",
  "partials/head": "{{ 'style.css' | asset_url }}",
  "partials/unused": "{{ site.pages }}",
};

test.each([
  ["post", ["post", "base", "partials/head"]],
  ["tag", ["tag", "base"]],
  ["alone", ["alone"]],
  ["dynamic", Object.keys(theme)],
])("the key of %s changes only with what it can reach", (name, reached) => {
  const before = templatesOf(theme).key(name);
  expect(templatesOf(theme).key(name)).toBe(before);
  const changing = Object.entries(theme)
    .filter(([path, text]) => templatesOf({ ...theme, [path]: `${text} ` }).key(name) !== before)
    .map(([path]) => path);
  expect(changing.toSorted()).toEqual(reached.toSorted());
});

test("a partial that shadows another changes the key", () => {
  const before = { ...theme, head: "" };
  const { "partials/head": _, ...without } = before;
  expect(templatesOf(without).key("post")).not.toBe(templatesOf(before).key("post"));
  expect(templatesOf(without).key("tag")).toBe(templatesOf(before).key("tag"));
});

test("the key changes with the words, and with an asset whose name is printed", () => {
  const made = makeTheme(theme);
  const key = (changes: Partial<typeof made>, name: string, language = "en"): string =>
    createTemplateEngine({ ...made, ...changes }, language).key(name);
  const words = new Map([["en", new Map([["hello", "Hi"]])]]);
  const assets = new Map([["style.css", { path: "assets/style.9.css", bytes: Buffer.from(""), sha256: "" }]]);
  expect(key({ words }, "alone")).not.toBe(key({}, "alone"));
  expect(key({}, "alone", "ja")).not.toBe(key({}, "alone"));
  expect(key({ assets }, "post")).not.toBe(key({}, "post"));
  expect(key({ assets }, "alone")).toBe(key({}, "alone"));
  expect(key({ key: "other" }, "post")).toBe(key({}, "post"));
});

test.each([
  ["{{ site.title }}{{ site['brand'] }}", ["brand", "title"]],
  [
    "{% for t in site.tags %}{% if t.count > site.years.size %}{{ post[site.language] }}{% endif %}{% endfor %}",
    ["language", "tags", "years"],
  ],
  [
    "{% assign a = site.links %}{{ a }}{% cycle site.brand, 'x' %}{% echo site.title %}",
    ["brand", "links", "title"],
  ],
  [
    "{% render 'part', x: site.pages %}{% include 'part' with site.feeds %}",
    ["copyright_text", "feeds", "pages"],
  ],
  [
    "{% for x in (1..site.count) limit: site.limit %}{{ x | plus: site.add, y: site.named }}{% endfor %}",
    ["add", "count", "limit", "named"],
  ],
  [
    "{% case site.a %}{% when site.b %}{% endcase %}{% tablerow x in site.c cols: site.d %}{% endtablerow %}",
    ["a", "b", "c", "d"],
  ],
  ["{{ list | where: 'site.title', 1 }}{{ list | find_exp: 'x', 'x == site.brand' }}", ["brand", "title"]],
  ["{% render 'p{{ site.x }}' %}", ["b", "copyright_text", "x"]],
  ["{{ post.site.title }}{{ site.author.name }}", ["author"]],
  ["{% layout 'base' %}{% liquid echo site.l %}{% capture c %}{{ site.c }}{% endcapture %}", ["b", "c", "l"]],
])("%s reads %j of site", (post, fields) => {
  const others = {
    "partials/part": "{{ site.copyright_text }}",
    base: "{{ site.b }}{% block x %}{% endblock %}",
  };
  expect(templatesOf({ ...others, post, other: "" }).siteFields("post")).toEqual(fields);
});

test.each([
  "{{ site[x] }}",
  "{{ site }}",
  "{{ site.size }}",
  "{% assign s = site %}{{ s.title }}",
  "{% render 'part', s: site %}",
  "{% for pair in site %}{% endfor %}",
  "{{ site | json }}",
  "{{ x | append: site }}",
  "{{ [name].title }}",
  "{{ list | where: property }}",
  "{{ list | where: 'site' }}",
  "{{ list | where_exp: 'x', code }}",
  "{{ list | map: 'x' | find_exp: 'x', 'site contains x' }}",
  "{% render name %}{% comment %} every partial, also the one with site[x] {% endcomment %}",
  "{% render 'bad' %}",
])("%s can read anything of site", (post) => {
  const others = { "partials/part": "", "partials/bad": "{% if %}", "partials/any": "{{ site[x] }}" };
  expect(templatesOf({ ...others, post }).siteFields("post")).toBeNull();
});

test("a missing template reads nothing and has a key of its own", () => {
  expect(templatesOf(theme).siteFields("gone")).toEqual([]);
  expect(templatesOf(theme).key("gone")).not.toBe(templatesOf(theme).key("post"));
});
