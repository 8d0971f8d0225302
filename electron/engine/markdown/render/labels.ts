import type { KindNames } from "../diagrams/diagram-types.ts";

export type CalloutKind = "note" | "tip" | "important" | "warning" | "caution";

/** Texts that Hitofude adds to articles. */
export interface Labels {
  readonly contents: string;
  readonly footnotes: string;
  readonly footnote: (number: number) => string;
  readonly backToText: (number: number) => string;
  /** Returns the name of a table, made from the headers of its columns. `columns` may be empty. */
  readonly table: (columns: readonly string[]) => string;
  /** Name of the link from a heading to itself. */
  readonly headingLink: string;
  readonly callouts: Readonly<Record<CalloutKind, string>>;
  readonly boxes: Readonly<Record<"note" | "warning" | "details", string>>;
  /** Names for diagrams to which the author gave no title. */
  readonly diagrams: KindNames;
}

const japanese: Labels = {
  contents: "目次",
  footnotes: "脚注",
  footnote: (number) => `脚注${number}`,
  backToText: (number) => `脚注${number}の本文へ戻る`,
  table: (columns) => (columns.length === 0 ? "表" : `表：${columns.join("、")}`),
  headingLink: "この見出しへのリンク",
  callouts: { note: "補足", tip: "ヒント", important: "重要", warning: "警告", caution: "注意" },
  boxes: { note: "メモ", warning: "注意", details: "詳細" },
  diagrams: {
    flowchart: "フローチャート",
    sequence: "シーケンス図",
    state: "状態遷移図",
    class: "クラス図",
    entities: "ER 図",
    gantt: "ガントチャート",
    pie: "円グラフ",
  },
};

const english: Labels = {
  contents: "Contents",
  footnotes: "Footnotes",
  footnote: (number) => `Footnote ${number}`,
  backToText: (number) => `Back to the text of footnote ${number}`,
  table: (columns) => (columns.length === 0 ? "Table" : `Table: ${columns.join(", ")}`),
  headingLink: "Link to this section",
  callouts: { note: "Note", tip: "Tip", important: "Important", warning: "Warning", caution: "Caution" },
  boxes: { note: "Note", warning: "Warning", details: "Details" },
  diagrams: {
    flowchart: "Flowchart",
    sequence: "Sequence diagram",
    state: "State diagram",
    class: "Class diagram",
    entities: "Entity relationship diagram",
    gantt: "Gantt chart",
    pie: "Pie chart",
  },
};

/** Returns the texts that Hitofude adds to articles: Japanese for a Japanese blog, otherwise English. */
export function labelsFor(language: string): Labels {
  return /^ja\b/i.test(language) ? japanese : english;
}
