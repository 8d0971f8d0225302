import { textsIn } from "#engine/base/languages.ts";

/** Headings of generated pages, and other words that all themes share. `{name}` stands for a value. */
export interface PageWords {
  readonly contents: string;
  readonly contentsOf: string;
  readonly allContents: string;
  readonly allPosts: string;
  readonly tag: string;
  readonly category: string;
  readonly series: string;
  readonly seriesNamed: string;
  readonly newest: string;
  readonly notFound: string;
  readonly search: string;
  readonly posts: string;
  readonly home: string;
  readonly newestFirst: string;
  readonly tags: string;
  readonly categories: string;
  readonly feedback: string;
  readonly sections: string;
  /**
   * Labels of links from a post to a related entry.
   * `from` is used if the other entry declared the relation. `to` is used if the post itself declared it.
   */
  readonly reply: Labels;
  readonly followUp: Labels;
  readonly longVersion: Labels;
  readonly seeAlso: Labels;
}

type Labels = readonly [from: string, to: string];

const words: Readonly<Record<string, PageWords>> = {
  ja: {
    contents: "目次",
    contentsOf: "{name}の目次",
    allContents: "全記事の目次",
    allPosts: "すべての記事",
    tag: "タグ「{name}」の記事",
    category: "分類「{name}」の記事",
    series: "連載",
    seriesNamed: "連載「{name}」",
    newest: "最新の記事",
    notFound: "ページが見つかりません",
    search: "検索",
    posts: "記事の一覧",
    home: "ホーム",
    newestFirst: "新しい順の一覧",
    tags: "タグの一覧",
    categories: "分類の一覧",
    feedback: "ご感想",
    sections: "区分",
    reply: ["コメント返し", "元の記事"],
    followUp: ["続き", "前の記事"],
    longVersion: ["詳しい記事", "短い記事"],
    seeAlso: ["関連記事", "関連記事"],
  },
  en: {
    contents: "Contents",
    contentsOf: "Contents of {name}",
    allContents: "Contents of all posts",
    allPosts: "All posts",
    tag: "Posts tagged “{name}”",
    category: "Posts in “{name}”",
    series: "Series",
    seriesNamed: "Series “{name}”",
    newest: "Newest post",
    notFound: "Page not found",
    search: "Search",
    posts: "List of posts",
    home: "Home",
    newestFirst: "All posts",
    tags: "All tags",
    categories: "All categories",
    feedback: "Feedback",
    sections: "Sections",
    reply: ["Replies", "In reply to"],
    followUp: ["Continued", "Continues"],
    longVersion: ["Long version", "Short version"],
    seeAlso: ["See also", "See also"],
  },
  "zh-Hant": {
    contents: "目錄",
    contentsOf: "{name}的目錄",
    allContents: "所有文章的目錄",
    allPosts: "所有文章",
    tag: "標籤「{name}」的文章",
    category: "分類「{name}」的文章",
    series: "連載",
    seriesNamed: "連載「{name}」",
    newest: "最新文章",
    notFound: "找不到頁面",
    search: "搜尋",
    posts: "文章列表",
    home: "首頁",
    newestFirst: "所有文章",
    tags: "所有標籤",
    categories: "所有分類",
    feedback: "留言",
    sections: "單元",
    reply: ["回覆", "回覆的文章"],
    followUp: ["續篇", "前篇"],
    longVersion: ["完整版", "精簡版"],
    seeAlso: ["相關文章", "相關文章"],
  },
  "zh-Hans": {
    contents: "目录",
    contentsOf: "{name}的目录",
    allContents: "所有文章的目录",
    allPosts: "所有文章",
    tag: "标签“{name}”的文章",
    category: "分类“{name}”的文章",
    series: "连载",
    seriesNamed: "连载“{name}”",
    newest: "最新文章",
    notFound: "找不到页面",
    search: "搜索",
    posts: "文章列表",
    home: "首页",
    newestFirst: "所有文章",
    tags: "所有标签",
    categories: "所有分类",
    feedback: "留言",
    sections: "栏目",
    reply: ["回复", "回复的文章"],
    followUp: ["续篇", "前篇"],
    longVersion: ["完整版", "精简版"],
    seeAlso: ["相关文章", "相关文章"],
  },
  ko: {
    contents: "목차",
    contentsOf: "{name} 목차",
    allContents: "모든 글의 목차",
    allPosts: "모든 글",
    tag: "태그 ‘{name}’의 글",
    category: "분류 ‘{name}’의 글",
    series: "연재",
    seriesNamed: "연재 ‘{name}’",
    newest: "최신 글",
    notFound: "페이지를 찾을 수 없습니다",
    search: "검색",
    posts: "글 목록",
    home: "홈",
    newestFirst: "최신순 목록",
    tags: "모든 태그",
    categories: "모든 분류",
    feedback: "의견 보내기",
    sections: "구분",
    reply: ["답글", "원래 글"],
    followUp: ["이어지는 글", "앞의 글"],
    longVersion: ["자세한 글", "짧은 글"],
    seeAlso: ["관련 글", "관련 글"],
  },
  fr: {
    contents: "Sommaire",
    contentsOf: "Sommaire\u00a0: {name}",
    allContents: "Sommaire de tous les articles",
    allPosts: "Tous les articles",
    tag: "Articles avec le mot-clé «\u00a0{name}\u00a0»",
    category: "Articles de la catégorie «\u00a0{name}\u00a0»",
    series: "Séries",
    seriesNamed: "Série «\u00a0{name}\u00a0»",
    newest: "Dernier article",
    notFound: "Page introuvable",
    search: "Recherche",
    posts: "Liste des articles",
    home: "Accueil",
    newestFirst: "Tous les articles",
    tags: "Tous les mots-clés",
    categories: "Toutes les catégories",
    feedback: "Écrivez-moi",
    sections: "Rubriques",
    reply: ["Réponses", "En réponse à"],
    followUp: ["Suite", "Fait suite à"],
    longVersion: ["Version longue", "Version courte"],
    seeAlso: ["Voir aussi", "Voir aussi"],
  },
  de: {
    contents: "Inhalt",
    contentsOf: "Inhalt: {name}",
    allContents: "Inhalt aller Beiträge",
    allPosts: "Alle Beiträge",
    tag: "Beiträge mit dem Schlagwort „{name}“",
    category: "Beiträge der Kategorie „{name}“",
    series: "Reihen",
    seriesNamed: "Reihe „{name}“",
    newest: "Neuester Beitrag",
    notFound: "Seite nicht gefunden",
    search: "Suche",
    posts: "Liste der Beiträge",
    home: "Startseite",
    newestFirst: "Alle Beiträge",
    tags: "Alle Schlagwörter",
    categories: "Alle Kategorien",
    feedback: "Schreiben Sie mir",
    sections: "Bereiche",
    reply: ["Antworten", "Antwort auf"],
    followUp: ["Fortsetzung", "Fortsetzung von"],
    longVersion: ["Lange Fassung", "Kurze Fassung"],
    seeAlso: ["Siehe auch", "Siehe auch"],
  },
  es: {
    contents: "Índice",
    contentsOf: "Índice: {name}",
    allContents: "Índice de todas las entradas",
    allPosts: "Todas las entradas",
    tag: "Entradas con la etiqueta «{name}»",
    category: "Entradas de la categoría «{name}»",
    series: "Series",
    seriesNamed: "Serie «{name}»",
    newest: "Última entrada",
    notFound: "Página no encontrada",
    search: "Buscar",
    posts: "Lista de entradas",
    home: "Inicio",
    newestFirst: "Todas las entradas",
    tags: "Todas las etiquetas",
    categories: "Todas las categorías",
    feedback: "Escríbame",
    sections: "Secciones",
    reply: ["Respuestas", "En respuesta a"],
    followUp: ["Continuación", "Continúa"],
    longVersion: ["Versión larga", "Versión corta"],
    seeAlso: ["Véase también", "Véase también"],
  },
  pt: {
    contents: "Índice",
    contentsOf: "Índice: {name}",
    allContents: "Índice de todos os artigos",
    allPosts: "Todos os artigos",
    tag: "Artigos com a etiqueta “{name}”",
    category: "Artigos da categoria “{name}”",
    series: "Séries",
    seriesNamed: "Série “{name}”",
    newest: "Último artigo",
    notFound: "Página não encontrada",
    search: "Pesquisa",
    posts: "Lista de artigos",
    home: "Início",
    newestFirst: "Todos os artigos",
    tags: "Todas as etiquetas",
    categories: "Todas as categorias",
    feedback: "Escreva-me",
    sections: "Secções",
    reply: ["Respostas", "Em resposta a"],
    followUp: ["Continuação", "Continua"],
    longVersion: ["Versão longa", "Versão curta"],
    seeAlso: ["Ver também", "Ver também"],
  },
  it: {
    contents: "Indice",
    contentsOf: "Indice: {name}",
    allContents: "Indice di tutti gli articoli",
    allPosts: "Tutti gli articoli",
    tag: "Articoli con l’etichetta «{name}»",
    category: "Articoli della categoria «{name}»",
    series: "Serie",
    seriesNamed: "Serie «{name}»",
    newest: "Ultimo articolo",
    notFound: "Pagina non trovata",
    search: "Cerca",
    posts: "Elenco degli articoli",
    home: "Pagina iniziale",
    newestFirst: "Tutti gli articoli",
    tags: "Tutte le etichette",
    categories: "Tutte le categorie",
    feedback: "Scrivimi",
    sections: "Sezioni",
    reply: ["Risposte", "In risposta a"],
    followUp: ["Continua", "Seguito di"],
    longVersion: ["Versione lunga", "Versione breve"],
    seeAlso: ["Vedi anche", "Vedi anche"],
  },
};

/** Returns the words in a language, or else the English words. */
export function pageWords(language: string): PageWords {
  return textsIn(words, language);
}

/** Replaces the placeholder in a heading. */
export function withName(heading: string, name: string): string {
  // The replacement is a function, because `$&` has a special meaning in a replacement string.
  return heading.replace("{name}", () => name);
}
