import { expect, test } from "vitest";
import { Cancellation } from "#contract/rpc/cancellation.ts";
import { openFiles, post, type TestBlog } from "../open-service.ts";

const files = {
  "blog.yaml": "title: 雨音\nlanguage: ja\ntheme: fude\nsections:\n  hibi:\n    title: 日々\n",
  "posts/hibi/a.md": post("傘を干す", "軒の下。"),
  "pages/about.md": "---\ntitle: この場所\nstatus: ready\n---\n本文\n",
};

/** Returns the text of a URL of the preview. */
async function shown(blog: TestBlog, url: string): Promise<string> {
  const { pathname, searchParams } = new URL(url);
  const { status, body } = await blog.service.preview.respond(pathname, searchParams.get("preview"));
  expect([url, status]).toEqual([url, 200]);
  return Buffer.from(body).toString();
}

async function looksOf(blog: TestBlog, text = files["blog.yaml"]) {
  const { looks } = blog.service.settings.looks({ text, files: {} });
  return Object.fromEntries(looks.map((look) => [look.theme, look]));
}

test("the gallery shows the author's posts in each theme, with the style sheet of that theme", async () => {
  const blog = await openFiles(files);
  const looks = await looksOf(blog);
  expect(Object.keys(looks)).toEqual(expect.arrayContaining(["fude", "hitokoto"]));
  const sheets = new Set<string>();
  for (const { front, post: url } of Object.values(looks)) {
    const page = await shown(blog, front);
    expect(page).toContain("傘を干す");
    expect(page).toContain("この場所");
    expect(await shown(blog, url)).toContain("軒の下。");
    const [, sheet = ""] = /rel="stylesheet" href="([^"]+)"/.exec(page) ?? [];
    expect(await shown(blog, `site://test/${sheet}`)).toContain("{");
    sheets.add(sheet);
  }
  expect(sheets.size).toBe(Object.keys(looks).length);
  await blog.close();
});

test("the gallery is drawn with the twelve newest posts, and with settings that are not saved", async () => {
  const many = Object.fromEntries(
    Array.from({ length: 14 }, (_, index) => [
      `posts/hibi/${index}.md`,
      post(`記事${index}番`, "本文", index),
    ]),
  );
  const blog = await openFiles({ ...many, "blog.yaml": files["blog.yaml"] });
  const { fude } = await looksOf(blog, `${files["blog.yaml"]}front:\n  posts: 20\nbrand: 文机\n`);
  const page = await shown(blog, fude?.front ?? "");
  expect([page.includes("記事13番"), page.includes("記事2番"), page.includes("記事1番")]).toEqual([
    true,
    true,
    false,
  ]);
  expect(page).toContain("文机");
  // Only the gallery leaves posts out: the site itself has all
  expect(Buffer.from((await blog.service.preview.respond("archive/", null)).body).toString()).toBeTruthy();
  await blog.close();
});

test("a post outside of the lists is not shown as the newest post", async () => {
  const hidden = post("合言葉", "内緒の話。", 23).replace("status: ready", "status: ready\nunlisted: true");
  const blog = await openFiles({ ...files, "posts/hibi/b.md": hidden });
  const { url } = await blog.service.settings.preview({ text: files["blog.yaml"], page: "post", files: {} });
  expect(await shown(blog, url)).toContain("軒の下。");
  const { fude } = await looksOf(blog);
  expect(await shown(blog, fude?.front ?? "")).not.toContain("合言葉");
  expect(await shown(blog, fude?.post ?? "")).toContain("軒の下。");
  await blog.close();
});

test("colours that are tried out are not mixed up with the saved ones, which have the same address", async () => {
  const saved = `${files["blog.yaml"]}themeOptions:\n  accent: "#112233"\n`;
  const blog = await openFiles({ ...files, "blog.yaml": saved });
  const text = saved.replace("#112233", "#445566");
  const { url } = await blog.service.settings.preview({ text, page: "post", files: {} });
  const page = await shown(blog, url);
  const [, sheet = ""] = /href="([^"]*own\.css[^"]*)"/.exec(page) ?? [];
  const sheetUrl = new URL(sheet.replaceAll("&amp;", "&"), url.replace("site:", "http:")).href;
  expect(await shown(blog, sheetUrl)).toContain("#445566");
  expect(await shown(blog, sheetUrl.replace(/\?.*/, ""))).toContain("#112233");
  await blog.close();
});

test("the own style sheet comes after the theme's, is tried out before it is saved, and shows media and assets", async () => {
  const css = `main { background: url("media/paper.png"); }\nli::before { content: url(assets/icon.svg#a) }\n`;
  const blog = await openFiles({ ...files, "theme/own.css": "p { color: #111 }\n" });
  const drafts = { "theme/own.css": css };
  const text = files["blog.yaml"];
  const { url } = await blog.service.settings.preview({ text, page: "front", files: drafts });
  const page = await shown(blog, url);
  const sheets = [...page.matchAll(/rel="stylesheet" href="([^"]+)"/g)].map(([, href = ""]) => href);
  expect(sheets).toEqual([
    expect.stringMatching(/^assets\/style\.[0-9a-f]{8}\.css$/),
    // A preview has the styles of code from the start, because the author may type some.
    expect.stringMatching(/^assets\/blocks\.[0-9a-f]{8}\.css$/),
    expect.stringMatching(/^assets\/code\.[0-9a-f]{8}\.css$/),
    expect.stringMatching(/^assets\/pictures\.[0-9a-f]{8}\.css$/),
    expect.stringMatching(/^assets\/own\.css\?preview=blog\.yaml&amp;version=[0-9a-f]{8}$/),
  ]);
  const own = await shown(blog, `site://test/${sheets.at(-1)?.replace("&amp;", "&")}`);
  expect(own).toMatch(
    /^main \{ background: url\("\.\.\/media\/paper\.png"\); \}\n.*url\("icon\.[0-9a-f]{8}\.svg#a"\)/,
  );
  expect(await shown(blog, "site://test/assets/own.css")).toBe("p { color: #111 }\n");
  await blog.close();
});

test("an image that only the own style sheet shows is published", async () => {
  const blog = await openFiles({
    ...files,
    "media/2024/05/paper-abc.png": "png",
    "media/2024/05/unused-abc.png": "png",
    "theme/own.css": "main { background: url(media/2024/05/paper-abc.png) }",
  });
  await blog.publish();
  const url = await blog.service.siteAddress(new Cancellation());
  expect((await fetch(`${url}media/2024/05/paper-abc.png`)).status).toBe(200);
  expect((await fetch(`${url}media/2024/05/unused-abc.png`)).status).toBe(404);
  expect(await (await fetch(`${url}assets/own.css`)).text()).toContain("../media/2024/05/paper-abc.png");
  await blog.close();
});

test("links in the settings lead where those in posts do; each that leads to nothing is named with its setting", async () => {
  const blog = await openFiles(files);
  const text = `${files["blog.yaml"]}header: "[場所](pages/about.md) [なし](pages/none.md)"
footer:
  - "[一覧](contents/2024.html)"
  - "![絵](media/none.png) [年](contents/1999.html) [外](https://example.com/none.html)"
links:
  - { label: 場所, url: pages/about.md }
  - { label: 傘, url: posts/hibi/a.md#top }
  - { label: なし, url: posts/hibi/none.md }
  - { label: 外, url: "https://example.com/" }
notices:
  - text: "[なし](posts/none.md)"
`;
  const { url, problems } = await blog.service.settings.preview({ text, page: "post", files: {} });
  const page = await shown(blog, url);
  expect(page).toContain('<a href="about.html">場所</a>');
  expect(page).toContain('href="20240506-0900.html#top"');
  // The list of links leaves out a link that leads to nothing.
  expect(page).not.toContain("posts/hibi/none.md");
  expect(problems.map(({ code, values }) => [code, values.key, values.target])).toEqual([
    ["link.dead", "links.2.url", "posts/hibi/none.md"],
    ["link.dead", "header", "pages/none.md"],
    ["link.dead", "footer.1", "media/none.png"],
    ["link.dead", "footer.1", "contents/1999.html"],
    ["link.dead", "notices.0.text", "posts/none.md"],
  ]);
  await blog.write("blog.yaml", text);
  const again = await blog.reopen();
  const found = (await again.service.builder.check()).filter(({ code }) => code === "link.dead");
  expect(found).toHaveLength(5);
  await again.close();
});

test("published texts of the settings show only the words of a link to a draft or to nothing", async () => {
  const settings = `${files["blog.yaml"]}header: "[案](posts/hibi/b.md)と[傘](posts/hibi/a.md)"
footer:
  - '<a class="c" href="posts/hibi/b.md">下</a>'
notices:
  - text: "[![絵](media/b.png)](posts/hibi/b.md) [**案**][1]\\n\\n[1]: posts/hibi/b.md"
author: { name: 山, bio: "[紹介](pages/none.md)" }
show: { authorBox: true }
parts: { include: none }
`;
  const draft = post("梅雨", "窓の外。", 1).replace("status: ready", "status: draft");
  const blog = await openFiles({
    ...files,
    "blog.yaml": settings,
    "posts/hibi/b.md": draft,
    "media/b.png": "png",
  });
  await blog.publish();
  const url = await blog.service.siteAddress(new Cancellation());
  const [front = "", page = ""] = await Promise.all(
    ["", "20240506-0900.html"].map(async (path) => (await fetch(url + path)).text()),
  );
  expect(front).toContain('案と<a href="20240506-0900.html">傘</a>');
  expect(front).toContain('<a class="c">下</a>');
  expect(front).toMatch(/<img src="media\/b.png"[^>]*> <strong>案<\/strong>/);
  expect(page).toMatch(/<p>紹介<\/p>/);
  expect(front + page).not.toContain(".md");
  await blog.close();
});

test("a template that fails is reported instead of shown, and the page stays as it was", async () => {
  const blog = await openFiles(files);
  const text = files["blog.yaml"];
  const show = (template: string) =>
    blog.service.settings.preview({
      text,
      page: "front",
      files: { "themes/fude/templates/front.liquid": template },
    });
  const { url } = await show("<main>one</main>");
  await expect(show("{% render 'nothing' %}")).rejects.toMatchObject({ code: "theme.render" });
  await expect(show("{% if %}")).rejects.toMatchObject({ code: "theme.syntax" });
  expect(await shown(blog, url)).toContain("<main>one</main>");
  await blog.close();
});

test("the blog's own themes are in the gallery; files for a built-in theme change that theme only", async () => {
  const blog = await openFiles({
    ...files,
    "themes/mine/theme.yaml": "title: Mine\n",
    "themes/mine/templates/post.liquid": "<main>{{ post.title }}: mine</main>",
    "themes/mine/templates/front.liquid": "<main>front of mine</main>",
    "themes/hitokoto/templates/front.liquid": "<main>changed</main>",
    "themes/Not A Name/templates/post.liquid": "x",
  });
  const { themes } = await blog.service.settings.read();
  const kinds = Object.fromEntries(themes.map(({ name, isBuiltIn }) => [name, isBuiltIn]));
  expect(kinds).toMatchObject({ fude: true, hitokoto: true, mine: false });
  expect(Object.keys(kinds)).not.toContain("Not A Name");
  const looks = await looksOf(blog);
  expect(await shown(blog, looks.mine?.post ?? "")).toContain("傘を干す: mine");
  expect(await shown(blog, looks.hitokoto?.front ?? "")).toContain("<main>changed</main>");
  expect(await shown(blog, looks.fude?.front ?? "")).not.toContain("<main>changed</main>");
  await blog.close();
});

test.each([
  ["ja", "二年つづけて、わかったこと"],
  ["en", "One pencil"],
])("the gallery of a blog without published posts shows sample posts (%s)", async (language, title) => {
  const settings = files["blog.yaml"].replace("language: ja", `language: ${language}`);
  const draft = post("書きかけ", "まだ。").replace("status: ready", "status: draft");
  const about = { "pages/about.md": files["pages/about.md"] };
  const blog = await openFiles({ "blog.yaml": settings, "posts/hibi/draft.md": draft, ...about });
  const { looks, hasSamples } = blog.service.settings.looks({ text: settings, files: {} });
  expect(hasSamples).toBe(true);
  for (const { front, post: url } of looks) {
    const page = await shown(blog, front);
    expect(page).toContain(title);
    expect(page).toContain("この場所");
    expect(page).not.toContain("書きかけ");
    expect(await shown(blog, url)).toMatch(/class="[^"]*e-content/);
  }
  // The samples are in no other site, and disappear with the first published post.
  const site = await blog.service.preview.respond("/", null);
  expect(Buffer.from(site.body).toString()).not.toContain(title);
  await blog.service.posts.setStatus("posts/hibi/draft.md", "ready");
  const { front = "" } = (await looksOf(blog, settings)).fude ?? {};
  expect(await shown(blog, front)).not.toContain(title);
  expect(blog.service.settings.looks({ text: settings, files: {} }).hasSamples).toBe(false);
  await blog.close();
});
