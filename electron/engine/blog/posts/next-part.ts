import type { CreatePost } from "./new-post.ts";
import type { Post } from "./post.ts";

/**
 * Returns a new post that continues the series of another post; undefined if that post is in no series. The
 * new post comes after the last part (by number and date, drafts included), and its relation to the last part
 * is a follow-up. Its title is the last part's title with the number incremented. It gets a number only if
 * the author has numbered other parts.
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

/**
 * Numbers the parts as the site does: a part without a number gets the number of the previous part plus one.
 */
function numberParts(parts: readonly Post[]): { post: Post; number: number }[] {
  let last = 0;
  return parts.map((post) => {
    last = post.series?.number ?? last + 1;
    return { post, number: last };
  });
}

/**
 * Returns a title with the number of the part in it incremented: `旅の話（２）` becomes `旅の話（３）`. Returns "" if the
 * title does not contain this number.
 */
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

/**
 * Returns a key of a series name. Names that differ only in case have the same key, because they are one
 * series.
 */
function keyOf(name: string): string {
  return name.normalize("NFC").trim().toLowerCase();
}
