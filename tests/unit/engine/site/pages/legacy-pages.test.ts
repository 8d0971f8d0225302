import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { pageBytes } from "#engine/site/template-data/page-bytes.ts";
import { inJapan, makePost, makeSettings } from "../make-post.ts";
import { SiteFixture } from "../site-fixture.ts";

let fixture: SiteFixture;
beforeEach(() => {
  fixture = new SiteFixture();
});
afterEach(() => fixture.remove());

const old = makePost("posts/futakoto/old.md", {
  section: "futakoto",
  title: "能力〜表😀",
  date: inJapan("2022-05-03T00:00:00"),
  body: "ソ連の予定表é\n",
});

function decoded(path: string, charset: string): string {
  return new TextDecoder(charset, { fatal: true }).decode(readFileSync(join(fixture.outDir, path)));
}

test.each(["Shift_JIS", "EUC-JP"])(
  "a section in %s: its pages and lists are in it, everything else in UTF-8",
  async (charset) => {
    fixture.settings = makeSettings({
      sections: { hitokoto: { title: "ひとこと" }, futakoto: { title: "ふたこと", path: "talk", charset } },
    });
    await fixture.build([old, makePost("posts/hitokoto/new.md", { title: "新しい〜😀" })]);
    const page = decoded("talk/20220503-0000.html", charset);
    expect(page).toContain(`<meta charset="${charset}">`);
    expect(page).toContain("能力～表&#128512;");
    expect(page).toContain("ソ連の予定表&#233;");
    expect(decoded("talk/index.html", charset)).toContain(`<meta charset="${charset}">`);
    for (const path of ["index.html", "20220506-0000.html", "archive/index.html"]) {
      expect(decoded(path, "utf-8")).toContain('<meta charset="utf-8">');
      expect(decoded(path, "utf-8")).toContain("😀");
    }
    expect(decoded("rss.xml", "utf-8")).toContain("能力〜表😀");
    const again = await fixture.build([old, makePost("posts/hitokoto/new.md", { title: "新しい〜😀" })]);
    expect([again.made, again.written]).toEqual([0, 0]);
  },
);

test("in scripts, where references do not work, characters are escaped", () => {
  const html = '<p>é</p><script type="application/ld+json">{"a":"é😀日"}</script><p>😀</p>';
  const page = new TextDecoder("Shift_JIS").decode(pageBytes(html, "Shift_JIS"));
  expect(page).toContain("<p>&#233;</p>");
  expect(page).toContain("<p>&#128512;</p>");
  expect(JSON.parse(/>(\{.*\})</.exec(page)?.[1] ?? "")).toEqual({ a: "é😀日" });
});
