import { expect, test } from "vitest";
import { convertBreaks } from "#engine/importers/conversion/convert-breaks.ts";
import { readOne } from "../export-files.ts";

test("blank lines separate paragraphs, other line ends are breaks, block elements stay", () => {
  expect(convertBreaks("一\n二\n\n\n三")).toBe("<p>一<br />\n二</p>\n\n<p>三</p>");
  expect(convertBreaks("<ul>\n<li>一</li>\n</ul>\n\n二")).toBe("<ul>\n<li>一</li>\n</ul>\n\n<p>二</p>");
  expect(convertBreaks("一<br />\n二<br>\n三")).toBe("<p>一<br />\n二<br>\n三</p>");
  expect(convertBreaks("前\n<pre>a\n\nb</pre>\n後")).toBe("<p>前</p>\n<pre>a\n\nb</pre>\n<p>後</p>");
});

async function textOf(format: string | null, body: string): Promise<string> {
  const { body: read } = await readOne({ meta: format === null ? {} : { "CONVERT BREAKS": format }, body });
  return read.text;
}

test("CONVERT BREAKS determines whether line ends are breaks", async () => {
  for (const format of ["1", "default", "__default__", ""])
    expect(await textOf(format, "一\n二")).toBe("<p>一<br />\n二</p>");
  for (const format of ["0", "richtext"]) expect(await textOf(format, "一\n二")).toBe("一\n二");
  expect((await readOne({ meta: { "CONVERT BREAKS": "markdown" }, body: "# 一" })).body).toEqual({
    format: "markdown",
    text: "# 一",
  });
  expect((await readOne({ meta: { "CONVERT BREAKS": "textile_2" }, body: "一" })).notes).toEqual([
    "unknownFormat",
  ]);
});

test("in a text of block elements, line ends are no breaks, even if さくらのブログ says so", async () => {
  const body = "<div>一行目</div>\r\n<div>二行目</div>\r\n<div><br /></div>\r\n<div>三行目<br></div>\r\n";
  expect(await textOf("1", body)).toBe("<p>一行目<br>\n二行目</p>\n<p>三行目</p>");
  expect(await textOf("1", "<div>rain\nand snow</div>")).toBe("<div>rain\nand snow</div>");
  expect(await textOf("1", "<div>rain</div>\nwind\nand snow")).toContain("wind<br />");
});
