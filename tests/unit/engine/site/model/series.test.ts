import { expect, test } from "vitest";
import { gatherSeries, type Series, seriesPositions } from "#engine/site/model/series.ts";
import { SiteModels } from "#engine/site/model/site-models.ts";
import { inJapan, makePost, makeSettings } from "../make-post.ts";

const now = inJapan("2022-06-01T12:00:00").time;

/** Returns series of posts that are named by their day in May. */
function gather(...parts: readonly [day: number, name: string, number?: number][]): Series[] {
  const posts = parts.map(([day, name, number]) =>
    makePost(`posts/${day}.md`, {
      date: inJapan(`2022-05-${String(day).padStart(2, "0")}T00:00:00`),
      series: number === undefined ? { name } : { name, number },
    }),
  );
  return gatherSeries(new SiteModels().create(posts, { settings: makeSettings(), now, preview: null }).posts);
}

const shown = ({ name, total, parts }: Series): string =>
  `${name}/${total}: ${parts.map(({ number, entry }) => `${number}=${entry.post.path.slice(6, -3)}`).join(" ")}`;

test("parts are counted by date, or from the number that the author set", () => {
  expect(gather([3, "冬"], [1, "冬"], [2, "Tea"], [9, "tea"]).map(shown)).toEqual([
    "Tea/2: 1=2 2=9",
    "冬/2: 1=1 2=3",
  ]);
  expect(gather([1, "冬", 5], [2, "冬"], [3, "冬", 2], [4, "冬"]).map(shown)).toEqual([
    "冬/6: 2=3 3=4 5=1 6=2",
  ]);
  expect(gather([1, "冬", 2], [2, "冬", 2], [3, "冬", 2]).map(shown)).toEqual(["冬/3: 2=1 2=2 2=3"]);
  expect(gather()).toEqual([]);
});

test("each part has the one before and the one after it", () => {
  const places = seriesPositions(gather([1, "冬"], [2, "冬"], [3, "冬"], [4, "Tea"]));
  const around = (day: number): unknown[] => {
    const place = places.get(`posts/${day}.md`);
    return [place?.series.name, place?.number, place?.previous?.number, place?.next?.number];
  };
  expect(around(1)).toEqual(["冬", 1, undefined, 2]);
  expect(around(2)).toEqual(["冬", 2, 1, 3]);
  expect(around(3)).toEqual(["冬", 3, 2, undefined]);
  expect(around(4)).toEqual(["Tea", 1, undefined, undefined]);
  expect(places.size).toBe(4);
});
