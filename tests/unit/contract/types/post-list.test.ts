import fc from "fast-check";
import { expect, test } from "vitest";
import type { PostSummary } from "#contract/types/blog-types.ts";
import { postListChange, withPostListChange } from "#contract/types/post-list.ts";
import { postSummary } from "../../renderer/support/post-summary.ts";

/** Lists of rows with few paths and titles, so that two lists often have the same rows. */
const rows = fc
  .uniqueArray(fc.record({ path: fc.constantFrom("a", "b", "c", "d"), title: fc.constantFrom("雨", "雪") }), {
    selector: ({ path }) => path,
  })
  .map((all) => all.map(({ path, title }) => known(path, title)));

const objects = new Map<string, PostSummary>();

/** Returns the same object for the same row. */
function known(path: string, title: string): PostSummary {
  const row = objects.get(path + title) ?? postSummary(path, { title });
  objects.set(path + title, row);
  return row;
}

test("a window that applies each change has the engine's list, and keeps rows that did not change", () => {
  fc.assert(
    fc.property(fc.array(rows, { minLength: 2, maxLength: 5 }), (states) => {
      let shown = states[0] ?? [];
      for (const [index, next] of states.slice(1).entries()) {
        const change = postListChange(states[index] ?? [], next);
        // The change passes a port, which copies it
        shown = withPostListChange(shown, structuredClone(change)) as PostSummary[];
        expect(shown).toEqual(next);
      }
    }),
  );
});

test("a change contains only the rows that differ, and the order only if it differs", () => {
  const [a, b, c] = [known("a", "雨"), known("b", "雨"), known("c", "雪")];
  expect(postListChange([a, b], [a, b])).toEqual({ changed: [], order: null });
  expect(postListChange([a, b], [a, known("b", "雪")])).toEqual({ changed: [known("b", "雪")], order: null });
  expect(postListChange([a, b], [b, a])).toEqual({ changed: [], order: ["b", "a"] });
  expect(postListChange([a, b], [a, c, b])).toEqual({ changed: [c], order: ["a", "c", "b"] });
  expect(postListChange([a, b], [b])).toEqual({ changed: [], order: ["b"] });
  expect(postListChange([a, b], [a, { ...b }])).toEqual({ changed: [], order: null });
  const shown = withPostListChange([a, b, c], { changed: [known("b", "雪")], order: null });
  expect([shown[0] === a, shown[2] === c]).toEqual([true, true]);
  expect(withPostListChange(shown, { changed: [], order: null })).toBe(shown);
});
