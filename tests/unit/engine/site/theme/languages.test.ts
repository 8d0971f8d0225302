import { afterEach, beforeEach, expect, test } from "vitest";
import { directionOf, languagesToTry } from "#engine/base/languages.ts";
import { feedbackWords } from "#engine/site/visitors/feedback-words.ts";
import { inJapan, makePost, makeSettings } from "../make-post.ts";
import { SiteFixture } from "../site-fixture.ts";

let fixture: SiteFixture;
beforeEach(() => {
  fixture = new SiteFixture();
  fixture.setBuiltInThemes();
});
afterEach(() => fixture.remove());

async function pageIn(language: string, theme: string, ofPost = language): Promise<string> {
  fixture.settings = makeSettings({ theme, language, parts: { include: "none" } });
  await fixture.build([
    makePost("posts/hitokoto/a.md", {
      title: "一",
      tags: ["茶"],
      ...(ofPost === language ? {} : { language: ofPost }),
    }),
  ]);
  return fixture.read("20220506-0000.html");
}

test.each([
  ["en-GB", ["en-GB", "en-Latn", "en", "en"]],
  ["zh-TW", ["zh-TW", "zh-Hant", "zh", "en"]],
  ["zh", ["zh", "zh-Hans", "zh", "en"]],
  ["no language", ["no language", "no language", "en"]],
])("the words of %s are looked up in %j", (language, expected) => {
  expect(languagesToTry(language)).toEqual(expected);
});

test.each([
  ["ar", "rtl"],
  ["he-IL", "rtl"],
  ["fa", "rtl"],
  ["az-Arab", "rtl"],
  ["ja", "ltr"],
  ["az", "ltr"],
] as const)("%s runs %s", (language, direction) => {
  expect(directionOf(language)).toBe(direction);
});

test.each([
  ["de", "Zum Text springen"],
  ["fr-CA", "Aller au texte"],
  ["es", "Ir al texto"],
  ["pt-BR", "Ir para o texto"],
  ["it", "Vai al testo"],
  ["ko", "본문으로"],
  ["zh-CN", "跳到正文"],
  ["zh-HK", "跳到正文"],
])("pages in %s say “%s”, and nothing in English", async (language, words) => {
  const page = await pageIn(language, "fude");
  expect(page).toContain(`>${words}</a>`);
  expect(page).not.toContain('lang="en"');
});

test.each(["fude", "hitokoto", "kami", "koyomi"])(
  "in %s, English words are marked in other languages",
  async (theme) => {
    const page = await pageIn("vi", theme);
    expect(page).toContain('<html lang="vi"');
    expect(page).toContain('<a class="skip-link" href="#theme.main" lang="en">Skip to the text</a>');
    expect(page).toMatch(
      /<h2[^>]* lang="en">Recent updates<\/h2>|<h2[^>]* lang="en">- Recent updates -<\/h2>/,
    );
  },
);

test("a page in a script from right to left says so, and English words on it run from left to right", async () => {
  const page = await pageIn("ar", "kami");
  expect(page).toMatch(/<html lang="ar" dir="rtl"/);
  expect(page).toContain('lang="en" dir="ltr">Skip to the text');
});

test.each(["fude", "hitokoto"])(
  "arrows of %s point the other way on pages from right to left",
  async (theme) => {
    const dates = ["2022-05-05T00:00:00", "2022-05-06T00:00:00", "2022-05-07T00:00:00"];
    const posts = dates.map((date, at) => makePost(`posts/hitokoto/${at}.md`, { date: inJapan(date) }));
    for (const [language, shown, hidden] of [
      ["ar", /Previous ?→.*← ?Next.*⇐ ?Newest/s, /← ?Previous/],
      ["en", /← ?Previous.*Next ?→.*Newest ?⇒/s, /Previous ?→/],
    ] as const) {
      fixture.settings = makeSettings({ theme, language, parts: { include: "none" } });
      await fixture.build(posts);
      const page = fixture.read("20220506-0000.html");
      expect(page).toMatch(shown);
      expect(page).not.toMatch(hidden);
    }
  },
);

test("a post from right to left in another blog: the page runs left, what the blog says runs right", async () => {
  const page = await pageIn("ja", "fude", "he");
  expect(page).toMatch(/<html lang="he" dir="rtl"/);
  expect(page).toContain('<header class="site-header" lang="ja" dir="ltr">');
});

test("words that Markdown adds are in the post's language, also after the language changed", async () => {
  const body = "> [!WARNING]\n> Attention[^1]\n\n[^1]: Une note.";
  const file = "posts/hitokoto/a.md";
  fixture.settings = makeSettings({ theme: "fude", language: "ja", parts: { include: "none" } });
  const page = async (language: string | null): Promise<string> => {
    await fixture.build([makePost(file, { body, language }), makePost("posts/hitokoto/b.md", { body })]);
    return fixture.read("20220506-0000.html");
  };
  expect(await page("fr")).toContain('aria-label="Retour au texte de la note 1"');
  expect(await page("de")).toContain('<p class="box-title">Warnung</p>');
  expect(await page(null)).toContain('<p class="box-title">警告</p>');
});

test.each(["zh-TW", "zh", "ko", "fr", "de", "es", "pt", "it"])(
  "the counter, the form and the page for sharing are in the blog's language: %s",
  async (language) => {
    fixture.settings = makeSettings({
      theme: "fude",
      language,
      counter: { live: true },
      feedback: {},
      share: [{ service: "mastodon" }],
      parts: { include: "none" },
    });
    await fixture.build([makePost("posts/hitokoto/a.md")]);
    const [english, own] = [feedbackWords("en"), feedbackWords(language)];
    const config = fixture.read("visitors/config.php");
    expect(own.thanks).not.toBe(english.thanks);
    expect(Object.values(own).filter((word) => !config.includes(word))).toEqual([]);
    const page = fixture.read("20220506-0000.html");
    expect(page).toMatch(/<img src="visitors\/counter\.php\?image" alt="[^"]+">/);
    expect(page).not.toContain("Visits so far");
    expect(fixture.read("share/mastodon.html")).not.toContain("Open the server");
  },
);

test.each(["fude", "hitokoto", "kami", "koyomi"])(
  "French words of %s keep colons and quotation marks on the line of the words beside them",
  async (theme) => {
    fixture.settings = makeSettings({ theme, language: "fr", parts: { include: "none" } });
    await fixture.build([
      makePost("posts/hitokoto/a.md", {
        tags: ["thé"],
        updated: inJapan("2022-05-07T00:00:00"),
        properties: { category: "Lieux", series: "Hiver" },
        revisions: [{ date: "2022-05-07", note: "Titre" }],
        body: "| A | B |\n| - | - |\n| 1 | 2 |\n",
      }),
    ]);
    const pages = [...fixture.contents()].filter(([path]) => path.endsWith(".html"));
    const torn = pages.flatMap(([path, html]) => {
      const found = html.match(/\p{L}* [:;!?»]|« \S*/gu) ?? [];
      const withoutSpace = html.split("<body")[1]?.match(/\p{L}+:(?=[\s<])/gu) ?? [];
      return [...found, ...withoutSpace].map((words) => `${path}: ${words}`);
    });
    expect(torn).toEqual([]);
    expect(fixture.read("search.html")).toContain("Aucun résultat pour «\u00a0{query}\u00a0»");
    expect(pages.length).toBeGreaterThan(10);
  },
);

test.each(["fude", "hitokoto", "kami", "koyomi"])(
  "English pages of %s write dates as English does",
  async (theme) => {
    const notices = [{ text: "Moved.", at: "2022-05-05 09:00" }];
    fixture.settings = makeSettings({ theme, language: "en", notices, parts: { include: "none" } });
    await fixture.build([
      makePost("posts/hitokoto/a.md", { title: "Old" }),
      makePost("posts/hitokoto/b.md", { title: "New", date: inJapan("2022-06-01T09:00:00") }),
    ]);
    for (const [path, html] of fixture.contents()) {
      if (!path.endsWith(".html")) continue;
      const text = (html.split("<body")[1] ?? "").replaceAll(/<script.*?<\/script>|<[^>]*>/gs, " ");
      expect([path, text.match(/\d{4}[-/]\d+[-/]\d+/)]).toEqual([path, null]);
    }
    expect(fixture.read("20220506-0000.html")).toContain("[May 5, 2022, 9:00]");
  },
);

test.each(["fude", "hitokoto", "kami", "koyomi"])(
  "in %s, English words on a page from right to left do not turn the direction of what contains them",
  async (theme) => {
    fixture.settings = makeSettings({ theme, language: "ar", parts: { include: "none" } });
    const years = ["2021-05-06T00:00:00", "2022-05-06T00:00:00"];
    await fixture.build(
      years.map((date, at) => makePost(`posts/hitokoto/${at}.md`, { date: inJapan(date) })),
    );
    const page = fixture.read("20220506-0000.html");
    expect(page).toMatch(/<button[^>]* data-scheme-switch hidden><span lang="en" dir="ltr">/);
    expect(page).toMatch(/<ul class="[^"]*this-day-years">/);
  },
);
