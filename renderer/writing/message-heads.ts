/** The kind of a header line in a mail or in a message from a form. */
export type HeadKind = "name" | "date" | "subject" | "to" | "body" | "other";

const heads: readonly (readonly [HeadKind, RegExp])[] = [
  ["name", /^(?:from|name|差出人|送信者|送信元|お?名前|ハンドル(?:ネーム)?|ニックネーム)$/i],
  ["date", /^(?:date|sent|received|日付|日時|送信日時?|受信日時?|投稿日時?)$/i],
  ["subject", /^(?:subject|title|件名|題名|タイトル)$/i],
  ["to", /^(?:to|cc|reply-to|宛先|返信先)$/i],
  ["body", /^(?:message|body|本文|内容|メッセージ|ご?感想|ご?意見|コメント)$/i],
  [
    "other",
    /^(?:e-?mail|url|ip|メールアドレス|メール|年齢|性別|ページ|記事|(?:x|content|message|mime)-[a-z-]+)$/i,
  ],
];

/** Splits a header line such as `From: …` or `お名前：…`. Returns null for other lines. */
export function headOf(line: string): { readonly kind: HeadKind; readonly value: string } | null {
  const [, label, value] =
    /^\s*[[［【■●・]?\s*([^:：\]］】]{1,16}?)\s*(?:[\]］】]\s*[:：]?|[:：])\s*(.*)$/.exec(line.trim()) ?? [];
  if (label === undefined || value === undefined) return null;
  const kind = heads.find(([, names]) => names.test(label))?.[0];
  return kind === undefined ? null : { kind, value: value.trim() };
}

/** Matches the line that mail programs write above quoted text. */
const quotedBy =
  /^(?:On\s+)?(.{4,60}?\d{1,2}:\d{2}(?::\d{2})?(?:\s*[AP]M)?)[\s,、]+(.*?)\s*(?:<[^<>\s]+@[^<>\s]+>)?\s*(?:wrote|(?:さん)?のメール)?\s*[:：]$/i;

/** Returns the name and date in the line above a quoted mail, or null for other lines. */
export function attributionOf(line: string): { readonly name: string; readonly date: string } | null {
  const plain = line.trim();
  if (!/<[^<>\s]+@[^<>\s]+>|(?:wrote|のメール)\s*[:：]$/i.test(plain)) return null;
  const [, date = "", name] = quotedBy.exec(plain) ?? [];
  return name === undefined ? null : { name: name.replace(/["“”]/g, "").trim(), date };
}

const monthNames = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");

/**
 * Converts the date of a message to the form `2022/5/6`. Programs write such dates in many ways.
 * A date without a year gets the latest year in which the date is not after `today`.
 */
export function messageDate(text: string, today: string): string {
  const plain = text.normalize("NFKC");
  const full = /(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})/.exec(plain);
  if (full) return joined(full[1], full[2], full[3]);
  const byName = /(\d{1,2})\s+([a-z]{3})[a-z]*\.?,?\s+(\d{4})/i.exec(plain);
  const american = /([a-z]{3})[a-z]*\.?\s+(\d{1,2}),?\s+(\d{4})/i.exec(plain);
  const named = byName
    ? [byName[1], byName[2], byName[3]]
    : american
      ? [american[2], american[1], american[3]]
      : [];
  const month = monthNames.indexOf((named[1] ?? "").toLowerCase()) + 1;
  if (month > 0) return joined(named[2], String(month), named[0]);
  const short = /(\d{1,2})\s*月\s*(\d{1,2})\s*日/.exec(plain);
  if (short) return lastSuchDay(Number(short[1]), Number(short[2]), today);
  const [, name = "", day] = /^\s*([a-z]{3})[a-z]*\.?\s+(\d{1,2})\s*$/i.exec(plain) ?? [];
  const shortMonth = monthNames.indexOf(name.toLowerCase()) + 1;
  if (shortMonth > 0) return lastSuchDay(shortMonth, Number(day), today);
  return /^\s*\d{1,2}\s*(?:秒|分|時間|[smh])\s*(?:前|ago)?\s*$/i.test(plain)
    ? joined(...today.split("-"))
    : text.trim();
}

function lastSuchDay(month: number, day: number, today: string): string {
  const [year = 0, nowMonth = 0, nowDay = 0] = today.split("-").map(Number);
  const isLater = month > nowMonth || (month === nowMonth && day > nowDay);
  return `${isLater ? year - 1 : year}/${month}/${day}`;
}

function joined(year = "", month = "", day = ""): string {
  return `${Number(year)}/${Number(month)}/${Number(day)}`;
}
