import { existsSync } from "node:fs";
import { chmod, cp } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type ApacheServer, hasApache, startApache } from "../../../../support/servers/apache-server.ts";
import { hasPhp, startPhp } from "../../../../support/servers/php-server.ts";
import { inJapan, makePost, makeSettings } from "../make-post.ts";
import { SiteFixture } from "../site-fixture.ts";

let fixture: SiteFixture;

beforeEach(() => {
  fixture = new SiteFixture();
  fixture.setBuiltInThemes();
});
afterEach(() => fixture.remove());

const attack = "<?php echo 'R' . 'UN'; ?>\n\n<!--#echo var=\"DOCUMENT_NAME\" -->";
const posts = [
  makePost("posts/hitokoto/a.md", { title: "甲", tags: ["茶"], body: attack, aliases: ["old/one.html"] }),
  makePost("posts/hitokoto/b.md", {
    title: "乙 '$1$ {x}%41\\ -->\" HITOFUDE_TITLE",
    date: inJapan("2022-05-07T00:00:00"),
  }),
];
const paths = [
  "20220506-0000.html",
  "20220507-0000.html",
  "index.html",
  "tags/茶/index.html",
  "contents/index.html",
];

/** Builds the site below this URL, and returns each page as it is without include mode. */
async function build(include: "ssi" | "php", theme: string, url: string): Promise<Map<string, string>> {
  const settings = {
    theme,
    url,
    redirects: { htaccess: true },
    header: "上の言葉",
    notices: [{ text: "知らせ & <b>太字</b>" }],
    footer: [attack],
    share: [{ service: "x", label: "投稿" }, { service: "hatena" }, { service: "mastodon" }],
    copyright: { holder: "試験堂", from: 2010 },
  };
  fixture.settings = makeSettings({ ...settings, parts: { include: "none" } });
  await fixture.build(posts);
  const whole = new Map(paths.map((path) => [path, fixture.read(path)]));
  fixture.settings = makeSettings({ ...settings, parts: { include } });
  await fixture.build(posts);
  return whole;
}

/** Returns a page with absolute URLs and with foreign server code escaped, as in include mode. */
function comparable(html: string, url: string): string {
  return html
    .replaceAll(/(href|src)="([^"]*)"/g, (_, name, value) => `${name}="${new URL(value, url).href}"`)
    .replaceAll("<?", "&lt;?")
    .replaceAll("<!--#", "<!-- #");
}

async function expectWhole(url: string, whole: ReadonlyMap<string, string>): Promise<void> {
  for (const [path, html] of whole) {
    const address = new URL(path, url).href;
    const answer = await fetch(address);
    const text = await answer.text();
    expect([path, answer.status]).toEqual([path, 200]);
    expect(text).toContain("知らせ &amp; <b>太字</b>");
    expect(text).not.toContain("RUN");
    expect(comparable(text, address)).toBe(comparable(html, address));
  }
}

describe.runIf(hasApache)("Apache with mod_include", () => {
  let server: ApacheServer;
  beforeEach(async () => {
    server = await startApache();
  });
  afterEach(() => server.stop());

  test.each(["hitokoto", "fude"])(
    "serves the complete pages of %s with the .htaccess of the site",
    async (theme) => {
      const url = `${server.url}~me/diary/`;
      const whole = await build("ssi", theme, url);
      const folder = join(server.documentRoot, "~me/diary");
      await cp(fixture.outDir, folder, { recursive: true });
      await chmod(folder, 0o755);
      await expectWhole(url, whole);
      // The file at an old address redirects
      const moved = await fetch(`${url}old/one.html`, { redirect: "manual" });
      expect([moved.status, moved.headers.get("location")]).toEqual([301, `${url}20220506-0000.html`]);
    },
  );

  test("also without old addresses", async () => {
    const theme = "hitokoto";
    fixture.settings = makeSettings({ theme, parts: { include: "ssi" }, redirects: { htaccess: true } });
    await fixture.build([]);
    expect(fixture.read(".htaccess")).toContain("AddOutputFilter INCLUDES .html");
    for (const include of ["none", "php", "script"]) {
      fixture.settings = makeSettings({ theme, parts: { include }, redirects: { htaccess: true } });
      await fixture.build([]);
      expect(existsSync(join(fixture.outDir, ".htaccess"))).toBe(false);
    }
  });
});

test.runIf(hasPhp).each(["hitokoto", "fude"])("PHP yields the complete pages of %s", async (theme) => {
  const server = await startPhp(fixture.outDir);
  try {
    await expectWhole(server.url, await build("php", theme, server.url));
  } finally {
    await server.stop();
  }
});
