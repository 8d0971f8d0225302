import { expect, test } from "vitest";
import { type ListPage, paginate } from "#engine/site/pages/list-pages.ts";

/** The data of a post from which the pages of a list are made. */
interface ListItem {
  readonly key: string;
  readonly day: string;
}

/** Returns one post for each of `count` successive days, the oldest first. */
function posts(count: number): ListItem[] {
  return Array.from({ length: count }, (_, index) => ({
    key: `posts/${index}.md`,
    day: new Date(Date.UTC(2020, 0, 1 + index)).toISOString().slice(0, 10),
  }));
}

function pagesOf(items: readonly ListItem[], list = "tags/tea"): ListPage<ListItem>[] {
  return paginate(items, { list, keyOf: ({ key }) => key, dayOf: ({ day }) => day });
}

/** Returns the names of the pages of `after` that are missing or different in `before`. */
function written(before: readonly ListItem[], after: readonly ListItem[]): (string | null)[] {
  const known = new Map(pagesOf(before).map((page) => [page.name, JSON.stringify(page)]));
  return pagesOf(after).flatMap((page) => (known.get(page.name) === JSON.stringify(page) ? [] : [page.name]));
}

test("a short list has only an index, newest first", () => {
  const few = posts(20);
  expect(pagesOf(few)).toEqual([{ name: null, items: few.toReversed(), older: null, newer: null }]);
  expect(pagesOf([])).toEqual([{ name: null, items: [], older: null, newer: null }]);
});

test("each post is on one page besides the index, and the index leads to all through older pages", () => {
  for (let count = 0; count < 200; count += 1) {
    const pages = pagesOf(posts(count));
    const named = pages.slice(1).flatMap(({ items }) => items);
    expect(new Set(named).size).toBe(named.length);
    for (const { items } of pages.slice(1)) {
      expect(items.length).toBeGreaterThanOrEqual(12);
      expect(items.length).toBeLessThanOrEqual(70);
    }
    const seen = new Set<string>();
    let page = pages[0];
    while (page) {
      for (const { key } of page.items) seen.add(key);
      const { older } = page;
      page = older === null ? undefined : pages.find(({ name }) => name === older);
    }
    expect(seen.size).toBe(count);
  }
});

test("posts that no page may contain yet are on the index, after the same complete pages", () => {
  const items = posts(200);
  const all = pagesOf(items).slice(1);
  const ends = all.map((page) => items.findIndex(({ key }) => key === page.items[0]?.key) + 1);
  const [last = 0, before = 0] = ends.toReversed();
  for (const end of [last, last - 1, before, 0]) {
    const pages = paginate(items, {
      list: "tags/tea",
      keyOf: ({ key }) => key,
      dayOf: ({ day }) => day,
      end,
    });
    const complete = ends.filter((each) => each <= end);
    expect(pages.slice(1).map(({ name }) => name)).toEqual(
      all.slice(0, complete.length).map(({ name }) => name),
    );
    expect(pages[0]?.items.length).toBe(Math.max(20, 200 - (complete.at(-1) ?? 0)));
  }
});

test("newer pages lead back to the index", () => {
  const pages = pagesOf(posts(200));
  const steps: (string | null)[] = [];
  for (let page = pages[1]; page; page = pages.find(({ name }) => name === page?.newer))
    steps.push(page.name);
  expect(steps).toEqual(pages.slice(1).map(({ name }) => name));
  expect(pages.at(-1)?.newer).toBe("index");
});

test("lists of the same posts are divided at other posts, so one post seldom divides several lists", () => {
  const ends = ["archive", "tags/tea", "tags/garden"].map((list) =>
    pagesOf(posts(1000), list).map(({ name }) => name),
  );
  const shared = (ends[0] ?? []).filter((name) => ends[1]?.includes(name) && ends[2]?.includes(name));
  expect(ends[0]?.length).toBeGreaterThan(30);
  // The index, and few pages by chance
  expect(shared.length).toBeLessThanOrEqual(4);
});

test("a new post changes the index, and an old page only when its successor appears", () => {
  for (let count = 20; count < 200; count += 1) {
    expect(written(posts(count), posts(count + 1)).length).toBeLessThanOrEqual(3);
  }
});

test("a post deleted or inserted anywhere changes its page, and few others", () => {
  const all = posts(1000);
  const counts = all.map(
    (post) =>
      written(
        all,
        all.filter((other) => other !== post),
      ).length,
  );
  const back = all.map(
    (post) =>
      written(
        all.filter((other) => other !== post),
        all,
      ).length,
  );
  for (const changed of [counts, back]) {
    expect(Math.max(...changed)).toBeLessThanOrEqual(4);
    expect(changed.reduce((sum, one) => sum + one, 0) / changed.length).toBeLessThan(2);
  }
});

test("further pages that end on the same day have a number", () => {
  const many = posts(100).map((post) => ({ ...post, day: "2022-05-06" }));
  const names = pagesOf(many).map(({ name }) => name);
  expect(names.slice(0, 4)).toEqual([null, "2022-05-06", "2022-05-06-2", "2022-05-06-3"]);
  expect(new Set(names).size).toBe(names.length);
});
