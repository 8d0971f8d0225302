import type { CreatePost } from "./new-post.ts";
import type { Post } from "./post.ts";

/**
 * Returns a new last part for the series of the post at `path`. Undefined if the post has no series.
 * The new post gets a number only if other parts of the series have numbers.
 */
export function nextPart(path: string, posts: Iterable<Post>): CreatePost | undefined {
  const all = [...posts];
  const name = all.find((post) => post.path === path)?.series?.name;
  if (name === undefined) return undefined;
  const parts = all.filter(({ series }) => series && keyOf(series.name) === keyOf(name)).sort(byDate);
  const numbered = numberParts(parts);
  const last = numbered.reduce((best, part) => (part.number >= best.number ? part : best));
  const isNumbered = parts.some(({ series }) => series?.number !== undefined);
  return {
    kind: "post",
    ...(last.post.section === "" ? {} : { section: last.post.section }),
    title: countedOn(last.post.title, last.number),
    series: isNumbered ? { name, number: last.number + 1 } : { name },
    items: [{ list: "relations", kind: "follow-up", to: last.post.path }],
  };
}

/** Numbers the parts as the site does: a part without a number gets the previous part's number plus one. */
function numberParts(parts: readonly Post[]): { post: Post; number: number }[] {
  let last = 0;
  return parts.map((post) => {
    last = post.series?.number ?? last + 1;
    return { post, number: last };
  });
}

/** Increments the part's number in a title, as in `旅の話（２）`. Returns "" if the title lacks the number. */
function countedOn(title: string, number: number): string {
  const counts = [...title.matchAll(/[0-9０-９]+/g)];
  const count = counts.findLast(([digits]) => Number(digits.normalize("NFKC")) === number);
  if (!count) return "";
  const [digits] = count;
  const plain = String(number + 1).padStart(digits.length, "0");
  const isWide = digits !== digits.normalize("NFKC");
  const written = isWide
    ? plain.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0))
    : plain;
  return title.slice(0, count.index) + written + title.slice(count.index + digits.length);
}

function byDate(a: Post, b: Post): number {
  const time = ({ date }: Post): number => date?.time ?? Number.POSITIVE_INFINITY;
  const [left, right] = [time(a), time(b)];
  if (left !== right) return left < right ? -1 : 1;
  return a.path < b.path ? -1 : 1;
}

/** Returns a key for a series name. Names that differ only in case belong to one series and share a key. */
function keyOf(name: string): string {
  return name.normalize("NFC").trim().toLowerCase();
}
