import { expect, test } from "vitest";
import { loneAddress, loneAddressAt, replaceLoneAddress } from "#renderer/writing/lone-address.ts";

const address = "https://a.example/b?c=d#e";
const caret = (offset: number) => ({ start: offset, end: offset });

test("an address counts only if nothing else is on its line", () => {
  expect(loneAddress(` ${address}\n`)).toBe(address);
  expect(loneAddress(`<${address}>`)).toBe(address);
  for (const text of [
    `見て ${address}`,
    `<${address}`,
    `${address}>`,
    "a.example",
    "ftp://a.example/",
    "",
    "https://",
  ])
    expect(loneAddress(text)).toBeNull();
  const text = `前\n${address}\r\n後 ${address}`;
  expect(loneAddressAt(text, 1)).toBeNull();
  expect(loneAddressAt(text, 2)).toBe(address);
  expect(loneAddressAt(text, 2 + address.length)).toBe(address);
  expect(loneAddressAt(text, text.length)).toBeNull();
});

test.each([
  ["alone in its paragraph", `前\n\n${address}\n\n後`, "前\n\n[題](x)\n\n後"],
  ["between other lines", `前\n${address}\n後`, "前\n\n[題](x)\n\n後"],
  ["between lines that end as on Windows", `前\r\n${address}\r\n後`, "前\r\n\n[題](x)\n\r\n後"],
  ["at the end", `前\n\n<${address}>`, "前\n\n[題](x)"],
  ["twice", `${address}\n\n${address}\n`, `${address}\n\n[題](x)\n`],
])("an address %s becomes a paragraph", (_name, text, expected) => {
  const edit = replaceLoneAddress(text, caret(text.length), address, "[題](x)");
  if (!edit) throw new Error("no edit");
  const next = text.slice(0, edit.span.start) + edit.text + text.slice(edit.span.end);
  expect(next).toBe(expected);
  expect(edit.selection).toEqual(caret(expected.length));
});

test("the selection stays where it was, and a text without the address stays as it is", () => {
  const text = `前\n\n${address}\n\n後`;
  expect(replaceLoneAddress(text, caret(1), address, "x")?.selection).toEqual(caret(1));
  expect(replaceLoneAddress("前", caret(0), address, "x")).toBeNull();
  expect(replaceLoneAddress(`前 ${address}`, caret(0), address, "x")).toBeNull();
});
