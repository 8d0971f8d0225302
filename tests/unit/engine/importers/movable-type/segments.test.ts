import { expect, test } from "vitest";
import { segmentsOf } from "#engine/importers/movable-type/segments.ts";
import { entryText, fileOf, gather } from "../export-files.ts";

async function divided(text: string, pieceLength?: number): Promise<string[]> {
  const segments = await gather(segmentsOf(fileOf(text, "a.txt", pieceLength).read()));
  return segments.map(({ bytes }) => String(bytes));
}

const one = entryText({ meta: { TITLE: "一" }, body: "<p>一</p>" });
const two = entryText({ meta: { TITLE: "二" }, body: "<p>二</p>" });
const parts = [one, two].map((text) => text.replace(/--------\n$/, ""));

test.each([1, 2, 3, 7, 64, 65_536])(
  "entries are separated correctly in pieces of %i bytes",
  async (length) => {
    expect(await divided(one + two, length)).toEqual(parts);
  },
);

test.each([
  ["CRLF", (text: string) => text.replaceAll("\n", "\r\n")],
  ["CR", (text: string) => text.replaceAll("\n", "\r")],
  ["CRLF in texts only", (text: string) => text.replace(/<p>(.)<\/p>\n/g, "<p>$1</p>\r\n")],
  ["spaces behind separators", (text: string) => text.replace(/^(-+)$/gm, "$1   ")],
  ["no last separator", (text: string) => text.replace(/--------\n$/, "")],
  ["blank lines at the end", (text: string) => `${text}\n\n`],
  ["two separators in a row", (text: string) => text.replace("--------\n", "--------\n--------\n")],
])("%s", async (_name, change) => {
  for (const length of [5, 65_536]) {
    const found = await divided(change(one + two), length);
    expect(found.map((text) => text.replace(/ +$/gm, "").trim())).toEqual(parts.map((text) => text.trim()));
  }
});

test("a line of eight hyphens in a text does not end the entry", async () => {
  const body = "前\n--------\n後\n\n--------\n--------\n終わり";
  const dashed = entryText({ body });
  const segments = await gather(segmentsOf(fileOf(dashed + two).read()));
  expect(segments.map(({ bytes }) => String(bytes))).toEqual([dashed.replace(/--------\n$/, ""), parts[1]]);
  expect(segments.map(({ hasDashes }) => hasDashes)).toEqual([true, false]);
  const afterPiece = entryText({ body: "前\n-----\n--------\n後" });
  expect(await divided(afterPiece + two)).toEqual([afterPiece.replace(/--------\n$/, ""), parts[1]]);
  // Longer and shorter lines are no separators
  expect(await divided(entryText({ body: "-------\n---------\n--------x" }))).toHaveLength(1);
});

test("an empty file has no entries", async () => {
  expect(await divided("")).toEqual([]);
  expect(await divided("\n\n")).toEqual([]);
});
