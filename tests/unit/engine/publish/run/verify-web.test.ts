import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { publicUrl, verifyOverWeb } from "#engine/publish/run/verify-web.ts";
import type { OutputFile } from "#engine/site/output/site-output.ts";
import { makePost, makeSettings } from "../../site/make-post.ts";
import { SiteFixture } from "../../site/site-fixture.ts";
import { wholePage } from "../../site/whole-page.ts";

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function serve(listener: RequestListener): Promise<string> {
  server = createServer(listener);
  await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/blog`;
}

const text = "<p>ひとこと</p>";
const file: OutputFile = {
  path: "日記/a#b.html",
  group: "page",
  size: Buffer.byteLength(text),
  sha256: createHash("sha256").update(text).digest("hex"),
  location: "",
};

test("a page that readers get unchanged needs no note", async () => {
  const asked: string[] = [];
  const url = await serve((request, response) => {
    asked.push(request.url ?? "");
    response.end(text);
  });
  expect(await verifyOverWeb(url, [file], [])).toEqual([]);
  expect(asked).toEqual([`/blog/${encodeURIComponent("日記")}/a%23b.html`]);
});

test("the front page is looked at each time, also if it has changed", async () => {
  const asked: string[] = [];
  const url = await serve((request, response) => {
    asked.push(request.url ?? "");
    response.end(request.url === "/blog/index.html" ? "<p>old</p>" : text);
  });
  const front: OutputFile = { ...file, path: "index.html", group: "list" };
  const noted = [{ code: "verify.differs", values: { url: `${url}/index.html`, status: 200 } }];
  expect(await verifyOverWeb(url, [file, front], [file, front])).toEqual(noted);
  expect(await verifyOverWeb(url, [], [file, front])).toEqual(noted);
  expect(await verifyOverWeb(url, [{ ...front, group: "page" }], [front])).toEqual(noted);
  expect(asked.filter((path) => path.endsWith("index.html"))).toHaveLength(3);
});

test.each([
  [200, "<p>old</p>", "verify.differs"],
  [404, text, "verify.noPage"],
  [500, text, "verify.noPage"],
] as const)("status %d with %s causes one note: %s", async (status, body, code) => {
  const url = await serve((_request, response) => response.writeHead(status).end(body));
  expect(await verifyOverWeb(url, [file, { ...file, path: "b.html" }], [])).toEqual([
    { code, values: { url: publicUrl(url, file.path), status } },
  ]);
});

test("an endless answer is aborted when it is too long", async () => {
  const url = await serve((_request, response) => {
    const more = (): void => {
      while (response.writable && response.write(Buffer.alloc(65_536, "x")));
    };
    response.on("drain", more);
    more();
  });
  expect(await verifyOverWeb(url, [file], [])).toMatchObject([
    { code: "verify.differs", values: { status: 200 } },
  ]);
});

test("if the site does not answer, there is only one note", async () => {
  const url = await serve(() => undefined);
  server?.close();
  server?.closeAllConnections();
  expect(await verifyOverWeb(url, [file, { ...file, path: "b.html" }], [])).toMatchObject([
    { code: "verify.unreachable" },
  ]);
});

test.each([
  '<!--#include virtual="/blog/parts/footer.html" -->',
  "<?php readfile(__DIR__ . '/../parts/footer.html'); ?>\n",
])("a page with its parts in place of %s needs no note, one with the directive does", async (directive) => {
  const folder = mkdtempSync(join(tmpdir(), "hitofude-verify-"));
  const put = (path: string, content: string): OutputFile => {
    const location = join(folder, path.replaceAll("/", "-"));
    writeFileSync(location, content);
    const sha256 = createHash("sha256").update(content).digest("hex");
    return { path, group: "page", size: Buffer.byteLength(content), sha256, location };
  };
  try {
    const raw = `<p>ひとこと</p>${directive}<p>終わり</p>`;
    const [page, part] = [put("a/b.html", raw), put("parts/footer.html", "<footer>下の言葉</footer>")];
    let shown = raw.replace(directive, "<footer>下の言葉</footer>");
    const url = await serve((_request, response) => response.end(shown));
    expect(await verifyOverWeb(url, [page], [page, part])).toEqual([]);
    shown = raw;
    expect(await verifyOverWeb(url, [page], [page, part])).toEqual([
      { code: "verify.notIncluded", values: { url: publicUrl(url, page.path), status: 200 } },
    ]);
    shown = raw.replace(directive, "");
    expect(await verifyOverWeb(url, [page], [page, part])).toMatchObject([{ code: "verify.differs" }]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test.each(["ssi", "php"] as const)(
  "share links in mode %s are compared with their values",
  async (include) => {
    const fixture = new SiteFixture();
    try {
      fixture.setBuiltInThemes();
      fixture.settings = makeSettings({ theme: "fude", parts: { include }, share: [{ service: "x" }] });
      const { files } = await fixture.build([makePost("posts/hitokoto/a.md", { title: "'%$\\ か" })]);
      const page = files.find(({ post }) => post !== undefined);
      if (!page) throw new Error("no page");
      let served = wholePage(fixture, page.path, false);
      const front = wholePage(fixture, "index.html", false);
      const url = await serve((request, response) =>
        response.end(request.url?.endsWith("/index.html") ? front : served),
      );
      expect(served).toContain(`text=${encodeURIComponent("'%$\\ か").replace("'", "%27")}&amp;url=`);
      expect(await verifyOverWeb(url, [page], files)).toEqual([]);
      served = served.replace("text=%27", "text=");
      expect(await verifyOverWeb(url, [page], files)).toMatchObject([{ code: "verify.differs" }]);
    } finally {
      fixture.remove();
    }
  },
);

test("pages that a password protects are asked for without one, and are open to nobody", async () => {
  const at = (path: string): OutputFile => ({ ...file, path });
  const files = [at("family/.htpasswd"), at("family/index.html"), at("index.html")];
  let status = 401;
  const url = await serve(({ url: asked }, response) => {
    response.writeHead(asked?.startsWith("/blog/family/") ? status : 200).end(text);
  });
  expect(await verifyOverWeb(url, [at("family/a.html")], files)).toEqual([]);
  status = 200;
  expect(await verifyOverWeb(url, [], files)).toEqual([
    { code: "verify.notProtected", values: { url: `${url}/family/index.html` } },
  ]);
});
