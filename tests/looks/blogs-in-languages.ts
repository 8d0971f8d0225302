import type { BlogFiles } from "#tests/site/support/blog-files.ts";

/** Texts of a small blog in a language that the sample blogs do not have. */
interface Texts {
  readonly title: string;
  readonly header: string;
  readonly author: string;
  readonly section: string;
  readonly first: string;
  readonly second: string;
  readonly tags: string;
  readonly words: string;
  readonly quote: string;
  readonly item: string;
}

const texts: Readonly<Record<string, Texts>> = {
  ar: {
    title: "دفتر المقهى",
    header: "ملاحظات قصيرة عن القراءة والمشي والمدينة.",
    author: "ليلى حداد",
    section: "يوميات",
    first: "صباح ماطر في المقهى القديم",
    second: "قائمة الكتب لهذا الشهر",
    tags: "[قراءة, مدينة]",
    words:
      "جلستُ قرب النافذة وكتبتُ ثلاث صفحات قبل أن يتوقف المطر. قال النادل: «هل تريدين فنجاناً آخر؟» فأجبتُ: نعم، من فضلك. كان الثمن 15 ديناراً، وبقيتُ هناك حتى الساعة 10:30.",
    quote: "من يقرأ كتاباً يعيش مرتين.",
    item: "قلم رصاص ودفتر صغير",
  },
  he: {
    title: "מחברת בית הקפה",
    header: "רשימות קצרות על קריאה, הליכה והעיר.",
    author: "נועה לוי",
    section: "יומן",
    first: "בוקר גשום בבית הקפה הישן",
    second: "רשימת הספרים של החודש",
    tags: "[קריאה, עיר]",
    words:
      "ישבתי ליד החלון וכתבתי שלושה עמודים לפני שהגשם פסק. המלצרית שאלה: „עוד כוס?” ועניתי: כן, בבקשה. המחיר היה 15 שקלים, ונשארתי שם עד 10:30.",
    quote: "מי שקורא ספר חי פעמיים.",
    item: "עיפרון ומחברת קטנה",
  },
  fr: {
    title: "Le carnet du café",
    header: "Petites notes sur la lecture, la marche et la ville.",
    author: "Anne Dupont",
    section: "Journal",
    first: "Un matin de pluie dans le vieux café",
    second: "L’été, les livres du mois",
    tags: "[lecture, ville]",
    words:
      "Je me suis assise près de la fenêtre et j’ai écrit trois pages avant que la pluie ne cesse. « Un autre café ? » demanda le serveur. Oui, s’il vous plaît ! L’addition était de 15 € — je suis restée là jusqu’à 10 h 30.",
    quote: "Celui qui lit un livre vit deux fois.",
    item: "un crayon et un petit carnet",
  },
  ko: {
    title: "찻집 공책",
    header: "책과 산책, 도시에 관한 짧은 글.",
    author: "김하늘",
    section: "일기",
    first: "오래된 찻집의 비 오는 아침",
    second: "이달에 읽은 책",
    tags: "[독서, 도시]",
    words:
      "창가에 앉아 비가 그치기 전까지 세 쪽을 썼다. “한 잔 더 드릴까요?” 하고 주인이 물었고, 나는 ‘네, 부탁합니다’라고 대답했다. 값은 15,000원이었고, 10시 30분까지 그곳에 있었다.",
    quote: "책을 읽는 사람은 두 번 산다.",
    item: "연필과 작은 공책",
  },
};

/** Returns a small blog in a language, with a post that has something of everything. */
export function blogIn(language: string): BlogFiles {
  const text = texts[language];
  if (!text) throw new Error(`no blog in ${language}`);
  const section = `sections: { notes: { title: "${text.section}", address: "{yyyy}/{MM}/{slug}.html" } }`;
  return {
    "blog.yaml": `title: "${text.title}"
language: ${language}
timeZone: Europe/Paris
url: https://example.com/
header: "${text.header}"
author: { name: "${text.author}", bio: "${text.header}" }
theme: fude
${section}
`,
    "posts/notes/first.md": post(text.first, "2026-05-06 09:00", text, body(text)),
    "posts/notes/second.md": post(text.second, "2026-05-12 21:30", text, `${text.words}\n\n${text.words}\n`),
    "posts/notes/third.md": post(`${text.section} 2`, "2026-04-02 08:15", text, `${text.words}\n`),
    "posts/notes/older.md": post(`${text.section} 1`, "2025-05-06 08:15", text, `${text.words}\n`),
  };
}

function post(title: string, date: string, { tags, section }: Texts, body: string): string {
  return `---\ntitle: "${title}"\ndate: ${date}\nstatus: ready\ntags: ${tags}\nseries: "${section}"\n---\n\n${body}`;
}

function body({ words, quote, item, section }: Texts): string {
  return `${words}

## ${section}

${words}[^1] *${quote}* **${item}**.

> ${quote}

- ${item}
- ${item} (A4)

1. ${item}
2. ${item}

> [!TIP]
> ${words}

| ${section} | 2026 |
| --- | --- |
| ${item} | 15 |

\`\`\`js
const total = items.map((item) => item.price * 1.2); // ${item}
\`\`\`

## ${item}

https://example.com/path?q=1

${words}

## ${quote}

${words}

[^1]: ${quote}
`;
}
