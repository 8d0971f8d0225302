import { describe, expect, test } from "vitest";
import { errorOf, rendererNames, templatesOf } from "./both-renderers.ts";

const hundredThousand = "(1..100000)";

/** A list that contains itself twice, nested 60 times: small in memory, but endless to iterate over. */
const doubled =
  "{% assign a = 'x' | split: '' %}{% for i in (1..60) %}{% assign a = a | push: a | push: a %}{% endfor %}";

describe.each(rendererNames)("%s", (renderer) => {
  /** Returns the error of these templates for `post`. */
  function fail(post: string, others: Readonly<Record<string, string>> = {}, scope = {}): unknown {
    return errorOf(() => templatesOf({ ...others, post }, renderer).render("post", scope, "posts/a.md"));
  }

  test.each([
    [
      `{% for a in ${hundredThousand} %}{% for b in ${hundredThousand} %}{% for c in ${hundredThousand} %}{% endfor %}{% endfor %}{% endfor %}`,
    ],
    ["{% for a in (1..100000000) %}x{% endfor %}"],
    ["{% for a in (100000000000000000..100000000000000100) %}x{% endfor %}"],
    ["{% assign p = 'a[(100000000000000000..100000000000000100)]' %}{{ list | where: p }}"],
    ["{{ list | where_exp: 'x', '(1..100000000) contains x' }}"],
    ["{% tablerow a in (1..9999999) cols: 3 %}{% endtablerow %}"],
    ["{% assign s = 'x' %}{% for i in (1..100) %}{% assign s = s | append: s %}{% endfor %}"],
    [
      "{% capture s %}x{% endcapture %}{% for i in (1..100) %}{% capture s %}{{ s }}{{ s }}{% endcapture %}{% endfor %}",
    ],
    ["{% for i in (1..4000000) %}{{ text }}{% endfor %}"],
    [
      "{% assign s = 'ab' %}{% for i in (1..20) %}{% assign s = s | append: s %}{% endfor %}{% for i in (1..100000) %}{% assign x = s | slice: -1 %}{% endfor %}",
    ],
    [
      "{% assign s = 'ab' %}{% for i in (1..20) %}{% assign s = s | append: s %}{% endfor %}{% for i in (1..100000) %}{% if s contains 'c' %}{% endif %}{% endfor %}",
    ],
    [`{% for i in ${hundredThousand} %}{% assign x = big | sum %}{% endfor %}`],
    [`{% for i in ${hundredThousand} %}{% if big == big2 %}{% endif %}{% endfor %}`],
    ["{% for a in big %}{% for b in big %}{% for c in big %}{% endfor %}{% endfor %}{% endfor %}"],
    ["{% for a in big %}{% for b in big %}{% tablerow c in big %}{% endtablerow %}{% endfor %}{% endfor %}"],
    ["{% for a in big %}{% for b in big %}{% render 'empty' for big as c %}{% endfor %}{% endfor %}"],
    [`${doubled}{{ a }}`],
    [`${doubled}{{ a | join }}`],
    [`${doubled}{% if a < 1 %}{% endif %}`],
    [`${doubled}{% assign b = a %}{% if a == b %}{% endif %}`],
    [`${doubled}{{ list[a] }}`],
    [
      "{% assign g = list %}{% for i in (1..60) %}{% assign g = g | concat: g | group_by: 'none' %}{% endfor %}{{ g | json }}",
    ],
  ])("%s ends in its own line", (post) => {
    const big = Array.from({ length: 10_000 }, (_, index) => index);
    const scope = { list: [{ a: 1 }], text: "0123456789".repeat(10), big, big2: [...big] };
    expect(fail(`one\ntwo\n${post}`, { "partials/empty": "" }, scope)).toMatchObject({
      code: "theme.render",
      values: { template: "templates/post.liquid", line: 3, path: "posts/a.md" },
    });
  });

  test.each([
    ["{% render 'self' %}", "{% render 'self' %}", "templates/partials/self.liquid"],
    ["{% include 'self' %}", "{% include 'self' %}", "templates/partials/self.liquid"],
    [
      "{% assign n = 'self' %}{% render n %}",
      "{% assign n = 'self' %}{% render n %}",
      "templates/partials/self.liquid",
    ],
    ["{% render 'self' %}", "{% render 'other' %}", "templates/partials/other.liquid"],
    ["{% layout 'loop' %}", "", "templates/loop.liquid"],
  ])("a template that calls itself ends: %s", (post, self, template) => {
    const others = {
      "partials/self": self,
      "partials/other": "{% render 'self' %}",
      loop: "{% layout 'loop' %}",
    };
    expect(fail(post, others)).toMatchObject({
      code: "theme.render",
      values: { line: 1, path: "posts/a.md" },
    });
    expect(fail(post, others)).toHaveProperty("values.template", expect.stringMatching(/self|other|loop/));
    expect(template).toMatch(/self|other|loop/);
  });

  test("partials that call two of themselves end long before their depth allows", () => {
    const self =
      "{% if depth < 60 %}{% assign d = depth | plus: 1 %}{% render 'self', depth: d %}{% render 'self', depth: d %}{% endif %}";
    expect(fail("{% render 'self', depth: 0 %}", { "partials/self": self })).toMatchObject({
      code: "theme.render",
      values: { template: "templates/partials/self.liquid", reason: "more than 5000000 steps for one page" },
    });
  });

  test.each([
    ["{% if a %}", "{% endif %}"],
    ["{% for a in b %}", "{% endfor %}"],
    ["{% block a %}", "{% endblock %}"],
    ["{% capture a %}", "{% endcapture %}"],
  ])("%s inside itself a hundred thousand times is a mistake in the template", (begin, end) => {
    expect(fail(begin.repeat(100_000) + end.repeat(100_000))).toMatchObject({ code: "theme.syntax" });
    expect(fail(begin.repeat(101) + end.repeat(101))).toMatchObject({
      code: "theme.syntax",
      values: { reason: "more than 100 tags inside each other" },
    });
    expect(fail(begin.repeat(90) + end.repeat(90))).toMatchObject({ code: "none" });
  });

  test("a path inside itself a thousand times is a mistake in the template", () => {
    expect(fail(`{{ ${"a[".repeat(1000)}a${"]".repeat(1000)} }}`)).toMatchObject({ code: "theme.syntax" });
  });

  test("an error says what, where and in which post", () => {
    expect(fail("\n{% render 'gone' %}")).toEqual({
      code: "theme.render",
      values: {
        template: "templates/post.liquid",
        line: 2,
        reason: 'no template "gone"',
        path: "posts/a.md",
      },
    });
    const others = { "partials/part": "a\nb\n{{ 'gone.css' | asset_url }}", "partials/bad": "\n{% if %}" };
    expect(fail("{% render 'part' %}", others)).toEqual({
      code: "theme.render",
      values: {
        template: "templates/partials/part.liquid",
        line: 3,
        reason: 'the theme has no asset "gone.css"',
        path: "posts/a.md",
      },
    });
    expect(fail("{% render 'bad' %}", others)).toMatchObject({
      code: "theme.syntax",
      values: { template: "templates/partials/bad.liquid", line: 2 },
    });
    expect(errorOf(() => templatesOf({}, renderer).render("post", {}, "posts/a.md"))).toMatchObject({
      code: "theme.templateMissing",
      values: { template: "templates/post.liquid" },
    });
  });

  test.each([
    "{% for x in list %}{{ forloop.constructor }}{% endfor %}",
    "{% for x in list %}{{ forloop.__proto__ }}{% endfor %}",
    "{% for x in list %}{{ forloop.next }}{% endfor %}",
    "{{ nil.constructor }}",
    "{{ empty.equals }}",
    "{% block a %}{{ block.superBlockRender }}{% endblock %}",
    "{% block toString %}{% endblock %}",
  ])("%s reaches nothing of the program", (post) => {
    const error = fail(post, {}, { list: [1, 2] });
    // LiquidJS would call methods of loops and blocks.
    // Our renderer has none of these methods, and reports this as an error.
    expect(error).toSatisfy(
      ({ code, values }) => code.startsWith("theme.") || (code === "none" && /^$/.test(values.result)),
    );
  });

  test("functions in the values are no data", () => {
    expect(fail("{{ page.run }}", {}, { page: { run: () => "ran" } })).toMatchObject({
      code: "theme.render",
    });
  });
});
