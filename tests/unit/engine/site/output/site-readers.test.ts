import { expect, test } from "vitest";
import type { PlannedFile } from "#engine/site/template-data/planned-file.ts";
import { createSiteModel } from "#engine/site/model/site-models.ts";
import { readersOfTexts, SiteReaders } from "#engine/site/output/site-readers.ts";
import { inJapan, makePost, makeSettings } from "../make-post.ts";

const options = { settings: makeSettings(), now: inJapan("2022-06-01T12:00:00").time, preview: null };
const posts = [1, 2, 3].map((day) =>
  makePost(`posts/${day}.md`, { date: inJapan(`2022-05-0${day}T00:00:00`) }),
);
const entries = createSiteModel(posts, options).posts;

function file(path: string, ...shown: readonly number[]): [string, PlannedFile] {
  const texts = entries.filter((_, at) => shown.includes(at + 1));
  return [path, { path, name: path, group: "page", texts, inputs: () => [], text: () => "" }];
}

test("the files that show given texts are found in the order of the plan, and no others", () => {
  const made = new Map([
    file("1.html", 1),
    file("2.html", 2),
    file("list.html", 1, 2, 3),
    file("about.html"),
  ]);
  const readers = readersOfTexts({ made }, new Set(["posts/1.md", "posts/3.md"]));
  expect(readers.ofText("posts/1.md")).toEqual(["1.html", "list.html"]);
  expect(readers.ofText("posts/3.md")).toEqual(["list.html"]);
  expect(readers.ofText("posts/2.md")).toEqual([]);
});

test("thousands of files that show the same text are all found, in order", () => {
  const names = Array.from({ length: 9000 }, (_, number) => `${number}.html`);
  const made = new Map(names.map((name, at) => file(name, 1, ...(at % 2 === 0 ? [2] : []))));
  const readers = new SiteReaders({ made });
  expect(readers.ofText("posts/1.md")).toEqual(names);
  expect(readers.ofText("posts/2.md")).toEqual(names.filter((_, at) => at % 2 === 0));
  expect(readers.ofText("posts/3.md")).toEqual([]);
});
