import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { chooseOptions, type ThemeOptions } from "#engine/site/theme/theme-options.ts";
import { inJapan, makePost, makeSettings } from "../make-post.ts";
import { SiteFixture } from "../site-fixture.ts";

const options: ThemeOptions = {
  typeface: { kind: "choice", choices: ["serif", "sans"], default: "serif" },
  accent: { kind: "colour", default: "#1f5a86" },
  vertical: { kind: "switch", default: false },
};

describe("values that an author sets", () => {
  test("without settings, the theme's defaults", () => {
    expect(chooseOptions(options, {}, "fude")).toEqual({
      values: { typeface: "serif", accent: "#1f5a86", vertical: false },
      problems: [],
    });
  });

  test("valid values of each kind", () => {
    const chosen = { typeface: "sans", accent: "#A03020", vertical: true };
    expect(chooseOptions(options, chosen, "fude")).toEqual({ values: chosen, problems: [] });
  });

  test.each([
    ["typeface", "gothic", "serif, sans"],
    ["typeface", true, "serif, sans"],
    ["accent", "red", "#rrggbb"],
    ["accent", "#1f5a86;}", "#rrggbb"],
    ["vertical", "yes", "true, false"],
  ])("%s: %j yields the default and a warning", (option, value, allowed) => {
    const { values, problems } = chooseOptions(options, { [option]: value }, "fude");
    expect(values[option]).toBe(options[option]?.default);
    expect(problems).toEqual([
      {
        code: "theme.optionInvalid",
        severity: "warning",
        file: "blog.yaml",
        values: { theme: "fude", option, value: String(value), allowed },
      },
    ]);
  });

  test("an unknown option is reported and ignored", () => {
    const { values, problems } = chooseOptions(options, { columns: "two" }, "fude");
    expect(values).not.toHaveProperty("columns");
    expect(problems).toMatchObject([
      { code: "theme.optionUnknown", values: { option: "columns", known: "typeface, accent, vertical" } },
    ]);
  });
});

describe("in a site", () => {
  let fixture: SiteFixture;
  const posts = [
    makePost("posts/hitokoto/a.md", { title: "甲", date: inJapan("2022-05-01T00:00:00") }),
    makePost("posts/futakoto/b.md", {
      title: "乙",
      section: "futakoto",
      date: inJapan("2022-05-02T00:00:00"),
    }),
  ];

  beforeEach(() => {
    fixture = new SiteFixture();
  });
  afterEach(() => fixture.remove());

  test("templates get the options, and pages are made again when they change", async () => {
    fixture.put(
      "theme/theme.yaml",
      "name: plain\noptions:\n  columns: { kind: choice, choices: [one, two], default: one }\n",
    );
    fixture.put("theme/templates/post.liquid", "<p>{{ site.theme_options.columns }}</p>");
    await fixture.build(posts);
    expect(fixture.read("20220501-0000.html")).toBe("<p>one</p>");
    fixture.settings = makeSettings({ themeOptions: { columns: "two" } });
    await fixture.build(posts);
    expect(fixture.read("20220501-0000.html")).toBe("<p>two</p>");
    fixture.settings = makeSettings({ themeOptions: { columns: "three" } });
    const { problems } = await fixture.build(posts);
    expect(fixture.read("20220501-0000.html")).toBe("<p>one</p>");
    expect(problems.map(({ code }) => code)).toEqual(["theme.optionInvalid"]);
  });

  test("a theme with an invalid option is refused with the file's name", async () => {
    fixture.put("theme/theme.yaml", "options:\n  x: { kind: choice, choices: [a], default: b }\n");
    await expect(fixture.build(posts)).rejects.toMatchObject({
      code: "theme.syntax",
      values: { template: "theme.yaml" },
    });
  });

  test("a section's posts use the template that it names, otherwise one with its name, otherwise the default", async () => {
    fixture.put("theme/templates/post-futakoto.liquid", "<p>by name</p>");
    const page = "talk/h202205-b.html";
    await fixture.build(posts);
    expect(fixture.read(page)).toBe("<p>by name</p>");
    expect(fixture.read("20220501-0000.html")).toContain("<h1");

    fixture.put("theme/templates/post-long.liquid", "<p>chosen</p>");
    const sections = { ...fixture.settings.sections };
    const futakoto = sections.futakoto ?? { title: "", address: "", path: "" };
    fixture.settings = {
      ...fixture.settings,
      sections: { ...sections, futakoto: { ...futakoto, template: "long" } },
    };
    expect((await fixture.build(posts)).problems).toEqual([]);
    expect(fixture.read(page)).toBe("<p>chosen</p>");

    fixture.settings = {
      ...fixture.settings,
      sections: { ...sections, futakoto: { ...futakoto, template: "wide" } },
    };
    const { problems } = await fixture.build(posts);
    expect(fixture.read(page)).toBe("<p>by name</p>");
    expect(problems).toMatchObject([
      { code: "theme.noTemplate", values: { section: "futakoto", template: "templates/post-wide.liquid" } },
    ]);
  });
});
