import { englishAttributes, languagesToTry, textsIn } from "#engine/base/languages.ts";
import type { KindNames } from "../diagrams/diagram-types.ts";

export type CalloutKind = "note" | "tip" | "important" | "warning" | "caution";

/** Texts that Hitofude adds to articles. */
export interface Labels extends Words {
  /** HTML attributes that state the language of the added texts. "" if the article has the same language. */
  readonly langHtml: string;
}

interface Words {
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

const japanese: Words = {
  contents: "目次",
  footnotes: "脚注",
  footnote: (number) => `脚注${number}`,
  backToText: (number) => `脚注${number}の本文へ戻る`,
  table: (columns) => nameOfTable("表", columns, { colon: "：", comma: "、" }),
  headingLink: "この見出しへ",
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

const english: Words = {
  contents: "Contents",
  footnotes: "Footnotes",
  footnote: (number) => `Footnote ${number}`,
  backToText: (number) => `Back to the text of footnote ${number}`,
  table: (columns) => nameOfTable("Table", columns, { colon: ": ", comma: ", " }),
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

const traditionalChinese: Words = {
  contents: "目錄",
  footnotes: "註腳",
  footnote: (number) => `註腳 ${number}`,
  backToText: (number) => `返回註腳 ${number} 的正文`,
  table: (columns) => nameOfTable("表格", columns, { colon: "：", comma: "、" }),
  headingLink: "連結至此標題",
  callouts: { note: "備註", tip: "提示", important: "重要", warning: "警告", caution: "注意" },
  boxes: { note: "備註", warning: "警告", details: "詳細" },
  diagrams: {
    flowchart: "流程圖",
    sequence: "循序圖",
    state: "狀態圖",
    class: "類別圖",
    entities: "實體關係圖",
    gantt: "甘特圖",
    pie: "圓餅圖",
  },
};

const simplifiedChinese: Words = {
  contents: "目录",
  footnotes: "脚注",
  footnote: (number) => `脚注 ${number}`,
  backToText: (number) => `返回脚注 ${number} 的正文`,
  table: (columns) => nameOfTable("表格", columns, { colon: "：", comma: "、" }),
  headingLink: "链接到此标题",
  callouts: { note: "备注", tip: "提示", important: "重要", warning: "警告", caution: "注意" },
  boxes: { note: "备注", warning: "警告", details: "详情" },
  diagrams: {
    flowchart: "流程图",
    sequence: "时序图",
    state: "状态图",
    class: "类图",
    entities: "实体关系图",
    gantt: "甘特图",
    pie: "饼图",
  },
};

const korean: Words = {
  contents: "목차",
  footnotes: "각주",
  footnote: (number) => `각주 ${number}`,
  backToText: (number) => `각주 ${number}의 본문으로 돌아가기`,
  table: (columns) => nameOfTable("표", columns, { colon: ": ", comma: ", " }),
  headingLink: "이 제목으로 연결",
  callouts: { note: "참고", tip: "도움말", important: "중요", warning: "경고", caution: "주의" },
  boxes: { note: "참고", warning: "주의", details: "자세히" },
  diagrams: {
    flowchart: "순서도",
    sequence: "시퀀스 다이어그램",
    state: "상태 다이어그램",
    class: "클래스 다이어그램",
    entities: "ER 다이어그램",
    gantt: "간트 차트",
    pie: "원그래프",
  },
};

const french: Words = {
  contents: "Sommaire",
  footnotes: "Notes",
  footnote: (number) => `Note ${number}`,
  backToText: (number) => `Retour au texte de la note ${number}`,
  table: (columns) => nameOfTable("Tableau", columns, { colon: "\u00a0: ", comma: ", " }),
  headingLink: "Lien vers cette section",
  callouts: {
    note: "Remarque",
    tip: "Conseil",
    important: "Important",
    warning: "Avertissement",
    caution: "Attention",
  },
  boxes: { note: "Remarque", warning: "Attention", details: "Détails" },
  diagrams: {
    flowchart: "Organigramme",
    sequence: "Diagramme de séquence",
    state: "Diagramme d’états",
    class: "Diagramme de classes",
    entities: "Diagramme entité-association",
    gantt: "Diagramme de Gantt",
    pie: "Diagramme circulaire",
  },
};

const german: Words = {
  contents: "Inhalt",
  footnotes: "Fußnoten",
  footnote: (number) => `Fußnote ${number}`,
  backToText: (number) => `Zurück zum Text der Fußnote ${number}`,
  table: (columns) => nameOfTable("Tabelle", columns, { colon: ": ", comma: ", " }),
  headingLink: "Link zu diesem Abschnitt",
  callouts: { note: "Hinweis", tip: "Tipp", important: "Wichtig", warning: "Warnung", caution: "Vorsicht" },
  boxes: { note: "Hinweis", warning: "Warnung", details: "Einzelheiten" },
  diagrams: {
    flowchart: "Flussdiagramm",
    sequence: "Sequenzdiagramm",
    state: "Zustandsdiagramm",
    class: "Klassendiagramm",
    entities: "Entity-Relationship-Diagramm",
    gantt: "Gantt-Diagramm",
    pie: "Kreisdiagramm",
  },
};

const spanish: Words = {
  contents: "Índice",
  footnotes: "Notas al pie",
  footnote: (number) => `Nota ${number}`,
  backToText: (number) => `Volver al texto de la nota ${number}`,
  table: (columns) => nameOfTable("Tabla", columns, { colon: ": ", comma: ", " }),
  headingLink: "Enlace a esta sección",
  callouts: {
    note: "Nota",
    tip: "Consejo",
    important: "Importante",
    warning: "Advertencia",
    caution: "Precaución",
  },
  boxes: { note: "Nota", warning: "Advertencia", details: "Detalles" },
  diagrams: {
    flowchart: "Diagrama de flujo",
    sequence: "Diagrama de secuencia",
    state: "Diagrama de estados",
    class: "Diagrama de clases",
    entities: "Diagrama entidad-relación",
    gantt: "Diagrama de Gantt",
    pie: "Gráfico circular",
  },
};

const portuguese: Words = {
  contents: "Índice",
  footnotes: "Notas de rodapé",
  footnote: (number) => `Nota ${number}`,
  backToText: (number) => `Voltar ao texto da nota ${number}`,
  table: (columns) => nameOfTable("Tabela", columns, { colon: ": ", comma: ", " }),
  headingLink: "Ligação para esta secção",
  callouts: { note: "Nota", tip: "Dica", important: "Importante", warning: "Aviso", caution: "Cuidado" },
  boxes: { note: "Nota", warning: "Aviso", details: "Detalhes" },
  diagrams: {
    flowchart: "Fluxograma",
    sequence: "Diagrama de sequência",
    state: "Diagrama de estados",
    class: "Diagrama de classes",
    entities: "Diagrama entidade-relação",
    gantt: "Diagrama de Gantt",
    pie: "Gráfico circular",
  },
};

const italian: Words = {
  contents: "Indice",
  footnotes: "Note",
  footnote: (number) => `Nota ${number}`,
  backToText: (number) => `Torna al testo della nota ${number}`,
  table: (columns) => nameOfTable("Tabella", columns, { colon: ": ", comma: ", " }),
  headingLink: "Collegamento a questa sezione",
  callouts: {
    note: "Nota",
    tip: "Suggerimento",
    important: "Importante",
    warning: "Avvertenza",
    caution: "Attenzione",
  },
  boxes: { note: "Nota", warning: "Attenzione", details: "Dettagli" },
  diagrams: {
    flowchart: "Diagramma di flusso",
    sequence: "Diagramma di sequenza",
    state: "Diagramma degli stati",
    class: "Diagramma delle classi",
    entities: "Diagramma entità-relazione",
    gantt: "Diagramma di Gantt",
    pie: "Grafico a torta",
  },
};

const words: Readonly<Record<string, Words>> = {
  ja: japanese,
  en: english,
  "zh-Hant": traditionalChinese,
  "zh-Hans": simplifiedChinese,
  ko: korean,
  fr: french,
  de: german,
  es: spanish,
  pt: portuguese,
  it: italian,
};

/**
 * Returns the texts that Hitofude adds to articles, in the given language.
 * Returns the English texts if there are no texts in the language.
 */
export function labelsFor(language: string): Labels {
  const isKnown = languagesToTry(language)
    .slice(0, -1)
    .some((name) => Object.hasOwn(words, name));
  return { ...textsIn(words, language), langHtml: isKnown ? "" : englishAttributes(language) };
}

interface Marks {
  readonly colon: string;
  readonly comma: string;
}

function nameOfTable(word: string, columns: readonly string[], { colon, comma }: Marks): string {
  return columns.length === 0 ? word : `${word}${colon}${columns.join(comma)}`;
}
