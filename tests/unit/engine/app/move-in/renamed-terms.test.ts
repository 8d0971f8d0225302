import { expect, test } from "vitest";
import { importChoicesSchema } from "#contract/types/import-types.ts";
import { choices, day, moveInBlog, never } from "./move-in-blog.ts";

test("categories and tags are counted, and get the names that the author chose", async () => {
  await using blog = await moveInBlog({
    "a.txt": [
      day(1, { "PRIMARY CATEGORY": "にわ", TAGS: "雨,あめ,梅" }),
      day(2, { "PRIMARY CATEGORY": "にわ", TAGS: "あめ,Rain", AUTHOR: "taro" }),
      day(3, { "PRIMARY CATEGORY": "日記", TAGS: "梅" }),
    ].join(""),
  });
  const { service } = blog;
  const look = await service.look(choices, never());
  expect(look.authors).toEqual({ hanako: 2, taro: 1 });
  expect(look.frequent.categories).toEqual([
    { name: "にわ", count: 2 },
    { name: "日記", count: 1 },
  ]);
  expect(look.frequent.tags.map(({ name, count }) => `${name} ${count}`)).toEqual([
    "あめ 2",
    "梅 2",
    "Rain 1",
    "雨 1",
  ]);
  const renamed = importChoicesSchema.parse({
    renamed: {
      categories: [
        { from: "にわ", to: " 庭 " },
        { from: "日記", to: "" },
      ],
      tags: [
        { from: "あめ", to: "雨" },
        { from: "Rain", to: "雨" },
        { from: "梅", to: " " },
      ],
    },
  });
  expect((await service.look(renamed, never())).frequent).toEqual(look.frequent);
  expect((await service.run(renamed, never())).counts).toMatchObject({ add: 3 });
  const texts = (): Promise<string[]> => Promise.all(blog.paths().map((path) => blog.read(path)));
  const written = await texts();
  expect(written.map((text) => text.match(/^(?:category|tags): .*$/gm))).toEqual([
    ["tags: [雨]", "category: 庭"],
    ["tags: [雨]", "category: 庭"],
    null,
  ]);
  expect((await service.run(renamed, never())).counts).toMatchObject({ add: 0, update: 0, unchanged: 3 });
  expect(await texts()).toEqual(written);
  expect(() => importChoicesSchema.parse({ renamed: { categories: [], tags: [{ from: "雨" }] } })).toThrow();
});
