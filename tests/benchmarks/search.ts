import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openBlogFolder } from "#engine/blog/folder/blog-folder.ts";
import { findReplaceMatches } from "#engine/blog/search/replace.ts";
import { prepareSearch, searchPosts } from "#engine/blog/search/search.ts";
import { writeCorpus } from "./corpus.ts";
import { printGoals } from "./goals.ts";
import { median } from "./measure.ts";
import { readOptions } from "./options.ts";
import { figure, printTable } from "./table.ts";

/**
 * Measures the search over all posts, called in the same way as by the window.
 * Measures the search that lists lines of the best 40 posts, and the search for a replacement.
 * Searches for common words, rare words, and words that no post contains.
 * Run `node tests/benchmarks/search.ts [--rounds 15] [--posts 10000] [--strict]`.
 */
const options = readOptions(15, ["posts"]);
const count = options.number("posts", 10_000);
const folder = await mkdtemp(join(tmpdir(), "hitofude-bench-search-"));
const words = ["の", "今日", "机の上", "記録 写真", "javascript", "ＣＯＮＳＴ", "鎮火", "あいうえおかき"];
try {
  await writeCorpus(folder, count);
  const blog = await openBlogFolder(folder, { watch: true });
  await Promise.all([blog.watching(), prepareSearch(blog.posts.values())]);
  const rows = words.map((query) => {
    const search = timesOf(() => searchPosts(blog.posts, query, 40));
    const replace = timesOf(() => findReplaceMatches(blog.posts, { search: query, exact: true }, 500));
    return { query, total: searchPosts(blog.posts, query, 40).total, search, replace };
  });
  printTable(
    `Searching ${count} posts, ms, medians and slowest of ${options.rounds} rounds`,
    ["words", "posts", "search", "slowest", "places to replace"],
    rows.map(({ query, total, search, replace }) => [
      query,
      String(total),
      figure(median(search)),
      figure(Math.max(...search)),
      figure(median(replace)),
    ]),
  );
  const slowest = Math.max(...rows.map(({ search }) => median(search)));
  printGoals([{ name: "search, slowest words", figure: slowest, atMost: 50, unit: "ms" }], options.strict);
  await blog.close();
} finally {
  await rm(folder, { recursive: true, force: true });
}

function timesOf(work: () => unknown): number[] {
  return Array.from({ length: options.rounds }, () => {
    const before = performance.now();
    work();
    return performance.now() - before;
  });
}
