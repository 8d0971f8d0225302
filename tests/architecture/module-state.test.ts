import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { moduleState } from "./module-state.ts";
import { repository, roomFiles } from "./rooms.ts";

/**
 * State belongs to the composition root, which passes it on.
 * The root consists of `engine-process.ts`, `main.ts`, `renderer/main.tsx`, `App` and `BlogService`.
 * The modules in this list may keep state. The reason for each applies to all its names.
 */
const allowed: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "An entry file: it is the composition root of its process, thread or page": {
    "electron/engine/cli/hitofude.ts": "report",
    "electron/engine/engine-process.ts": "service",
    "electron/preload/preload.ts": "later",
    "renderer/preview-page/main.ts": "keys",
  },
  "State of the process itself, of which there is one": {
    "electron/engine/base/files/simulated-system.ts": "current",
    "electron/engine/publish/lock/own-locks.ts": "asked tried held",
    "electron/engine/publish/state/probe-names.ts": "ownProbes",
    "electron/engine/speed/text-thread/text-thread-starter.ts": "prepared",
    "electron/main/security/guards.ts": "sites",
  },
  "Remembers results that depend on their key alone: another copy would hold the same": {
    "electron/contract/site-search/fold.ts": "knownUnits units offsets",
    "electron/contract/site-search/terms.ts": "kinds terms",
    "electron/engine/base/languages.ts": "scripts",
    "electron/engine/base/text/legacy-encoder.ts": "tables",
    "electron/engine/blog/dates/calendar-words.ts": "gathered",
    "electron/engine/blog/dates/zone-offset.ts": "formats midnights",
    "electron/engine/blog/search/search.ts": "indexed",
    "electron/engine/importers/input/text-encodings.ts": "strict lenient",
    "electron/engine/importers/pictures/public-address.ts": "special publicV6",
    "electron/engine/markdown/code/coloured-html.ts": "tags",
    "electron/engine/markdown/code/highlight.ts": "coloured",
    "electron/engine/markdown/diagrams/draw-diagram.ts": "cache",
    "electron/engine/markdown/from-html/from-html.ts": "reader",
    "electron/engine/markdown/from-html/import/import-service.ts": "mentioned",
    "electron/engine/markdown/render/excerpt.ts": "graphemes",
    "electron/engine/markdown/render/maths.ts": "cache",
    "electron/engine/markdown/rules/blocks/word-lines.ts": "chosen",
    "electron/engine/site/addresses/addresses.ts": "knownParts",
    "electron/engine/site/pages/article-html.ts": "absolute",
    "electron/engine/site/articles/article-lookups.ts": "keys linkEndings pagesKey",
    "electron/engine/site/articles/measure-text.ts": "kinds",
    "electron/engine/site/template-data/summary.ts": "links sectionLinks",
    "electron/engine/site/feeds/xml.ts": "articles",
    "electron/engine/site/media/images/codecs.ts": "pngModule",
    "electron/engine/site/media/share-pictures/card-fonts.ts": "fonts",
    "electron/engine/site/media/share-pictures/draw-picture.ts": "tools",
    "electron/engine/site/media/withheld-media.ts": "namings",
    "electron/engine/base/content-key.ts": "keys",
    "electron/engine/site/model/calendar-days.ts": "known names",
    "electron/engine/site/model/related-posts.ts": "namedTerms found",
    "electron/engine/site/pages/list-pages.ts": "itemHashes",
    "electron/engine/site/pages/plan-contents.ts": "linksKeys monthLabels",
    "electron/engine/site/pages/plan-feeds.ts": "made",
    "electron/engine/site/pages/plan-lists.ts": "dividedLists",
    "electron/engine/site/pages/plan-sitemaps.ts": "indexable knownChanges",
    "electron/engine/site/problems/anchor-problems.ts": "known",
    "electron/engine/site/template-data/calendar-scope.ts": "monthKeys",
    "electron/engine/site/template-data/entry-scope.ts": "dateTexts isoDates linkKeys",
    "electron/engine/site/template-data/site-texts.ts": "bylines locales",
    "electron/engine/site/theme/theme-yaml.ts": "known",
    "renderer/ui/keys.ts": "chords",
    "renderer/views/posts/find-posts.ts": "known",
    "renderer/views/posts/group-row.tsx": "formats",
    "renderer/views/posts/match-posts.ts": "folded",
    "renderer/views/posts/post-groups.ts": "known",
    "renderer/views/posts/post-months.ts": "known",
  },
  "Working memory of one call, which is synchronous": {
    "electron/engine/base/packed-text.ts": "piece used",
    "electron/engine/markdown/rules/inline/inline-tags.ts": "missing",
    "electron/engine/markdown/rules/inline/inner-text.ts": "depths",
    "electron/engine/markdown/rules/inline/link-labels.ts": "knownEnds",
    "electron/engine/site/media/images/codecs.ts": "complaints",
    "electron/engine/site/search/postings.ts": "gathered spare writer",
    "electron/engine/site/search/radix-sort.ts": "counts",
    "electron/engine/site/search/term-list.ts": "seen scratch spare bytes",
  },
  "A table that is filled when the module is loaded and never changed afterwards": {
    "electron/contract/site-search/numbers.ts": "digitOfCode",
    "electron/engine/markdown/diagrams/graph/node-size.ts": "around",
    "electron/engine/markdown/rules/blocks/word-lines.ts": "signRules",
    "electron/engine/markdown/rules/inline/text.ts": "stops",
    "electron/engine/publish/transports/sftp/sftp-channel.ts": "nothing",
  },
  "A string with a script that runs in readers' browsers": {
    "electron/engine/site/pages/parts-page.ts": "timer",
  },
};

/** A generated file that runs in readers' browsers. */
const generated = "electron/engine/site/search/page-script.ts";

const found = new Map<string, string[]>();
let count = 0;

beforeAll(async () => {
  const rooms = await Promise.all(
    (["contract", "engine", "main", "preload", "renderer"] as const).map(roomFiles),
  );
  for (const file of rooms.flat()) {
    count += 1;
    if (file === generated) continue;
    const names = moduleState(await readFile(join(repository, file), "utf8"));
    if (names.length > 0) found.set(file, names);
  }
});

function allowedIn(file: string): string[] {
  return Object.values(allowed).flatMap((files) => files[file]?.split(" ") ?? []);
}

test("only modules with a stated reason keep state", () => {
  expect(count).toBeGreaterThan(900);
  const others = [...found].flatMap(([file, names]) =>
    names.filter((name) => !allowedIn(file).includes(name)).map((name) => `${file}: ${name}`),
  );
  expect(others).toEqual([]);
});

test("every exception is still needed", () => {
  const files = new Set(Object.values(allowed).flatMap((list) => Object.keys(list)));
  const stale = [...files].flatMap((file) =>
    allowedIn(file)
      .filter((name) => !found.get(file)?.includes(name))
      .map((name) => `${file}: ${name}`),
  );
  expect(stale).toEqual([]);
});

describe("recognises all kinds of module state", () => {
  test.each([
    ["a variable", "let open = 0;\n", ["open"]],
    ["a variable without a value", "export let port: Port | undefined;\n", ["port"]],
    [
      "a collection that is changed",
      "const seen = new Set<string>();\nexport const add = () => seen.add('a');\n",
      ["seen"],
    ],
    ["an array that is changed", "const all: string[] = [];\nfunction f() {\n  all.push('a');\n}\n", ["all"]],
    [
      "a member that is set",
      "const table = new Uint8Array(9);\nfunction f() {\n  table[3] = 1;\n}\n",
      ["table"],
    ],
    ["an instance of a class", "export const shelf = new ModelShelf();\n", ["shelf"]],
    ["a store", "export const editor: Store<State> = createStore(() => ({}));\n", ["editor"]],
    [
      "a timer on import",
      "export const late = Promise.race([\n  new Promise((done) => setTimeout(done, 9)),\n]);\n",
      ["timer"],
    ],
    ["a timer in a function", "export function later(): void {\n  setTimeout(() => 1);\n}\n", []],
    ["a timer in an arrow", "export const later = (): number => setTimeout(() => 1);\n", []],
    ["a constant collection", "const names = new Set(['a']);\nconst has = names.has('a');\n", []],
    ["a pattern and a format", "const a = /b/;\nconst c = new Intl.NumberFormat('ja');\n", []],
    ["a local variable", "function f() {\n  let a = 0;\n  return a;\n}\n", []],
  ])("%s", (_name, source, expected) => {
    expect(moduleState(source)).toEqual(expected);
  });
});
