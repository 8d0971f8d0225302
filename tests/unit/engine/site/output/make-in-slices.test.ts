import { expect, test } from "vitest";
import { makeInSlices } from "#engine/site/output/make-in-slices.ts";
import type { PlannedFile } from "#engine/site/pages/planned-file.ts";
import type { SiteEntry } from "#engine/site/model/site-entry.ts";
import type { OutputGroup } from "#engine/site/output/site-output.ts";
import type { ArrivingTexts } from "#engine/speed/text-thread/files-meanwhile.ts";

function file(path: string, group: OutputGroup, post?: string, texts: readonly string[] = []): PlannedFile {
  const entries = texts.map((text) => ({ post: { path: text } }) as SiteEntry);
  const planned = { path, group, name: path, texts: entries, inputs: () => [], text: () => path };
  return post === undefined ? planned : { ...planned, post };
}

const files = [
  file("a.html", "page", "a"),
  file("b.html", "page", "b"),
  file("search/1.js", "search", undefined, ["a"]),
  file("c.html", "page", "c"),
  file("tags/all.html", "list", undefined, ["c", "a"]),
  file("tags/old.html", "list", undefined, ["a"]),
  file("rss.xml", "feed", undefined, ["b"]),
  file("contents.html", "list"),
  file("search/2.js", "search"),
];

/** Texts of which another comes whenever somebody waits, and none before. */
function textsThatCome(): ArrivingTexts & { waits: number } {
  const places = new Map(["a", "b", "c"].map((path, place) => [path, place]));
  const place = (path: string): number => places.get(path) ?? -1;
  return {
    arrived: 0,
    waits: 0,
    isReady(path) {
      return place(path) < this.arrived;
    },
    async ready() {
      Object.assign(this, { arrived: this.arrived + 1, waits: this.waits + 1 });
    },
    textsUpTo: (entries) => Math.max(0, ...entries.map(({ post }) => place(post.path) + 1)),
  };
}

async function order(ahead: ArrivingTexts | undefined): Promise<string[]> {
  const made: string[] = [];
  await makeInSlices(files, ({ path }) => made.push(path), ahead, undefined);
  return made;
}

test("where nothing has to be waited for, files are made in their order", async () => {
  expect(await order(undefined)).toEqual(files.map(({ path }) => path));
});

test("while a text is waited for, lists are made of which all texts are there; each file once", async () => {
  const ahead = textsThatCome();
  expect(await order(ahead)).toEqual([
    "contents.html",
    "a.html",
    "tags/old.html",
    "b.html",
    "search/1.js",
    "rss.xml",
    "c.html",
    "tags/all.html",
    "search/2.js",
  ]);
  expect(ahead.waits).toBe(3);
});

test("what cannot be made ends it, also meanwhile", async () => {
  const make = ({ path }: PlannedFile): void => {
    if (path === "contents.html") throw new Error("on purpose");
  };
  await expect(makeInSlices(files, make, textsThatCome(), undefined)).rejects.toThrow("on purpose");
});
