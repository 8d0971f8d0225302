import type { MessageValues } from "#contract/errors.ts";

/** Japanese versions of the parsers' English messages. The first matching pattern applies. */
const japanese: readonly (readonly [RegExp, string])[] = [
  [/^front matter begins/, "一行目から始め、「---」だけの行で終えてください"],
  [/^Tabs are not allowed/i, "字下げにタブは使えません"],
  [/must be unique|redefine/i, "同じキーが二つあります"],
  [/^Nested mappings are not allowed/i, "値の中にコロンがあります。値を引用符で囲んでください"],
  [/^Missing closing|unfinished string|newlines? in (?:string|basic)/i, "引用符が閉じていません"],
  [
    /must end with|must be sufficiently indented|unfinished (?:array|inline table)/i,
    "かっこが閉じていません",
  ],
  [/cannot start with/i, "値のはじめに使えない記号があります。値を引用符で囲んでください"],
  [/invalid escape|unrecognized escape/i, "引用符の中の「\\」の書き方が違います"],
  [/indent|same column/i, "字下げがそろっていません"],
  [/implicit (?:map )?keys?/i, "キーのうしろにコロンがありません"],
  [/^not a list of keys/i, "「キー: 値」の並びになっていません"],
  [/alias|anchor/i, "「*」か「&」で始まる値は、引用符で囲んでください"],
  [/^nested more/i, "入れ子が深すぎます"],
  [/too long/i, "長すぎます"],
];

/** Returns the reason of a syntax error in English and Japanese, as values for an error message. */
export function reasonValues(reason: string): MessageValues {
  const [, sentence = "書き方に誤りがあります"] = japanese.find(([pattern]) => pattern.test(reason)) ?? [];
  return { reason, "reason@ja": sentence };
}
