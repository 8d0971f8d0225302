import type { SeenFile } from "#engine/publish/plan/plan-types.ts";
import { expect, test } from "vitest";
import { Elsewhere, type LastHere } from "#engine/publish/plan/elsewhere.ts";
import type { Manifest } from "#engine/publish/state/manifest.ts";
import { planPublish } from "#engine/publish/plan/plan.ts";
import { applyDecisions, undecided } from "#engine/publish/plan/plan-decisions.ts";
import { describePlan } from "#engine/publish/plan/plan-description.ts";
import type { OutputFile } from "#engine/site/output/site-output.ts";

const ours: SeenFile = { kind: "file", size: 10, mtime: 1000 };
const edited: SeenFile = { kind: "file", size: 11, mtime: 2000 };

function page(path: string, sha256: string): OutputFile {
  return { path, sha256, group: "page", size: 10, location: `/build/${path}`, post: `posts/${path}.md` };
}

function list(path: string, sha256: string): OutputFile {
  return { path, sha256, group: "list", size: 10, location: `/build/${path}` };
}

function manifestOf(files: Record<string, string>, changes: Partial<Manifest> = {}): Manifest {
  const live = Object.entries(files).map(([path, sha256]) => [path, { sha256, size: 10, mtime: 1000 }]);
  return {
    format: 1,
    blogId: "blog",
    generation: 4,
    program: "test",
    at: "2024-05-06T07:08:09.000Z",
    traits: { replace: "posix", keepsModes: true },
    posts: {},
    directories: [],
    files: Object.fromEntries(live),
    kept: {},
    ...changes,
  };
}

function posts(versions: Record<string, string>): Manifest["posts"] {
  const entries = Object.entries(versions).map(([path, hash]) => [
    `posts/${path}.md`,
    { hash, address: path },
  ]);
  return Object.fromEntries(entries);
}

test("each file changed by others needs a decision; theirs stays and is recorded, ours is published", () => {
  const manifest = manifestOf({ a: "a1", b: "b1" });
  const remote = new Map([
    ["a", edited],
    ["b", edited],
  ]);
  const steps = planPublish([page("a", "a2"), page("b", "b2")], manifest, remote);
  expect(undecided(steps, { take: ["b"] })).toEqual(["a"]);
  const decided = applyDecisions(steps, { take: ["b"], keep: ["a"] });
  expect(decided.puts.map(({ file }) => file.path)).toEqual(["b"]);
  expect(decided.kept).toEqual([{ path: "a", size: 11, mtime: 2000, mine: "a2" }]);
});

test("a kept file is not asked about again, until theirs changes, or ours changes and readers would miss it", () => {
  const manifest = manifestOf({}, { kept: { a: { size: 11, mtime: 2000, mine: "a2" } } });
  const reasons = (file: OutputFile, seen: SeenFile): unknown[] =>
    planPublish([file], manifest, new Map([["a", seen]])).puts.map(({ because }) => because);
  expect(reasons(page("a", "a2"), edited)).toEqual([]);
  expect(reasons(list("a", "a3"), edited)).toEqual([]);
  expect(reasons(page("a", "a3"), edited)).toEqual(["foreign"]);
  expect(reasons(page("a", "a2"), { ...edited, mtime: 3000 })).toEqual(["foreign"]);
  expect(planPublish([page("a", "a2")], manifest, new Map()).puts).toMatchObject([{ change: "new" }]);
  const steps = planPublish([page("a", "a2")], manifest, new Map([["a", edited]]));
  expect(describePlan("live", steps, 0)).toMatchObject({ questions: [], files: [{ change: "kept" }] });
  expect(applyDecisions(steps, { take: ["a"] })).toMatchObject({ puts: [{ file: { path: "a" } }], kept: [] });
});

test("an adopted file is not deleted without a question", () => {
  const manifest = manifestOf({ a: "a1" });
  const { a } = manifest.files;
  if (a) manifest.files.a = { ...a, adopted: true };
  const steps = planPublish([], manifest, new Map([["a", ours]]));
  expect(steps.removals).toEqual([]);
  expect(describePlan("live", steps, 1)).toMatchObject({
    questions: ["conflicts"],
    files: [{ path: "a", change: "leftover", because: "adopted" }],
  });
  expect(applyDecisions(steps, {})).toMatchObject({ removals: [], released: ["a"] });
  expect(applyDecisions(steps, { take: ["a"] })).toMatchObject({ removals: [{ path: "a" }], released: [] });
});

test("if everything is listed, files that were lost or changed by others are noticed", () => {
  const manifest = manifestOf({ lost: "l", edited: "e", fine: "f" });
  const remote = new Map([
    ["edited", edited],
    ["fine", ours],
  ]);
  const build = [page("lost", "l"), page("edited", "e"), page("fine", "f")];
  expect(planPublish(build, manifest, remote).puts).toEqual([]);
  const steps = planPublish(build, manifest, remote, { isWhole: true });
  expect(steps.puts.map(({ file, change, because }) => [file.path, change, because])).toEqual([
    ["lost", "new", undefined],
    ["edited", "changed", "edited"],
  ]);
});

interface Case {
  readonly what: string;
  readonly live: Record<string, string>;
  readonly last: Record<string, string>;
  readonly mine: Record<string, string>;
  readonly asks: boolean;
}

test.each<Case>([
  { what: "changed here only", live: { a: "1" }, last: { a: "1" }, mine: { a: "2" }, asks: false },
  { what: "changed elsewhere only", live: { a: "2" }, last: { a: "1" }, mine: { a: "1" }, asks: true },
  { what: "changed at both", live: { a: "2" }, last: { a: "1" }, mine: { a: "3" }, asks: true },
  { what: "fetched from elsewhere", live: { a: "2" }, last: { a: "1" }, mine: { a: "2" }, asks: false },
  { what: "new here", live: {}, last: {}, mine: { a: "1" }, asks: false },
  { what: "removed elsewhere", live: {}, last: { a: "1" }, mine: { a: "1" }, asks: true },
  { what: "removed elsewhere, rewritten here", live: {}, last: { a: "1" }, mine: { a: "2" }, asks: false },
  { what: "new elsewhere", live: { a: "1" }, last: {}, mine: {}, asks: true },
  { what: "removed here", live: { a: "1" }, last: { a: "1" }, mine: {}, asks: false },
])("two computers: a post $what", ({ live, last, mine, asks }) => {
  const manifest = manifestOf(live, { posts: posts(live) });
  const lastHere: LastHere = { posts: posts(last), files: last };
  const build = Object.entries(mine).map(([path, hash]) => page(path, hash));
  const remote = new Map(Object.keys(live).map((path) => [path, ours]));
  const elsewhere = new Elsewhere(manifest, lastHere, { posts: posts(mine) });
  const steps = planPublish(build, manifest, remote, { elsewhere });
  const reasons = [...steps.puts, ...steps.leftovers].flatMap(({ because }) => because ?? []);
  expect(reasons).toEqual(asks ? ["elsewhere"] : []);
  expect(describePlan("live", steps, 1).questions.includes("elsewhere")).toBe(asks);
  if (!asks) return;
  const decided = applyDecisions(steps, { keep: ["a"] });
  expect(decided).toMatchObject({ puts: [], removals: [], released: [], kept: [], held: ["a"] });
});

test("an image of another computer is not removed with its post", () => {
  const live = { "media/a.png": "1", "media/mine.png": "2" };
  const manifest = manifestOf(live);
  const elsewhere = new Elsewhere(manifest, { posts: {}, files: { "media/mine.png": "2" } }, { posts: {} });
  const remote = new Map(Object.keys(live).map((path) => [path, ours]));
  const steps = planPublish([], manifest, remote, { elsewhere });
  expect(steps.leftovers.map(({ path }) => path)).toEqual(["media/a.png"]);
  expect(steps.removals.map(({ path }) => path)).toEqual(["media/mine.png"]);
});

test("rules stay with a page that the author leaves on the server, and go with it", () => {
  const manifest = manifestOf({ "family/1.html": "a", "family/.htaccess": "b", "media/.htaccess": "c" });
  const remote = new Map([
    ["family/1.html", edited],
    ["family/.htaccess", ours],
    ["media/.htaccess", ours],
  ]);
  const steps = planPublish([], manifest, remote);
  const kept = applyDecisions(steps, {});
  expect(kept.removals.map(({ path }) => path)).toEqual(["media/.htaccess"]);
  expect(kept.released).toEqual(["family/1.html", "family/.htaccess"]);
  const gone = applyDecisions(steps, { take: ["family/1.html"] });
  expect(gone.removals.map(({ path }) => path)).toEqual([
    "family/.htaccess",
    "media/.htaccess",
    "family/1.html",
  ]);
});

test("after the author has kept rules of the server, new rules are asked about again", () => {
  const rules = (sha256: string): OutputFile => ({ ...list("media/.htaccess", sha256), group: "asset" });
  const manifest = manifestOf({}, { kept: { "media/.htaccess": { size: 11, mtime: 2000, mine: "a2" } } });
  const remote = new Map([["media/.htaccess", edited]]);
  expect(undecided(planPublish([rules("a2")], manifest, remote), {})).toEqual([]);
  expect(undecided(planPublish([rules("a3")], manifest, remote), {})).toEqual(["media/.htaccess"]);
});
