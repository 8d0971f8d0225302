import { mkdir, mkdtemp, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { journalOf } from "#engine/app/blog-journal.ts";
import type { Journal } from "#engine/blog/safety/journal.ts";

let top = "";
beforeEach(async () => {
  top = await mkdtemp(join(tmpdir(), "hitofude-computers-"));
  await mkdir(join(top, "blog"));
  await writeFile(join(top, "blog", "blog.yaml"), "title: 日記\n");
});
afterEach(() => rm(top, { recursive: true, force: true }));

/** The journal of a blog in a synced folder, as a computer with this data folder opens it. */
function journalOn(computer: string): Journal {
  const dataFolder = join(top, computer);
  return journalOf({ folder: join(top, "blog"), dataFolder } as Parameters<typeof journalOf>[0]);
}

const words = (body: string) => ({ id: `new:${body}`, path: null, frontMatter: "", body, at: 1 });
const offeredOn = async (computer: string): Promise<string[]> =>
  (await journalOn(computer).recover(async () => null)).map(({ body }) => body);

test("each computer offers what was left on it, also after the program has been started again", async () => {
  await journalOn("desk").write(words("at the desk"));
  await journalOn("laptop").write(words("on the way"));
  expect(await offeredOn("desk")).toEqual(["at the desk"]);
  expect(await offeredOn("laptop")).toEqual(["on the way"]);
  expect(await readFile(join(top, "desk", "computer-id"), "utf8")).toMatch(/^[0-9a-f]{32}\n$/);
});

test.each(["", "\0".repeat(33)])(
  "an id that a power cut left as %j is made again, so that texts of other computers are not offered",
  async (left) => {
    const file = join(top, "desk", "computer-id");
    await mkdir(join(top, "desk"));
    await writeFile(file, left);
    await utimes(file, 1, 1);
    await journalOn("laptop").write(words("on the way"));
    await journalOn("desk").write(words("at the desk"));
    expect(await offeredOn("desk")).toEqual(["at the desk"]);
    expect(await readFile(file, "utf8")).toMatch(/^[0-9a-f]{32}\n$/);
  },
);

test("an id that another engine is writing now is not replaced", async () => {
  await mkdir(join(top, "desk"));
  await writeFile(join(top, "desk", "computer-id"), "");
  await journalOn("desk").write(words("at the desk"));
  expect(await readFile(join(top, "desk", "computer-id"), "utf8")).toBe("");
});

test("where the id of the computer cannot be kept, nothing is held back", async () => {
  await writeFile(join(top, "file"), "");
  await journalOn("desk").write(words("at the desk"));
  await journalOn("file").write(words("without an id"));
  expect((await offeredOn("file")).sort()).toEqual(["at the desk", "without an id"]);
  expect(await offeredOn("laptop")).toEqual(["without an id"]);
});
