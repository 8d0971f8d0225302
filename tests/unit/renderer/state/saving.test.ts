import { afterEach, expect, test, vi } from "vitest";
import { AppError, type ErrorCode } from "#contract/errors.ts";
import { SaveTimer } from "#renderer/state/documents/save-timer.ts";
import { eventually } from "#tests/support/eventually.ts";
import { folder, never, opened } from "../support/opened-documents.ts";
import { postFile } from "../support/served-engine.ts";

afterEach(() => {
  vi.useRealTimers();
});

test("while somebody types without a pause, the text is saved about every twenty seconds", () => {
  vi.useFakeTimers();
  const saved: number[] = [];
  const started = performance.now();
  const timer = new SaveTimer({ autosave: 1_500 }, () => saved.push(performance.now() - started));
  for (let typed = 0; typed < 120_000; typed += 200) {
    timer.touch();
    vi.advanceTimersByTime(200);
  }
  const gaps = saved.map((at, index) => at - (saved[index - 1] ?? 0));
  expect(saved.length).toBeGreaterThanOrEqual(6);
  expect(Math.max(...gaps)).toBeLessThan(22_000);
});

test("typing without a pause does not postpone the next attempt after a failed save", () => {
  vi.useFakeTimers();
  const attempts: number[] = [];
  const started = performance.now();
  const timer: SaveTimer = new SaveTimer({ autosave: 1_500 }, () => {
    attempts.push(performance.now() - started);
    timer.retry();
  });
  for (let typed = 0; typed < 60_000; typed += 200) {
    timer.touch();
    vi.advanceTimersByTime(200);
  }
  const gaps = attempts.slice(1).map((at, index) => at - (attempts[index] ?? 0));
  expect(gaps.length).toBeGreaterThan(5);
  expect(Math.max(...gaps)).toBeLessThan(6_000);
});

test("a pause saves early, and the next change is given its full time again", () => {
  vi.useFakeTimers();
  let saves = 0;
  const timer = new SaveTimer({ autosave: 1_500, longest: 2_000 }, () => (saves += 1));
  timer.touch();
  vi.advanceTimersByTime(1_500);
  expect(saves).toBe(1);
  vi.advanceTimersByTime(5_000);
  timer.touch();
  vi.advanceTimersByTime(1_000);
  expect(saves).toBe(1);
  timer.stop();
  vi.advanceTimersByTime(5_000);
  expect(saves).toBe(1);
});

test("a document that is typed into without a pause is saved meanwhile", async () => {
  const delays = { autosave: 1_000_000, longest: 50, journal: 1_000_000 };
  const { engine, documents, current } = await opened(folder(), delays);
  for (let count = 1; !engine.names().includes("post.save"); count += 1) {
    documents.editBody("あ".repeat(count));
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  expect(current()?.body).toMatch(/^あ+$/);
});

/** A folder in which saving fails with an error as long as `fault` is set. */
function failingFolder(fault: { code: ErrorCode | null }) {
  const handlers = folder();
  const save = handlers["post.save"];
  return {
    ...handlers,
    "post.save": ((input, signal) => {
      if (fault.code !== null || !save) throw new AppError(fault.code ?? "internal", { path: input.path });
      return save(input, signal);
    }) satisfies NonNullable<typeof save>,
  };
}

test("what cannot be saved is tried again by itself, and the author learns that it is saved", async () => {
  const fault: { code: ErrorCode | null } = { code: "file.diskFull" };
  const delays = { autosave: 5, retry: 5, journal: 1_000_000 };
  const { engine, documents, current } = await opened(failingFolder(fault), delays);
  const shown: string[] = [];
  documents.editBody("満杯");
  await eventually(() => expect(current()?.save.kind).toBe("failed"));
  const stop = documents.onEdit(() => shown.push(current()?.save.kind ?? ""));
  const attempts = (): number => engine.names().filter((name) => name === "post.save").length;
  const before = attempts();
  await eventually(() => expect(attempts()).toBeGreaterThan(before + 2));
  documents.editBody("満杯でも書く");
  await eventually(() => expect(attempts()).toBeGreaterThan(before + 4));
  // The message does not change when text is typed or saving is tried again
  expect(new Set(shown)).toEqual(new Set(["failed"]));
  expect(current()?.savedAgain).toBe(false);
  fault.code = null;
  await eventually(() => expect(current()?.save.kind).toBe("saved"));
  expect(current()).toMatchObject({ body: "満杯でも書く", savedAgain: true });
  stop();
  documents.editBody("続き");
  expect(current()?.savedAgain).toBe(false);
  await eventually(() => expect(current()?.save.kind).toBe("saved"));
  expect(current()?.savedAgain).toBe(false);
});

test("when the folder is there again, saving does not wait for the next attempt", async () => {
  const fault: { code: ErrorCode | null } = { code: "blog.notFound" };
  const delays = { autosave: 5, retry: 1_000_000, journal: 1_000_000 };
  const { engine, documents, current } = await opened(failingFolder(fault), delays);
  documents.editBody("戻るまで");
  await eventually(() => expect(current()?.save).toMatchObject({ kind: "failed" }));
  fault.code = null;
  const summary = {
    folder: "/blog",
    title: "",
    language: "ja",
    timeZone: "UTC",
    hasOwnMenu: false,
    defaultTarget: "practice",
  };
  const lists = { sections: [], tags: [], categories: [], series: [], targets: [], problems: [] };
  engine.server.emit("blog.changed", { ...summary, ...lists, isGone: true });
  await engine.client.call("journal.clear", { id: "x" });
  expect(current()?.save.kind).toBe("failed");
  engine.server.emit("blog.changed", { ...summary, ...lists, isGone: false });
  await eventually(() => expect(current()?.save.kind).toBe("saved"));
});

test("an answer that could not be written is still meant when it is tried again", async () => {
  const fault: { code: ErrorCode | null } = { code: null };
  const delays = { autosave: 1_000_000, retry: 5, journal: 1_000_000 };
  const { engine, documents, current } = await opened(failingFolder(fault), delays);
  engine.server.emit("post.removedOnDisk", { path: "posts/rain.md" });
  await eventually(() => expect(current()?.removed).toBe(true));
  fault.code = "file.diskFull";
  await documents.keepMine();
  expect(current()).toMatchObject({ removed: true, save: { kind: "failed" } });
  fault.code = null;
  await eventually(() => expect(current()).toMatchObject({ removed: false, save: { kind: "saved" } }));
});

test("words in a field that has the focus belong to their post when another post is shown", async () => {
  const other = postFile({ path: "posts/snow.md", body: "雪\n" });
  const files = folder();
  const { engine, documents } = await opened({ ...files, "post.create": () => other }, never);
  let typed: string | null = "雨の日の要約";
  documents.holdDraft(() => {
    if (typed !== null) documents.editProperties({ title: typed });
    typed = null;
  });
  await documents.create({ kind: "post" });
  await eventually(() => expect(engine.names()).toContain("post.save"));
  expect(engine.calls.find(([name]) => name === "post.save")?.[1]).toMatchObject({
    path: "posts/rain.md",
    frontMatter: "---\ntitle: 雨の日の要約\n---\n",
  });
});
