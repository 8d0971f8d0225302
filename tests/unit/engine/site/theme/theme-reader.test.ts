import { fileURLToPath } from "node:url";
import { expect, test, vi } from "vitest";
import { themeFolders, ThemeReader } from "#engine/site/theme/theme.ts";
import { temporaryBlog } from "../../blog/temporary-blog.ts";

const parsed = vi.hoisted(() => vi.fn());
vi.mock(import("#engine/blog/front-matter/simple-yaml.ts"), async (original) => {
  parsed.mockImplementation((await original()).readSimpleYaml);
  return { readSimpleYaml: parsed };
});

const builtIn = fileURLToPath(new URL("../../../../../resources/themes", import.meta.url));

test("equal drafts give the same theme, and a changed draft parses no other file of the theme", async () => {
  await using blog = await temporaryBlog({ "theme/theme.yaml": "title: 私の\n" });
  const reader = new ThemeReader(themeFolders(builtIn, blog.folder));
  const drafts = (css: string) => new Map([["theme/own.css", Buffer.from(css)]]);
  const theme = reader.read("fude", new Map());
  expect(reader.read("fude", new Map())).toBe(theme);
  parsed.mockClear();
  const drafted = reader.read("fude", drafts("p {}"));
  expect(drafted.ownCss).toBe("p {}");
  expect(reader.read("fude", drafts("p {}"))).toBe(drafted);
  expect(reader.read("fude", drafts("a {}")).ownCss).toBe("a {}");
  expect(reader.read("fude", new Map([["theme/own.css", null]])).ownCss).toBe("");
  expect(parsed).not.toHaveBeenCalled();

  await blog.write("theme/theme.yaml", "title: 別の名前\n");
  expect(reader.read("fude").title).toBe("別の名前");
  expect(parsed).toHaveBeenCalledOnce();
});

test("words are the same whether they need a YAML parser or not", async () => {
  await using blog = await temporaryBlog();
  const reader = new ThemeReader(themeFolders(builtIn, blog.folder));
  const wordsOf = async (yaml: string) => {
    await blog.write("theme/locales/eo.yaml", yaml);
    return Object.fromEntries(reader.read("fude").words.get("eo") ?? []);
  };
  expect(await wordsOf('newer: ← pli nova\nyear: "{year}"\n')).toEqual({
    newer: "← pli nova",
    year: "{year}",
  });
  expect(await wordsOf("newer: 1.0\nolder: |\n  du\n  linioj\n")).toEqual({
    newer: "1",
    older: "du\nlinioj\n",
  });
  expect(await wordsOf("newer: 1.0\n")).toEqual({ newer: "1" });
  await expect(wordsOf("newer: [\n")).rejects.toMatchObject({ code: "theme.syntax" });
});
