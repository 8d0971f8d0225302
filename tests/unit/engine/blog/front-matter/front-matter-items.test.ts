import { expect, test } from "vitest";
import { addFrontMatterItem } from "#engine/blog/front-matter/front-matter-items.ts";
import { readFrontMatter } from "#engine/blog/front-matter/front-matter-values.ts";

const revision = { list: "revisions", date: "2022-05-20", note: "追記: [答え]" } as const;
const reply = { list: "relations", kind: "reply", to: "posts/hibi/a.md" } as const;
const written = '{ date: 2022-05-20, note: "追記: [答え]" }';

test.each([
  ["no list yet", "title: x # 仮\n", `title: x # 仮\nrevisions:\n  - ${written}\n`],
  ["an empty key", "revisions:\nz: 1\n", `revisions:\n  - ${written}\nz: 1\n`],
  ["an empty list", "revisions: []\nz: 1\n", `revisions: [${written}]\nz: 1\n`],
  [
    "a list with comments",
    "revisions: # log\n- date: '2022-05-06'\n  note: 初出 # first\n# after\nz: 1\n",
    `revisions: # log\n- date: '2022-05-06'\n  note: 初出 # first\n- ${written}\n# after\nz: 1\n`,
  ],
  [
    "a list in brackets over lines",
    "revisions: [{ date: 2022-05-06, note: a },\n  { date: 2022-05-07, note: b }]\nz: 1\n",
    `revisions: [{ date: 2022-05-06, note: a },\n  { date: 2022-05-07, note: b }, ${written}]\nz: 1\n`,
  ],
])("a line of the revision log is added after %s, and nothing else changes", (_, before, after) => {
  expect(addFrontMatterItem(`---\n${before}---\n`, revision)).toBe(`---\n${after}---\n`);
  const windows = (text: string): string => `---\n${text}---\n`.replaceAll("\n", "\r\n");
  expect(addFrontMatterItem(windows(before), revision)).toBe(windows(after));
});

test("a single entry without its list becomes the first of two", () => {
  const edited = addFrontMatterItem(
    "---\n# mine\nrelations: { kind: see-also, to: a.md }\nz: 1\n---\n",
    reply,
  );
  expect(edited).toContain("# mine");
  expect(readFrontMatter(edited)).toEqual({
    values: {
      relations: [
        { kind: "see-also", to: "a.md" },
        { kind: "reply", to: "posts/hibi/a.md" },
      ],
      z: "1",
    },
  });
});

test("adding to an aliased list does not change the list at its anchor", () => {
  const edited = addFrontMatterItem(
    "---\nmine: &l\n  - { kind: see-also, to: a.md }\nrelations: *l\n---\n",
    reply,
  );
  expect(readFrontMatter(edited)).toMatchObject({
    values: { mine: [{ to: "a.md" }], relations: [{ to: "a.md" }, { to: "posts/hibi/a.md" }] },
  });
});

test("missing front matter is created, and the same relation is not added twice", () => {
  const once = addFrontMatterItem("", reply);
  expect(once).toBe("---\nrelations:\n  - { kind: reply, to: posts/hibi/a.md }\n---\n");
  expect(addFrontMatterItem(once, reply)).toBe(once);
});

test.each([
  ["no list", 'title = "x"\n\n[extra]\na = 1\n'],
  ["a list of tables", 'title = "x"\n[[revisions]]\ndate = "2022-05-06"\nnote = "a"\n'],
  ["a list in brackets", 'revisions = [\n  { date = "2022-05-06", note = "a" },\n]\ntitle = "x"\n'],
])("TOML with %s accepts the entry", (_, before) => {
  const edited = addFrontMatterItem(`+++\n${before}+++\n`, revision);
  const reading = readFrontMatter(edited);
  expect(reading).toMatchObject({ values: { title: "x" } });
  const revisions = "values" in reading ? reading.values.revisions : [];
  expect(Array.isArray(revisions) ? revisions.at(-1) : null).toEqual({
    date: "2022-05-20",
    note: "追記: [答え]",
  });
  for (const line of before.split("\n")) expect(edited).toContain(line);
});

test("front matter that cannot be parsed is refused", () => {
  expect(() => addFrontMatterItem("---\na: [\n---\n", reply)).toThrow("post.frontMatterSyntax");
  expect(() => addFrontMatterItem('+++\nrelations = "a"\n+++\n', reply)).toThrow("post.frontMatterSyntax");
});
