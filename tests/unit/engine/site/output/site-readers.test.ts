import { expect, test } from "vitest";
import type { SiteEntry } from "#engine/site/entries/site-entry.ts";
import { PlannedFiles } from "#engine/site/pages/planned-files.ts";
import type { PlannedFile } from "#engine/site/template-data/planned-file.ts";
import { createSiteModel } from "#engine/site/model/site-models.ts";
import { readersOfTexts, SiteReaders } from "#engine/site/output/site-readers.ts";
import { inJapan, makePost, makeSettings } from "../make-post.ts";

const options = { settings: makeSettings(), now: inJapan("2022-06-01T12:00:00").time, preview: null };
const posts = [1, 2, 3].map((day) =>
  makePost(`posts/${day}.md`, { date: inJapan(`2022-05-0${day}T00:00:00`) }),
);
const model = createSiteModel(posts, options);

function file(path: string, ...shown: readonly number[]): PlannedFile {
  const texts = model.posts.filter((_, at) => shown.includes(at + 1));
  return { path, name: path, group: "list", texts, inputs: () => [], text: () => "" };
}

/** Plans these files, and a page for each post. */
function plan(...others: readonly PlannedFile[]): { readonly made: PlannedFiles } {
  const pageOf = (entry: SiteEntry): PlannedFile => {
    const { address: path, post } = entry;
    return { ...file(path), group: "page", post: post.path, texts: [entry] };
  };
  return { made: new PlannedFiles({ model, made: undefined, pageOf }, others) };
}

const [first = "", , third = ""] = model.posts.map(({ address }) => address);

test("the files that show given texts are found in the order of the plan, and no others", () => {
  const planned = plan(file("list.html", 1, 2, 3), file("about.html"));
  for (const readers of [
    readersOfTexts(planned, new Set(["posts/1.md", "posts/3.md"])),
    new SiteReaders(planned),
  ]) {
    expect(readers.ofText("posts/1.md")).toEqual([first, "list.html"]);
    expect(readers.ofText("posts/3.md")).toEqual([third, "list.html"]);
  }
  expect(readersOfTexts(planned, new Set(["posts/1.md"])).ofText("posts/2.md")).toEqual([]);
});

test("thousands of files that show the same text are all found, in order", () => {
  const names = Array.from({ length: 9000 }, (_, number) => `${number}.html`);
  const readers = new SiteReaders(
    plan(...names.map((name, at) => file(name, 1, ...(at % 2 === 0 ? [2] : [])))),
  );
  expect(readers.ofText("posts/1.md").slice(1)).toEqual(names);
  expect(readers.ofText("posts/2.md").slice(1)).toEqual(names.filter((_, at) => at % 2 === 0));
  expect(readers.ofText("posts/3.md")).toEqual([third]);
});
