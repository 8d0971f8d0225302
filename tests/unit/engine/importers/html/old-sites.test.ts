import { expect, test } from "vitest";
import { type MovedFolder, movedFolder, pixel } from "../moved-folder.ts";
import { diaryOf1999, generatedSite, programSite, wordsSite } from "./old-sites.ts";

/** Returns what the report says about each entry: its state, its notes, and its old path. */
function entriesOf({ report }: MovedFolder): Record<string, string> {
  return Object.fromEntries(
    report.posts.map(({ title, path, state, oldPath, notes }) => [
      title,
      [path.startsWith("pages/") ? "page" : "post", state, oldPath, ...notes].join(" "),
    ]),
  );
}

test("a diary of 1999: Shift_JIS, frames, a page for each month, anchors, pictures in capital letters", async () => {
  await using moved = await movedFolder(diaryOf1999);
  expect(moved.format).toBe("html");
  expect(entriesOf(moved)).toEqual({
    "日記 99年4月": "post published /diary/9904.html dateOdd",
    "日記 99年5月": "post published /diary/9905.html dateOdd",
    はなこの庭: "page draft /index.html frontPage frames",
    リンク集: "page published /link.html",
    メニュー: "page published /menu.html",
    自己紹介: "page published /profile.html pictureMissing",
    ようこそ: "page published /top.html",
  });
  expect(moved.report).toMatchObject({ timeZone: "Asia/Tokyo", unused: [] });
  expect(moved.report.posts.flatMap(({ missing }) => missing)).toEqual([
    { address: "/img/none.gif", file: "profile.html", line: 5 },
  ]);
  expect(moved.report.files.map(({ encodings }) => Object.keys(encodings))).toEqual(
    Array.from({ length: 7 }, () => ["shift_jis"]),
  );
  expect(moved.posts.get("日記 99年5月")).toMatch(
    /^---\ntitle: 日記 99年5月\ndate: 1999-05-01\nstatus: ready\npermalink: diary\/9905\.html\n---\n\n<a id="03"><\/a>\*\*■5月3日\(月\)\*\* {0,2}\n!\[\]\(\.\.\/\.\.\/media\/1999\/05\/19990501-0000-\w+\.png\)花が咲いた。\[種まきの日\]\(19990401-0000\.md#10\)を思い出す。\n\n<a id="04"><\/a>\*\*■5月4日\(火\)\*\* {0,2}\n雨。\[友人\]\(\.\.\/\.\.\/pages\/link\.md\)に会う。\n$/,
  );
  // The heading and the footer of the pages are the template's.
  expect(moved.posts.get("ようこそ")).toMatch(
    /\n---\n\nあなたは12345人目です。 {0,2}\nカモミールを育てています。\n$/,
  );
  expect(moved.posts.get("はなこの庭")).toContain(
    "- [メニュー](menu.md)\n- [ようこそ](top.md)\n\nフレーム対応のブラウザでご覧ください。\n",
  );
  expect(await moved.again()).toMatchObject({ add: 0, update: 0, unchanged: 7 });
});

test("the output of a generator: structured data, feed with guids, folders as addresses, a menu, unlinked posts", async () => {
  await using moved = await movedFolder(generatedSite);
  expect(entriesOf(moved)).toEqual({
    お茶: "post published /notes/2024/05/06/tea/",
    雨: "post published /notes/2024/05/07/rain/ otherFile",
    まだ書きかけ: "post unknown /notes/2024/05/08/draft/ unlinked",
    このサイト: "page published /notes/about/",
    お茶の記事: "page published /notes/tags/tea/",
    新しい記事: "page draft /notes/ frontPage",
  });
  expect(moved.report.unused).toEqual([
    { name: "https://ame.example/notes/2024/05/01/lost/", reason: "pageMissing" },
  ]);
  expect(moved.posts.get("お茶")).toMatch(
    /^---\ntitle: お茶\ndate: 2024-05-06 09:30:00\nupdated: 2024-05-06 12:00:00\nstatus: ready\naliases: \[\/notes\/old\/tea\.html\]\npermalink: notes\/2024\/05\/06\/tea\/\ntags: \[tea, 飲み物\]\nguid: tag:ame\.example,2024:tea\nslug: tea\n---\n\nお茶を\*飲む\*。\n\n## 急須 \{#pot\}\n\n!\[急須\]\(\.\.\/\.\.\/media\/2024\/05\/20240506-0930-\w+\.png\)\n\n\[次の日\]\(20240507-0930\.md#top\)\n$/,
  );
  expect(moved.posts.get("雨")).toContain(
    '<a id="top"></a>雨が降る。[お茶](20240506-0930.md)と[表](/notes/files/list.pdf)。\n',
  );
  expect(moved.posts.get("まだ書きかけ")).toContain("status: draft");
  expect(moved.posts.get("このサイト")).not.toContain("menu: false");
  expect(moved.posts.get("お茶の記事")).toContain("menu: false");
  expect(moved.posts.get("お茶の記事")).toMatch(
    /\n---\n\n\[お茶\]\(\S+20240506-0930\.md\)\n\n\[雨\]\(\S+20240507-0930\.md\)\n$/,
  );
  expect(await moved.again()).toMatchObject({ add: 0, update: 0, unchanged: 6 });
});

test("saved pages of a program: addresses with queries, EUC-JP, a sidebar that changes, dates and tags in texts", async () => {
  await using moved = await movedFolder(programSite);
  expect(entriesOf(moved)).toEqual({
    はな日記: "page published /diary.cgi queryAddress",
    春の庭: "post published /diary.cgi?id=1 queryAddress",
    雨の庭: "post published /diary.cgi?id=2 queryAddress",
    花の庭: "post published /diary.cgi?id=3 queryAddress",
  });
  expect(moved.report.files.map(({ encodings }) => Object.keys(encodings))).toEqual(
    Array.from({ length: 4 }, () => ["euc-jp"]),
  );
  expect(moved.posts.get("雨の庭")).toMatch(
    /^---\ntitle: 雨の庭\ndate: 2005-04-02 22:40:00\nstatus: ready\naliases: \[\/diary\.cgi\?id=2\]\ntags: \[庭\]\n---\n\n雨で\[芽\]\(20050320-1015\.md\)がのびた。!\[芽\]\(\S+\.png\)\n$/,
  );
  expect(await moved.again()).toMatchObject({ add: 0, update: 0, unchanged: 4 });
});

test("a diary in a table: marks before titles, a dated notice on every page, names by time, guids", async () => {
  await using moved = await movedFolder(wordsSite);
  const title = "連休の「道具」の話だったわけだが、どうすれば早く片づいたんだろうか";
  expect(entriesOf(moved)).toEqual({
    "[旧ブログから転記] 年の初め": "post published /words/20130105-0452.html",
    "道具の作り方と、残された課題": "post published /words/20220501-0000.html",
    [title]: "post published /words/20220506-0000.html",
    "文机 ひとりごと": "page draft /words/index.html frontPage",
  });
  expect(moved.posts.get("[旧ブログから転記] 年の初め")).toMatch(
    /\ndate: 2013-01-05 04:52:52\nstatus: ready\npermalink: words\/20130105-0452\.html\n---\n\n今年もよろしくお願いします。\n$/,
  );
  const post = moved.posts.get(title) ?? "";
  expect(post).toContain("\nguid: https://fude.example/words/20220506-0000.html\n");
  expect(post).toContain(
    "---\n\n「[道具の作り方と、残された課題](20220501-0000.md)」(⇒返事)の記事を公開しました。\n",
  );
  expect(post).toContain("3つの約束、10時~12時、13時~15時。何が悪いか?&どう思うか?");
  expect(post).toMatch(/\| 年 +\| 数 +\|\n\| -+ \| -+ \|\n\| 2021 \| 3 +\|\n$/);
  expect(await moved.again()).toMatchObject({ add: 0, update: 0, unchanged: 4 });
});

test("pages saved with a browser: their addresses, and the pictures beside them", async () => {
  const saved = (id: number, title: string, text: string): string =>
    `<!DOCTYPE html>\n<!-- saved from url=(0034)https://blog.example/archives/${id}.html -->\n<html><head><meta charset="utf-8"><title>${title} | 庭</title></head><body><nav>はじめ</nav><h1>${title}</h1><p>2014年5月${id}日</p>${text}</body></html>`;
  await using moved = await movedFolder({
    "雨の日.html": saved(
      3,
      "雨の日",
      '<p><img src="./雨の日_files/ame.png" alt="雨">雨です。<a href="https://blog.example/archives/4.html">次</a></p>',
    ),
    "雨の日_files/ame.png": pixel,
    "雨の日_files/ad.html": "<html><body>広告</body></html>",
    "花の日.html": saved(4, "花の日", "<p>花です。</p>"),
  });
  expect(entriesOf(moved)).toEqual({
    雨の日: "post published /archives/3.html",
    花の日: "post published /archives/4.html",
  });
  expect(moved.posts.get("雨の日")).toMatch(
    /\ndate: 2014-05-03\nstatus: ready\npermalink: archives\/3\.html\n(?:slug: .*\n)?---\n\n!\[雨\]\(\S+\.png\)雨です。\[次\]\(20140504-0000\.md\)\n$/,
  );
});

test("words that only some pages repeat are named when they are left out as parts of a template", async () => {
  const page = (day: number): string =>
    `<html><head><title>${day}日目</title></head><body><h1>${day}日目</h1><p>2003年5月${day}日</p><p>本文${day}</p>${day <= 3 ? "<p>では、また明日。</p>" : ""}<p>はなこの庭</p></body></html>`;
  await using moved = await movedFolder(
    Object.fromEntries(Array.from({ length: 12 }, (_, at) => [`diary/${at + 1}.html`, page(at + 1)])),
  );
  const named = moved.report.posts.filter(({ notes }) => notes.includes("repeated"));
  expect(named.map(({ title }) => title).sort()).toEqual(["1日目", "2日目", "3日目"]);
  expect(moved.posts.get("4日目")).toMatch(/\n---\n\n本文4\n$/);
});

test("the first day on a page of several days keeps its heading and its anchor", async () => {
  const page = (title: string, body: string): string =>
    `<html><body><h1>${title}</h1>${body}<hr><a href="../index.html">戻る</a></body></html>`;
  await using moved = await movedFolder({
    "index.html":
      '<html><body><a href="diary/0405.html">5月</a> <a href="diary/0406.html">6月</a></body></html>',
    "diary/0405.html": page(
      "2004年5月の日記",
      '<a name="03"></a><h2>2004年5月3日（月）</h2><p>一日目。</p><a name="04"></a><h2>2004年5月4日（火）</h2><p><a href="#03">昨日</a>の続き。</p>',
    ),
    "diary/0406.html": page("散歩の記録", "<h2>2004年6月1日</h2><p>歩いた。</p>"),
  });
  expect(moved.posts.get("2004年5月の日記")).toContain(
    '\n\n<a id="03"></a>\n\n## 2004年5月3日（月）\n\n一日目。\n\n<a id="04"></a>\n\n## 2004年5月4日（火）\n\n[昨日](#03)の続き。\n',
  );
  // The date of a page with one day is the date of the post.
  expect(moved.posts.get("散歩の記録")).toMatch(/\ndate: 2004-06-01\n[\s\S]*\n---\n\n歩いた。\n$/);
});
