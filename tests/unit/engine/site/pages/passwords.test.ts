import { chmod, cp, mkdir, readdir, symlink } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { passwordHash } from "#engine/blog/settings/password-hash.ts";
import type { BuildResult } from "#engine/site/output/build-result.ts";
import type { Protection } from "#engine/site/entries/protected-sections.ts";
import { type ApacheServer, hasApache, startApache } from "../../../../support/servers/apache-server.ts";
import { inJapan, makePost, makeSettings } from "../make-post.ts";
import { SiteFixture, tinyPng } from "../site-fixture.ts";

const at = (day: number) => inJapan(`2022-05-0${day}T00:00:00`);

const posts = [
  makePost("posts/hitokoto/a.md", {
    title: "公の一",
    tags: ["茶"],
    date: at(1),
    body: "![両方](../../media/both.png) [家の話](../family/b.md)\n",
  }),
  makePost("posts/family/b.md", {
    section: "family",
    title: "内緒の二",
    tags: ["茶", "家"],
    properties: { category: "暮らし", pinned: true },
    series: { name: "家の記" },
    aliases: ["old.html"],
    date: at(2),
    relations: [{ kind: "reply", to: "posts/hitokoto/a.md" }],
    body: "![家](../../media/2022/05/ガhome.png) ![両方](../../media/both.png) 合言葉\n\n![海](../../media/film.mp4)\n",
  }),
  makePost("posts/family/c.md", { section: "family", title: "内緒の三", date: at(3), body: "合言葉\n" }),
];

let fixture: SiteFixture;
beforeEach(() => {
  fixture = new SiteFixture();
  fixture.setBuiltInThemes();
  for (const name of ["both.png", "2022/05/ガhome.png", "film.png"]) fixture.put(`media/${name}`, tinyPng);
  fixture.put("media/film.mp4", "film");
});
afterEach(() => fixture.remove());

async function build(
  { path = "family", ...settings }: Readonly<Record<string, unknown>> = {},
  protection?: Protection,
  written = posts,
): Promise<BuildResult> {
  const password = { user: "kin", hash: passwordHash("open sesame") };
  fixture.settings = makeSettings({
    theme: "fude",
    url: "https://example.net/",
    images: { variants: false },
    sections: {
      hitokoto: { title: "ひとこと" },
      family: { title: "家族", path, address: "{dd}.html", password },
    },
    ...settings,
  });
  return fixture.renderer.build({ ...fixture.input(written), outDir: fixture.outDir, protection });
}

const root = "/home/me/www";

describe.each(["fude", "hitokoto"])("in the theme %s", (theme) => {
  test("no public page, list, feed or search names a protected post", async () => {
    const { problems } = await build({ theme }, { root });
    expect(problems).toEqual([]);
    const inside = [...fixture.contents()].filter(([path]) => path.startsWith("family/"));
    expect(inside.map(([path]) => path)).toEqual([
      "family/.htaccess",
      "family/.htpasswd",
      "family/02.html",
      "family/03.html",
      "family/index.html",
      "family/latest.html",
    ]);
    for (const [path, text] of fixture.contents()) {
      if (!path.startsWith("family/")) expect(text, path).not.toMatch(/内緒|合言葉|暮らし|家の記|tags\/家/);
    }
    const own = fixture.read("family/02.html");
    expect(own).toContain("内緒の二");
    expect(own).toContain("03.html");
    for (const [path, text] of inside.filter(([path]) => path.endsWith(".html"))) {
      expect(text, path).toContain('<meta name="robots" content="noindex">');
      expect(text, path).not.toContain("family/rss.xml");
    }
    expect(fixture.read("family/index.html")).toMatch(/内緒の三[\s\S]*内緒の二/);
    for (const path of ["sitemap.xml", "feeds.opml"]) expect(fixture.read(path)).not.toContain("family");
  });
});

test("a blog with one section is protected as a whole, but for a front page without posts", async () => {
  const password = { hash: passwordHash("open sesame") };
  const sections = { family: { title: "家族", path: "family", address: "{dd}.html", password } };
  await build({ sections }, { root }, posts.slice(1));
  for (const [path, text] of fixture.contents()) {
    if (!path.startsWith("family/")) expect(text, path).not.toMatch(/内緒|合言葉/);
  }
  expect(fixture.read("family/index.html")).toContain("内緒の三");
});

test("without a server that asks for passwords, the section and its pictures are left out", async () => {
  const { problems, files } = await build();
  expect(problems.map(({ code, severity }) => [code, severity])).toContainEqual([
    "section.notProtected",
    "warning",
  ]);
  expect(files.filter(({ path }) => /^family\/\d|ガhome\.png|htpasswd/.test(path))).toEqual([]);
  expect(files.map(({ path }) => path)).toContain("media/both.png");
  const open = await build({}, "open");
  expect(open.problems).toEqual([]);
  expect(open.files.map(({ path }) => path)).toEqual(
    expect.arrayContaining(["family/02.html", "media/2022/05/ガhome.png"]),
  );
  expect(open.files.filter(({ path }) => /\.ht(?!ml)/.test(path))).toEqual([]);
});

test("the feeds of a public section do not stay at their former addresses when it gets a password", async () => {
  const redirects = { htaccess: true, lists: { "sections/family": "family" } };
  await build({ redirects });
  const kept = new Set([
    "sections/family/index.html",
    "sections/family/rss.xml",
    "sections/family/feed.json",
    "sections/family/latest.html",
  ]);
  await fixture.renderer.build({
    ...fixture.input(posts),
    outDir: fixture.outDir,
    protection: { root },
    kept,
  });
  const open = [...fixture.contents()].filter(([path]) => !path.startsWith("family/"));
  expect(open.filter(([, text]) => /内緒|合言葉/.test(text))).toEqual([]);
  expect(open.map(([path]) => path)).toContain("sections/family/index.html");
  // The former redirect to the newest post leads to the list, which names no post before the password.
  expect(fixture.read("sections/family/latest.html")).toContain('url=../../family/"');
});

test("a section without a folder, and a post outside it, cannot be published", async () => {
  const codes = ({ problems }: BuildResult) => problems.map(({ code, severity }) => [code, severity]);
  for (const path of ["", "../elsewhere", "a\nRequire all granted\n"]) {
    expect(codes(await build({ path }, { root }, []))).toContainEqual(["section.noFolder", "error"]);
    expect([...fixture.contents().keys()].filter((name) => /\.ht(?!ml)/.test(name))).toEqual([]);
  }
  const sections = { family: { title: "家族", path: "family", password: { hash: "plain text" } } };
  expect(codes(await build({ sections }, { root }))).toEqual([["section.noPassword", "error"]]);
  const frozen = makePost("posts/family/d.md", {
    section: "family",
    date: at(4),
    properties: { permalink: "elsewhere.html" },
  });
  expect(codes(await build({}, { root }, [...posts, frozen]))).toEqual([["section.outside", "error"]]);
});

describe.runIf(hasApache)("on Apache", () => {
  let server: ApacheServer;
  beforeEach(async () => {
    server = await startApache();
  });
  afterEach(() => server.stop());

  async function upload(folder: string, { media }: BuildResult): Promise<void> {
    await mkdir(folder, { recursive: true });
    await cp(fixture.outDir, folder, { recursive: true });
    for (const { path, location } of media) await cp(location, join(folder, path));
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
      await chmod(join(entry.parentPath, entry.name), entry.isDirectory() ? 0o755 : 0o644);
    }
    await chmod(folder, 0o755);
  }

  test.each(["", "日記 帳/"])("in the folder %j, only readers with the password get in", async (name) => {
    const folder = join(server.documentRoot, name);
    const url = new URL(server.url + name).href;
    await upload(folder, await build({ url }, { root: folder }));
    // Two other spellings of the name lead to the same file, as on a server that ignores case or Unicode form.
    const spellings = ["ガHOME.PNG", "ガhome.png".normalize("NFD")];
    for (const name of spellings) await symlink("ガhome.png", join(folder, "media/2022/05", name));
    const headers = (password: string) => ({
      authorization: `Basic ${Buffer.from(`kin:${password}`).toString("base64")}`,
    });
    const status = async (path: string, password?: string): Promise<number> => {
      const answer = await fetch(url + path, password === undefined ? {} : { headers: headers(password) });
      await answer.arrayBuffer();
      return answer.status;
    };
    for (const path of [
      "family/",
      "family/02.html",
      ...["ガhome.png", ...spellings].map((spelling) => `media/2022/05/${spelling}`),
      "media/film.mp4",
      "media/film.png",
    ]) {
      expect([path, await status(path)]).toEqual([path, 401]);
      expect([path, await status(path, "wrong")]).toEqual([path, 401]);
      expect([path, await status(path, "open sesame")]).toEqual([path, 200]);
    }
    for (const path of ["", "20220501-0000.html", "media/both.png"]) {
      expect([path, await status(path)]).toEqual([path, 200]);
    }
    for (const password of [undefined, "open sesame"]) {
      expect(await status("family/.htpasswd", password)).not.toBe(200);
    }
  });
});

test("a picture is public as soon as a public post shows it, and protected again without it", async () => {
  const [first, ...family] = posts;
  if (!first) throw new Error("no post");
  const rules = async (body: string): Promise<string> => {
    await build({}, { root }, [makePost(first.path, { ...first, body }), ...family]);
    return fixture.read("media/.htaccess");
  };
  expect(await rules("何もない\n")).toContain("both\\.png");
  expect(await rules("![両方](../../media/both.png)\n")).not.toContain("both\\.png");
  expect(await rules("また何もない\n")).toContain("both\\.png");
  fixture.put("media/trip/film.png", tinyPng);
  const others = await rules("![旅](../../media/trip/film.png)\n");
  expect(others).toContain("media/film\\.png");
  expect(others).not.toContain("trip/film");
});
