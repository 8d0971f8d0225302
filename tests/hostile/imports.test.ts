import { spawnSync } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openImportFiles } from "#engine/importers/input/import-file.ts";
import { importerFor } from "#engine/importers/registry.ts";
import { runHere } from "../unit/engine/cli/run-here.ts";
import { movedFolder } from "../unit/engine/importers/moved-folder.ts";
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

const page = (head: string, text: string): string =>
  `<!DOCTYPE html><html><head>${head}</head><body><article><h1>題</h1>${text}</article></body></html>`;

test("pages of a hostile site: nothing becomes active, and no address leaves the site", async () => {
  const script = "&lt;script&gt;alert(1)&lt;/script&gt;";
  const own = (address: string): string => `<link rel="canonical" href="https://old.example${address}">`;
  const date = '<meta property="article:published_time" content="2014-05-03T00:00:00+09:00">';
  await using moved = await movedFolder({
    "2014/0501.html": page(`<title>${script}</title>${date}`, "<p>a</p><script>alert(2)</script>"),
    "visitors/a.html": page(`<title>b</title>${date}`, "<p onclick=alert(3)>b</p>"),
    "c.html": page(`${own("/x/%2e%2e/%2e%2e/up.html")}<title>c</title>${date}`, "<p>c</p>"),
    "d.html": page(
      `${own('/?p=1"%0ARewriteRule . http://evil.example/')}<title>d</title>${date}`,
      "<p>d</p>",
    ),
    "e.html": page(
      `${own("/.htaccess")}<title>e</title>${date}`,
      '<p>e<img src="../../../etc/passwd.png"></p>',
    ),
    "f.html": page(`${own("/shell.php")}<title>f</title>${date}`, "<div>".repeat(5000)),
    "g.html": "\u0000\u0001 GIF89a",
    "feed.xml": '<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "x"><rss><channel></channel></rss>',
  });
  expect(moved.report.unused).toEqual([
    { name: "feed.xml", reason: "damagedFeed" },
    { name: "g.html", reason: "notAPage" },
  ]);
  expect(moved.report.counts.add).toBe(6);
  const settings =
    "title: 庭\nurl: https://new.example/\nsections:\n  hitokoto: { title: ひとこと }\nredirects: { htaccess: true }\n";
  await writeFile(join(moved.blog, "blog.yaml"), settings);
  const site = join(moved.blog, "..", `${moved.report.posts.length}-site-${process.pid}`);
  try {
    const { code, stderr } = await runHere(["build", "--out", site, moved.blog]);
    expect([code, stderr]).toEqual([0, expect.not.stringMatching(/: error:/)]);
    const names = await readdir(site, { recursive: true });
    for (const name of names.filter((one) => one.endsWith(".html")))
      expect(await readFile(join(site, name), "utf8")).not.toMatch(
        /alert\([123]\)<\/script|<script>alert|onclick/,
      );
    const rules = (await readFile(join(site, ".htaccess"), "utf8")).split("\n");
    for (const rule of rules.filter((line) => /^Rewrite(?:Cond|Rule)|^Redirect/.test(line)))
      expect(rule).toMatch(
        /^(?:RewriteCond %\{QUERY_STRING\} "[^"]*"(?: \[NC\])?|RewriteRule "[^"]*" "https:\/\/new\.example\/[^"]*" \[R=301,L,QSD\]|RedirectMatch 301 "[^"]*" "https:\/\/new\.example\/[^"]*")$/,
      );
  } finally {
    await rm(site, { recursive: true, force: true });
  }
});

test("a page of 100 MB is not read, and links of a folder are not followed", async () => {
  const large = {
    name: "large.html",
    bytes: 100 * 2 ** 20,
    head: async () => Buffer.from("<html>"),
    // biome-ignore lint/correctness/useYield: the test fails if the file is read
    async *read(): AsyncGenerator<Buffer> {
      throw new Error("read");
    },
  };
  const files = [fileOf(page("<title>a</title>", "<p>a</p>"), "a.html"), large];
  const source = await (await importerFor(files)).open(files, options);
  expect(source.unused).toEqual([{ name: "large.html", reason: "tooLarge" }]);
  expect((await gather(source.entries())).map(({ title }) => title)).toEqual(["a"]);
  const folder = await mkdtemp(join(tmpdir(), "hitofude-links-"));
  try {
    await mkdir(join(folder, "in"));
    await writeFile(join(folder, "in/a.html"), "<p>a</p>");
    await symlink(folder, join(folder, "in/loop"));
    await symlink("/etc/passwd", join(folder, "in/passwd.html"));
    expect((await openImportFiles([folder])).map(({ name }) => name)).toEqual(["in/a.html"]);
  } finally {
    await rm(folder, { recursive: true });
  }
});
