export type ListKind = "tag" | "category" | "section" | "archive";

const japanese: Readonly<Record<ListKind, string>> = {
  tag: "タグ「{name}」の記事",
  category: "分類「{name}」の記事",
  section: "{name}",
  archive: "すべての記事",
};

const english: Readonly<Record<ListKind, string>> = {
  tag: "Posts tagged “{name}”",
  category: "Posts in “{name}”",
  section: "{name}",
  archive: "All posts",
};

/** Returns the heading of a list in the blog's language. */
export function listHeading(kind: ListKind, name: string, language: string): string {
  // A function, so that `$&` in a name is not interpreted
  return (language.startsWith("ja") ? japanese : english)[kind].replace("{name}", () => name);
}
