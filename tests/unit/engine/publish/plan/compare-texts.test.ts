import { expect, test } from "vitest";
import { compareTexts } from "#engine/publish/plan/compare-texts.ts";

const bytes = (text: string): Uint8Array => Buffer.from(text, "utf8");

test("differences are listed line by line, with gaps for long equal parts", () => {
  const lines = Array.from({ length: 40 }, (_, number) => `行 ${number}`);
  const theirs = bytes(lines.with(2, "手で直した").join("\n"));
  const mine = bytes(lines.with(30, "書き足した").join("\n"));
  const found = compareTexts({ theirs, mine });
  expect(found).toMatchObject({ kind: "text", isCut: false });
  const shown = found.kind === "text" ? found.lines.map(({ kind, text }) => `${kind} ${text}`) : [];
  expect(shown).toEqual(
    expect.arrayContaining(["theirs 手で直した", "mine 行 2", "gap ", "mine 書き足した"]),
  );
  expect(shown).not.toContain("same 行 15");
});

test("if one file is missing, all lines belong to the other", () => {
  expect(compareTexts({ theirs: null, mine: bytes("a\nb") })).toEqual({
    kind: "text",
    isCut: false,
    lines: [
      { kind: "mine", text: "a" },
      { kind: "mine", text: "b" },
    ],
  });
  expect(compareTexts({ theirs: bytes("a"), mine: bytes("a") })).toMatchObject({ kind: "text", lines: [] });
});

test("binary files are not shown, and long differences are cut", () => {
  const noText = { kind: "noText" };
  expect(compareTexts(null)).toEqual(noText);
  expect(compareTexts({ theirs: Buffer.from([0x89, 0x50, 0, 1]), mine: bytes("a") })).toEqual(noText);
  expect(compareTexts({ theirs: bytes("a"), mine: Buffer.from([0xff, 0xfe]) })).toEqual(noText);
  const long = bytes("x\n".repeat(5000));
  const cut = compareTexts({ theirs: null, mine: long });
  expect(cut).toMatchObject({ kind: "text", isCut: true });
  expect(cut.kind === "text" && cut.lines.length).toBe(2000);
});
