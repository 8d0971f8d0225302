import Encoding from "encoding-japanese";
import { expect, test } from "vitest";
import { encodingNamed, judgeEncoding } from "#engine/importers/input/text-encodings.ts";
import { entryText, fileOf, openExport } from "../export-files.ts";

const encoders = { "utf-8": "UTF8", shift_jis: "SJIS", "euc-jp": "EUCJP", "iso-2022-jp": "JIS" } as const;

function encoded(text: string, encoding: keyof typeof encoders): Buffer {
  return Buffer.from(
    Encoding.convert(Encoding.stringToCode(text), { from: "UNICODE", to: encoders[encoding] }),
  );
}

const text = "今日は雨が降りました。傘を忘れたので、駅まで走りました。カタカナも。";

test.each(Object.keys(encoders) as (keyof typeof encoders)[])(
  "%s is recognised and read",
  async (encoding) => {
    const bytes = encoded(entryText({ meta: { TITLE: "夏の終わり" }, body: `<p>${text}</p>` }), encoding);
    expect(judgeEncoding(bytes)).toBe(encoding);
    const { all, files } = await openExport([fileOf(bytes)]);
    expect(all.map(({ title, body }) => [title, body.text])).toEqual([["夏の終わり", `<p>${text}</p>`]]);
    expect(files[0]).toMatchObject({ entries: 1, encodings: { [encoding]: 1 } });
    expect(files[0]?.sample).toContain("夏の終わり");
  },
);

test("bytes that are characters in both encodings are judged by how usual the characters are", () => {
  expect(judgeEncoding(encoded("いろは", "euc-jp"))).toBe("euc-jp");
  expect(judgeEncoding(encoded("いろは", "shift_jis"))).toBe("shift_jis");
  expect(judgeEncoding(encoded("燹", "euc-jp"))).toBe("ambiguous");
});

test("entries of one file may have different encodings; the others decide for one that is ambiguous", async () => {
  const first = encoded(entryText({ body: `<p>${text}</p>` }), "euc-jp");
  // In Shift_JIS these bytes are 爍
  const short = Buffer.concat([
    Buffer.from("TITLE: "),
    encoded("燹", "euc-jp"),
    Buffer.from("\n-----\nBODY:\nx\n-----\n--------\n"),
  ]);
  const last = encoded(entryText({ meta: { TITLE: "最後" }, body: text }), "utf-8");
  const { all } = await openExport([fileOf(Buffer.concat([first, first, short, last]))]);
  expect(all.map(({ title }) => title)).toEqual(["雨", "雨", "燹", "最後"]);
});

test("characters of Windows' Shift_JIS, a byte order mark and UTF-8 with a character cut in half", async () => {
  const windows = Buffer.concat([
    Buffer.from("TITLE: "),
    Buffer.from([0x87, 0x40, 0xfb, 0xfc]),
    encoded("です", "shift_jis"),
  ]);
  const { all } = await openExport([
    fileOf(Buffer.concat([windows, Buffer.from("\n-----\nBODY:\nx\n-----\n--------\n")])),
  ]);
  expect(all.map(({ title }) => title)).toEqual(["①髙です"]);
  const marked = await openExport([fileOf(`\uFEFF${entryText({ meta: { AUTHOR: "花子" } })}`)]);
  expect(marked.all.map(({ author, notes }) => [author, notes])).toEqual([["花子", []]]);
  const cut = Buffer.from(entryText({ body: `<p>${text}</p>`, excerpt: "切れ@" }).replace("@", "\u0001"));
  cut[cut.indexOf(1)] = 0xe3;
  const others = encoded(entryText({ body: text }).repeat(2), "shift_jis");
  const damaged = await openExport([fileOf(Buffer.concat([others, cut]))]);
  expect(damaged.all.map(({ title, notes }) => [title, notes])).toEqual([
    ["雨", []],
    ["雨", []],
    ["雨", ["damaged"]],
  ]);
});

test("users can choose an encoding by its usual names", async () => {
  expect(["UTF8", "SJIS", "cp932", "EUC-JP", "jis", "utf-16le"].map(encodingNamed)).toEqual([
    "utf-8",
    "shift_jis",
    "shift_jis",
    "euc-jp",
    "iso-2022-jp",
    "utf-16le",
  ]);
  expect(encodingNamed("klingon")).toBeNull();
  const { all, files } = await openExport([fileOf(encoded(entryText({}), "shift_jis"))], {
    encoding: "euc-jp",
  });
  expect(all[0]?.title).not.toBe("雨");
  expect(files[0]?.encodings).toEqual({ "euc-jp": 1 });
});
