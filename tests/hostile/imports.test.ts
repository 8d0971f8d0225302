import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { importerFor } from "#engine/importers/registry.ts";
import { entryText, fileOf, gather } from "../unit/engine/importers/export-files.ts";
import { itemText, wxrText } from "../unit/engine/importers/wordpress/wxr-files.ts";

const options = { blogTimeZone: "Asia/Tokyo" };

/**
 * Reads exports of 100 MB each, with little memory for values: a format that keeps the whole file would fail.
 * The entries are made while they are read, so that the file itself takes no memory.
 */
const largeExports = `
import { importerFor } from "#engine/importers/registry.ts";
const text = "<p>" + "雨です。".repeat(4000) + "</p>";
const parts = {
  "a.txt": ["", (n) => "TITLE: " + n + "\\nDATE: 05/06/2012 09:30:00\\nCONVERT BREAKS: 0\\n-----\\nBODY:\\n" + text + "\\n-----\\n--------\\n", ""],
  "a.xml": ['<rss xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wp="http://wordpress.org/export/1.2/"><channel><wp:wxr_version>1.2</wp:wxr_version>',
    (n) => "<item><title>" + n + "</title><wp:post_type>post</wp:post_type><content:encoded><![CDATA[" + text + "]]></content:encoded></item>", "</channel></rss>"],
  "a.json": ['{"db":[{"meta":{"exported_on":1},"data":{"posts":[{"id":"0"}', (n) => "," + JSON.stringify({ id: String(n), html: text }), "]}}]}"],
};
for (const [name, [begin, entry, end]] of Object.entries(parts)) {
  const count = Math.ceil(100 * 2 ** 20 / Buffer.byteLength(text));
  async function* read() {
    yield Buffer.from(begin);
    for (let number = 1; number <= count; number += 1) yield Buffer.from(entry(number));
    yield Buffer.from(end);
  }
  const file = { name, bytes: 100 * 2 ** 20, read, head: async () => Buffer.from(begin + entry(1)).subarray(0, 65536) };
  const importer = await importerFor([file]);
  const source = await importer.open([file], { blogTimeZone: "Asia/Tokyo" });
  let entries = 0;
  for await (const one of source.entries()) entries += one.body.text.length > 0 ? 1 : 0;
  console.log(name, entries === count);
}`;

test("exports of 100 MB are read with 64 MB of memory for values", () => {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ["--max-old-space-size=64", "--max-semi-space-size=8", "--input-type=module", "-e", largeExports],
    { encoding: "utf8" },
  );
  expect(stderr).toBe("");
  expect(stdout).toBe("a.txt true\na.xml true\na.json true\n");
  expect(status).toBe(0);
});

test("entities of an XML file never grow: a DOCTYPE is refused with its line", async () => {
  const bomb = `<?xml version="1.0"?>\n<!DOCTYPE x [<!ENTITY a "${"a".repeat(1000)}"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>\n`;
  const files = [fileOf(bomb + wxrText(itemText({ content: "&b;&b;&b;" })), "a.xml")];
  const importer = await importerFor(files);
  await expect(importer.open(files, options)).rejects.toMatchObject({
    code: "import.doctype",
    values: { name: "a.xml", line: 2 },
  });
});

const whole = {
  "a.txt":
    entryText({ meta: { TITLE: "一" }, body: "<p>一</p>" }) +
    entryText({ meta: { TITLE: "二" }, body: "<p>二</p>\n<p>最後</p>" }),
  "a.xml": wxrText(
    itemText({ fields: { title: "一" } }) + itemText({ fields: { title: "二" }, content: "<p>最後</p>" }),
  ),
};

test.each(Object.entries(whole))(
  "a truncated file: %s is read as far as it goes, and the line is named",
  async (name, text) => {
    const cut = text.slice(0, text.indexOf("最後"));
    const files = [fileOf(cut, name)];
    const source = await (await importerFor(files)).open(files, options);
    const titles = (await gather(source.entries())).map(({ title }) => title);
    expect(titles[0]).toBe("一");
    expect(source.files[0]?.damage?.line).toBe(cut.split("\n").length);
  },
);
