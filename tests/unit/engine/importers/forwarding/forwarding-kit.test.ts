import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { createContext, runInContext } from "node:vm";
import { expect, test } from "vitest";
import { writeKit } from "#engine/app/move-in/write-kit.ts";
import { openBlogFolder } from "#engine/blog/folder/blog-folder.ts";
import { type Forwarding, forwardingKit } from "#engine/importers/forwarding/forwarding-kit.ts";
import { temporaryBlog } from "../../blog/temporary-blog.ts";

const site = { url: "https://new.example/", title: "庭</script>" };
const forwardings: readonly Forwarding[] = [
  {
    from: "/archives/雨 の日.html",
    to: "https://new.example/20120506-0930.html",
    title: "雨 & <b>",
    isListed: true,
  },
  { from: "/posts/rain/", to: "https://new.example/rain/", title: "Rain", isListed: true },
  { from: "/?p=12", to: "https://new.example/p12.html", title: "", isListed: true },
];

function kitFile(name: string): string {
  return forwardingKit(forwardings, site).find((file) => file.name === name)?.text ?? "";
}

/** Runs the kit's script on a page of the old site. Returns where the page leads, or null if it stays. */
function openOldPage(address: string, file = "head.html"): { to: string | null; canonical: string | null } {
  const { pathname, search, hash } = new URL(address, "https://old.example");
  let [to, canonical]: (string | null)[] = [null, null];
  const html = kitFile(file);
  const script = html.slice("<script>\n".length, html.lastIndexOf("</script>"));
  const document = {
    querySelector: () => null,
    createElement: () => ({}),
    addEventListener: () => undefined,
    head: {
      appendChild: (link: { href: string }) => {
        canonical = link.href;
      },
    },
  };
  const location = {
    pathname,
    search,
    hash,
    replace: (url: string) => {
      to = url;
    },
  };
  runInContext(script, createContext({ document, location, decodeURIComponent }));
  return { to: to ?? null, canonical: canonical ?? null };
}

test.each([
  ["/archives/%E9%9B%A8%20%E3%81%AE%E6%97%A5.html#a", "https://new.example/20120506-0930.html#a"],
  ["/posts/rain", "https://new.example/rain/"],
  ["/posts/rain/index.html", "https://new.example/rain/"],
  ["/posts/rain/?utm_source=x", "https://new.example/rain/"],
  ["/?p=12", "https://new.example/p12.html"],
  ["/", "https://new.example/"],
  ["/categories/garden.html", null],
  ["/%E9%zz", null],
])("the head of the old page %s leads to %s", (address, to) => {
  const canonical = to?.replace(/#.*/, "") ?? null;
  for (const file of ["head.html", "head-blogger.html"])
    expect(openOldPage(address, file)).toEqual({ to, canonical });
});

test("nothing in titles ends the script or a table", () => {
  expect(kitFile("head.html").match(/<\/script>/g)).toHaveLength(1);
  expect(kitFile("links.html")).toContain(
    '<li><a href="https://new.example/20120506-0930.html">雨 &amp; &lt;b&gt;</a></li>',
  );
  expect(kitFile("addresses.csv").split("\n")[3]).toBe('"/?p=12","https://new.example/p12.html",""');
  expect(kitFile("redirection.csv")).toContain('"/posts/rain/","https://new.example/rain/","0","301"\n');
});

test("rules for Apache compare decoded paths and queries", () => {
  expect(kitFile("htaccess.txt").split("\n").slice(2, 6)).toEqual([
    'RewriteRule "^archives/雨 の日\\.html$" "https://new.example/20120506-0930.html" [R=301,L,NE]',
    'RewriteRule "^posts/rain/(?:index\\.html?)?$" "https://new.example/rain/" [R=301,L,NE]',
    'RewriteCond %{QUERY_STRING} "^p=12(?:&|$)"',
    'RewriteRule "^(?:index\\.html?)?$" "https://new.example/p12.html" [R=301,L,NE,QSD]',
  ]);
});

test("no old address ends a rule for Apache and begins another", () => {
  const to = "https://new.example/a.html";
  for (const from of ['/a"b.html', "/a%22b.html", "/a%0ARequire%20all%20denied%0A", '/?p="']) {
    const kit = forwardingKit([{ from, to, title: "", isListed: true }], site);
    expect(kit.find(({ name }) => name === "htaccess.txt")?.text).not.toContain(to);
  }
});

test("the guide names the files for each service in both languages", () => {
  for (const [file, words] of [
    ["README.ja.md", "3 件のアドレスから、読者と検索エンジンを https://new.example/ に"],
    ["README.en.md", "from 3 old addresses to https://new.example/."],
  ] as const) {
    const text = kitFile(file);
    expect(text).toContain(words);
    for (const name of [
      "さくらのブログ",
      "Seesaa",
      "FC2",
      "livedoor",
      "はてなブログ",
      "Blogger",
      "WordPress.com",
    ])
      expect(text).toContain(name);
  }
});

test("the kit of a blog has its public posts with old addresses, and needs a public address", async () => {
  await using blog = await temporaryBlog();
  await blog.write(
    "posts/hitokoto/a.md",
    "---\ntitle: 雨\ndate: 2024-01-02 10:00\naliases: [archives/1.html]\nstatus: ready\n---\n文\n",
  );
  await blog.write(
    "posts/hitokoto/b.md",
    "---\ntitle: 秘密\ndate: 2024-01-03 10:00\naliases: [/archives/2.html]\nstatus: draft\n---\n文\n",
  );
  const write = async (): Promise<number> => {
    const folder = await openBlogFolder(blog.folder, { watch: false });
    const run = { blog: folder, stateFolder: join(blog.folder, ".none"), now: Date.UTC(2026, 5, 1) };
    return writeKit(run).finally(() => folder.close());
  };
  await expect(write()).rejects.toMatchObject({ code: "import.kitNoUrl" });
  const settings = await readFile(join(blog.folder, "blog.yaml"), "utf8");
  await blog.write("blog.yaml", `url: https://new.example/blog\n${settings}`);
  expect(await write()).toBe(1);
  const folder = join(blog.folder, "forwarding");
  expect(await readdir(folder)).toContain("README.ja.md");
  const all = await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name), "utf8")));
  expect(all.join("")).not.toMatch(/秘密|archives\/2/);
  expect(await readFile(join(folder, "addresses.csv"), "utf8")).toContain(
    '"/archives/1.html","https://new.example/blog/20240102-1000.html","雨"\n',
  );
  expect(await write()).toBe(1);
  await blog.write(
    "posts/hitokoto/c.md",
    "---\ntitle: 一覧外\ndate: 2024-01-04 10:00\naliases: [/archives/3.html]\nunlisted: true\nstatus: ready\n---\n文\n",
  );
  expect(await write()).toBe(2);
  expect(await readFile(join(folder, "links.html"), "utf8")).not.toMatch(/一覧外|20240104/);
  expect(await readFile(join(folder, "head.html"), "utf8")).toContain("20240104-1000.html");
});
