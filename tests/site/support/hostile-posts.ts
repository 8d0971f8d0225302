import {
  addressesText,
  arabicText,
  englishText,
  everythingText,
  hebrewText,
  koreanText,
  longWord,
  mediaText,
  wideText,
} from "./hostile-texts.ts";

interface HostilePost {
  readonly path: string;
  readonly front: readonly string[];
  readonly body?: string;
}

/** Returns posts with one difficulty each: in characters, titles, dates, tags, file names or texts. */
export function hostilePosts(): HostilePost[] {
  return [
    ...charactersAndTitles(),
    ...datesAndTags(),
    ...languages(),
    ...fileNames(),
    ...textsAndMedia(),
    {
      path: "pages/案内 & about.md",
      front: ['title: "案内 & <about>"', "aliases: [/旧 案内/, old-about.html]"],
    },
  ];
}

function charactersAndTitles(): HostilePost[] {
  return [
    {
      path: "posts/diary/cdata.md",
      front: ['title: "終わりの ]]> 印"', "date: 2024-01-01 00:00", 'summary: "]]> & <b>要約</b>"'],
      body: "文の中の ]]> と `<![CDATA[ x ]]>` と、\n\n```xml\n<![CDATA[ 箱 ]]>\n```",
    },
    {
      path: "posts/diary/controls.md",
      front: ['title: "前\\b後\\x0B\\uFFFE"', "date: 2024-01-02 00:00", 'tags: ["印\\b"]'],
      body: "戻る\u0008、縦\u000b、紙\u000c、逃\u001b、消\u007f、制\u0085御\u0090、外\ufffe\uffff、行\u2028段\u2029、幅なし\u200b、順\ufeff。\n\n[印](https://example.com/\u0008a) `\u0008` <b title='\u0008'>太</b>",
    },
    {
      path: "posts/diary/surrogates.md",
      front: ['title: "半分 \\uD83D と \\uDE00 の題"', "date: 2024-01-03 00:00"],
      body: "参照の &#xD83D; と &#0; と &#x110000; と &#8; は置き換わる。",
    },
    {
      path: "posts/diary/emoji-title.md",
      front: ["title: 👨‍👩‍👧‍👦🏴󠁧󠁢󠁳󠁣󠁴󠁿", "date: 2024-01-04 00:00", "tags: [🖋]"],
    },
    {
      path: "posts/diary/empty-title.md",
      front: ['title: ""', "date: 2024-01-05 00:00"],
      body: "> **題**のない [話](cdata.md)です。",
    },
    {
      path: "posts/diary/no-words.md",
      front: ["date: 2024-01-06 00:00"],
      body: "![](../../media/2024/写真%20&%20図.png)",
    },
    {
      path: "posts/diary/long-title.md",
      front: [`title: ${"長い題です".repeat(100)}`, "date: 2024-01-07 00:00"],
    },
    {
      path: "posts/diary/long-word.md",
      front: [`title: ${longWord}`, "date: 2024-01-08 00:00", `tags: [${longWord}]`],
    },
    {
      path: "posts/diary/markup-in-title.md",
      front: ["title: '</title><script>alert(1)</script> & <b>題</b> -->'", "date: 2024-01-09 00:00"],
    },
    {
      path: "posts/diary/ruby-title.md",
      front: ["title: '｜漢字《かんじ》と{明日|あす}と<ruby>字<rt>じ</rt></ruby>'", "date: 2024-01-10 00:00"],
    },
    {
      path: "posts/diary/braces.md",
      front: ["title: '{{ bar }} と {% raw %}'", "date: 2024-01-11 00:00"],
      body: "{{ bar }} と {% if x %} と {{ site.title }} は、どれも文字です。\n\n```liquid\n{{ 'a' | upcase }}{% endraw %}\n```",
    },
    {
      path: "posts/diary/percent.md",
      front: ["title: '100% と %E3%81%82 と \\\\ と \"引用\" と ''記号'''", "date: 2024-01-12 00:00"],
    },
  ];
}

function datesAndTags(): HostilePost[] {
  return [
    { path: "posts/diary/last-minutes.md", front: ["title: 年の終わり", "date: 2024-12-31T23:30:00+09:00"] },
    {
      path: "posts/diary/other-offset.md",
      front: ["title: よその時差", "date: 2024-12-31T23:45:00-08:00", "updated: 2025-02-01T08:00:00+05:45"],
    },
    { path: "posts/diary/date-only.md", front: ["title: 日付だけ", "date: 2024-02-29"] },
    { path: "posts/diary/no-zone.md", front: ["title: 時差なし", "date: 2024-03-01 23:59:59"] },
    {
      path: "posts/diary/tags-1.md",
      front: ["title: 札一", "date: 2024-04-01 00:00", "tags: [Go, \u304c\u304e, 話題4, C++, 'C#']"],
    },
    {
      path: "posts/diary/tags-2.md",
      front: [
        "title: 札二",
        "date: 2024-04-02 00:00",
        "tags: [go, '\u304b\u3099\u304d\u3099', a/b, '..', '%2F']",
      ],
    },
    {
      path: "posts/diary/tags-3.md",
      front: [
        "title: 札三",
        "date: 2024-04-03 00:00",
        "tags: [GO, con, '<b>', 'A & B', '?#']",
        "category: '分け/方 & <類>'",
      ],
    },
    {
      path: "posts/diary/related.md",
      front: [
        "title: つながり",
        "date: 2024-04-04 00:00",
        "updated: 2024-05-01 12:00",
        "source: { name: '旧 <ブログ> & 友', url: 'https://example.org/?a=1&b=2' }",
        "relations: [{ kind: reply, to: posts/diary/cdata.md }, { kind: see-also, to: posts/diary/markup-in-title.md }]",
        "revisions: [{ date: 2024-05-01, note: '直しました & <em>加えました</em>' }]",
        "aliases: ['/旧/話 & 題/', 'old?.html', 'a&b.html']",
        "guid: 'https://example.net/?p=12&x=1'",
      ],
    },
    {
      path: "posts/diary/frozen.md",
      front: ["title: 決まった場所", "date: 2024-04-05 00:00", "permalink: /場所/A & B/"],
    },
  ];
}

function languages(): HostilePost[] {
  return [
    {
      path: "posts/diary/english.md",
      front: ["title: An entry in English", "date: 2024-05-01 00:00", "language: en"],
      body: englishText,
    },
    {
      path: "posts/diary/arabic.md",
      front: ["title: تدوينة عربية (1) - مثال", "date: 2024-05-02 00:00", "language: ar"],
      body: arabicText,
    },
    {
      path: "posts/diary/hebrew.md",
      front: ["title: רשומה בעברית", "date: 2024-05-03 00:00", "language: he"],
      body: `${hebrewText}\n\n- ${hebrewText}`,
    },
    {
      path: "posts/diary/korean.md",
      front: ["title: 한국어 글", "date: 2024-05-04 00:00", "language: ko"],
      body: koreanText,
    },
  ];
}

function fileNames(): HostilePost[] {
  return [
    { path: "posts/slugs/Case.md", front: ["title: 大きい字", "date: 2024-06-01"] },
    { path: "posts/slugs/\u304b\u3099\u304d\u3099.md", front: ["title: 分けた字", "date: 2024-06-04"] },
    { path: "posts/slugs/a & b #1 100%.md", front: ["title: 記号の名前", "date: 2024-06-05"] },
    { path: "posts/slugs/don't.md", front: ["title: 引用符の名前", "date: 2024-06-06"] },
  ];
}

function textsAndMedia(): HostilePost[] {
  return [
    {
      path: "posts/diary/media.md",
      front: ["title: 絵と音", "date: 2024-07-01 00:00", "cover: <media>"],
      body: mediaText,
    },
    {
      path: "posts/diary/addresses.md",
      front: ["title: 番地 https://example.com/?a=1&b=2", "date: 2024-07-02 00:00"],
      body: addressesText,
    },
    {
      path: "posts/diary/wide.md",
      front: ["title: Breit", "date: 2024-07-03", "language: de"],
      body: wideText,
    },
    { path: "posts/diary/everything.md", front: ["title: 何でも", "date: 2024-07-04"], body: everythingText },
    { path: "posts/diary/nothing.md", front: ["title: 空の話", "date: 2024-07-05 00:00"], body: "" },
  ];
}
