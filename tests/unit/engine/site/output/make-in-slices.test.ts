import { expect, test } from "vitest";
import type { PrerenderedTexts } from "#engine/site/articles/texts-ahead.ts";
import { makeInSlices } from "#engine/site/output/build-site.ts";
import type { OutputGroup } from "#engine/site/model/output-groups.ts";
import type { PlannedFile } from "#engine/site/template-data/planned-file.ts";

function file(path: string, group: OutputGroup, post?: string): PlannedFile {
  const planned = { path, group, name: path, inputs: () => [], text: () => path };
  return post === undefined ? planned : { ...planned, post };
}

const files = [
  file("a.html", "page", "a"),
  file("b.html", "page", "b"),
  file("search/1.js", "search"),
  file("rss.xml", "feed"),
];

/** Returns texts that become ready when they are awaited. Adds each awaited text to `log`. */
function textsThatCome(log: string[]): Pick<PrerenderedTexts, "isReady" | "ready"> {
  const here = new Set<string>();
  return {
    isReady: (path) => here.has(path),
    async ready(path) {
      log.push(`wait for ${path}`);
      here.add(path);
    },
  };
}

test("files are made in order, each page when its text is ready", async () => {
  const log: string[] = [];
  const pages = files.filter(({ post }) => post !== undefined);
  await makeInSlices(pages, ({ path }) => log.push(path), textsThatCome(log), undefined);
  expect(log).toEqual(["wait for a", "a.html", "wait for b", "b.html"]);
});

test("files without texts are made while a page's text is not ready", async () => {
  const log: string[] = [];
  const withTexts = [
    { ...file("tag.html", "list"), texts: [] },
    { ...file("search/2.js", "search"), words: [] },
  ];
  await makeInSlices([...files, ...withTexts], ({ path }) => log.push(path), textsThatCome(log), undefined);
  expect(log).toEqual([
    "search/1.js",
    "rss.xml",
    "wait for a",
    "a.html",
    "wait for b",
    "b.html",
    "tag.html",
    "search/2.js",
  ]);
});

test("without texts in the background, nothing is awaited", async () => {
  const made: string[] = [];
  await makeInSlices(files, ({ path }) => made.push(path), undefined, undefined);
  expect(made).toEqual(files.map(({ path }) => path));
});

test("a file that cannot be made ends the build", async () => {
  const make = ({ path }: PlannedFile): void => {
    if (path === "rss.xml") throw new Error("on purpose");
  };
  await expect(makeInSlices(files, make, undefined, undefined)).rejects.toThrow("on purpose");
});
