import { expect, test } from "vitest";
import { blogger } from "#engine/importers/blogger/blogger.ts";
import type { ImportEntry, ImportSource } from "#engine/importers/importer.ts";
import { importerFor } from "#engine/importers/registry.ts";
import { fileOf, gather } from "../export-files.ts";
import { movedFolder } from "../moved-folder.ts";

async function open(text: string, name = "blog.xml"): Promise<ImportSource & { all: ImportEntry[] }> {
  const files = [fileOf(text, name, 11)];
  expect((await importerFor(files)).id).toBe("blogger");
  const source = await blogger.open(files, { blogTimeZone: "Asia/Tokyo" });
  return { ...source, all: await gather(source.entries()) };
}

const kind = (name: string): string =>
  `<category scheme="http://schemas.google.com/g/2005#kind" term="http://schemas.google.com/blogger/2008/kind#${name}"/>`;

function oldEntry(id: string, name: string, more = ""): string {
  return `<entry><id>${id}</id><published>2024-01-31T15:30:00.000Z</published><title type="text">題 ${id}</title>
${kind(name)}<content type="html">&lt;p&gt;文 ${id}&lt;/p&gt;</content><author><name>花子</name></author>${more}</entry>\n`;
}

test("an old backup: posts, pages, drafts, labels, addresses and comments", async () => {
  const label = '<category scheme="http://www.blogger.com/atom/ns#" term="庭"/>';
  const link = "<link rel='alternate' type='text/html' href='http://hanako.blogspot.com/2024/02/ume.html'/>";
  const draft = '<app:control xmlns:app="http://purl.org/atom/app#"><app:draft>yes</app:draft></app:control>';
  const reply = '<thr:in-reply-to ref="a" href="x"/>';
  const { all, hosts, ignored } = await open(
    `<?xml version='1.0' encoding='UTF-8'?><feed xmlns='http://www.w3.org/2005/Atom' xmlns:thr='http://purl.org/syndication/thread/1.0'>
<generator version='7.00' uri='https://www.blogger.com/'>Blogger</generator>
${oldEntry("a", "post", label + link)}${oldEntry("b", "page")}${oldEntry("c", "post", draft)}${oldEntry("d", "comment", reply)}${oldEntry("e", "settings")}</feed>`,
  );
  expect(hosts).toEqual(["hanako.blogspot.com"]);
  expect(ignored).toEqual({ settings: 1 });
  expect(all).toMatchObject([
    {
      key: "blogger:a",
      kind: "post",
      title: "題 a",
      state: "published",
      tags: ["庭"],
      oldPath: "/2024/02/ume.html",
      slug: "ume",
      comments: 1,
      author: "花子",
      // 00:30 on 1 February in Japan
      date: { time: Date.UTC(2024, 0, 31, 15, 30), offsetMinutes: 540, hasTime: true },
      body: { format: "html", text: "<p>文 a</p>" },
    },
    { key: "blogger:b", kind: "page", state: "published" },
    { key: "blogger:c", kind: "post", state: "draft" },
  ]);
});

test("text around the body of a whole document is kept", async () => {
  const document =
    "&lt;p&gt;前&lt;/p&gt;&lt;html&gt;&lt;head&gt;&lt;title&gt;x&lt;/title&gt;&lt;/head&gt;&lt;body&gt;&lt;p&gt;中&lt;/p&gt;&lt;/body&gt;&lt;/html&gt;&lt;p&gt;後&lt;/p&gt;";
  const entry = oldEntry("a", "post").replace("&lt;p&gt;文 a&lt;/p&gt;", document);
  const { all } = await open(
    `<feed xmlns='http://www.w3.org/2005/Atom'><generator uri='https://www.blogger.com/'>Blogger</generator>${entry}</feed>`,
  );
  expect(all[0]?.body.text).toBe("<p>前</p><p>中</p><p>後</p>");
});

test("Takeout: the author's type is not the entry's, deleted posts stay out, documents lose their head", async () => {
  const entry = (id: string, type: string, status: string, more = ""): string =>
    `<entry><id>${id}</id><blogger:type>${type}</blogger:type><blogger:status>${status}</blogger:status>
<author><name>花子</name><blogger:type>BLOGGER</blogger:type></author><title>山 &amp;amp; 川</title>
<content type='html'>&lt;!DOCTYPE html&gt;&lt;html&gt;&lt;head&gt;&lt;title&gt;x&lt;/title&gt;&lt;/head&gt;&lt;body class="a"&gt;&lt;p&gt;文&lt;/p&gt;&lt;/body&gt;&lt;/html&gt;</content>
<published>2024-01-02T03:04:05Z</published><blogger:filename>/2024/01/${id}.html</blogger:filename>${more}</entry>`;
  const { all, ignored } = await open(
    `<feed xmlns='http://www.w3.org/2005/Atom' xmlns:blogger='http://schemas.google.com/blogger/2018'>
${entry("a", "POST", "LIVE", "<blogger:trashed/>")}${entry("b", "PAGE", "LIVE")}${entry("c", "POST", "DRAFT")}
${entry("d", "POST", "SOFT_TRASHED")}${entry("e", "POST", "LIVE", "<blogger:trashed>true</blogger:trashed>")}
${entry("g", "POST", "LIVE", "<blogger:trashed>2024-02-01T00:00:00Z</blogger:trashed>")}
<entry><id>f</id><blogger:type>COMMENT</blogger:type><blogger:parent>a</blogger:parent></entry></feed>`,
    "Takeout/Blogger/Blogs/niwa/feed.atom",
  );
  expect(all.map(({ key, kind, state, comments }) => [key, kind, state, comments])).toEqual([
    ["blogger:a", "post", "published", 1],
    ["blogger:b", "page", "published", 0],
    ["blogger:c", "post", "draft", 0],
  ]);
  expect(ignored).toEqual({ post: 3 });
  expect(all[0]).toMatchObject({ title: "山 & 川", oldPath: "/2024/01/a.html", body: { text: "<p>文</p>" } });
});

test("the whole zip of Takeout, with the themes, settings and pages that Google adds", async () => {
  const blog = "Takeout/Blogger/Blogs/niwa";
  await using moved = await movedFolder({
    [`${blog}/feed.atom`]: `<?xml version='1.0' encoding='utf-8'?><feed xmlns='http://www.w3.org/2005/Atom' xmlns:blogger='http://schemas.google.com/blogger/2018'>
<entry><id>a</id><blogger:type>POST</blogger:type><blogger:status>LIVE</blogger:status><title>雨</title>
<content type='html'>雨です。</content><published>2024-01-02T03:04:05Z</published></entry></feed>`,
    [`${blog}/settings.csv`]: "blog_name,blog_subdomain\n庭,niwa\n",
    [`${blog}/theme-layouts.xml`]: "<?xml version='1.0'?><html b:version='2'><head/><body/></html>",
    [`${blog}/theme-classic.html`]: "<html><body><Blogger></Blogger></body></html>",
    "Takeout/Blogger/Albums/niwa/album-archive.csv": "name\n",
    "Takeout/archive_browser.html": "<html><body>Google Takeout</body></html>",
  });
  expect([moved.format, [...moved.posts.keys()]]).toEqual(["blogger", ["雨"]]);
});
