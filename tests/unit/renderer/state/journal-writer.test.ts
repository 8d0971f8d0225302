import { expect, test } from "vitest";
import { AppError } from "#contract/errors.ts";
import { BodyRevision } from "#renderer/state/documents/body-revision.ts";
import { JournalWriter } from "#renderer/state/documents/journal-writer.ts";
import { eventually } from "#tests/support/eventually.ts";
import { type ServedEngine, serveEngine } from "../support/served-engine.ts";

/** Creates a journal writer for a document, and a function that replaces the document's text. */
function writerOf(engine: ServedEngine) {
  let revision = BodyRevision.of("");
  const entry = () => ({ id: "post#1", path: "post.md", frontMatter: "", body: revision.text, revision });
  const writer = new JournalWriter(engine.client, 1, entry);
  const write = (body: string): void => {
    revision = BodyRevision.of(body);
    writer.touch();
  };
  return { writer, write };
}

const written = ({ calls }: ServedEngine): unknown[] =>
  calls.map(([name, input]) => (name === "journal.write" ? (input as { body: string }).body : name));

test("newer text is sent while older text is still being written to disk", async () => {
  const free: (() => void)[] = [];
  const engine = serveEngine({
    "journal.write": () => new Promise((resolve) => free.push(() => resolve({}))),
  });
  const { writer, write } = writerOf(engine);
  for (const [count, body] of ["雨", "雨の", "雨の日"].entries()) {
    write(body);
    await eventually(() => expect(written(engine)).toHaveLength(count + 1));
  }
  expect(written(engine)).toEqual(["雨", "雨の", "雨の日"]);
  let isThere: boolean | undefined;
  const flushed = writer.flush().then((answer) => {
    isThere = answer;
  });
  free[0]?.();
  free[1]?.();
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(isThere).toBeUndefined();
  free[2]?.();
  await flushed;
  expect(isThere).toBe(true);
});

test("a flush sends waiting text, and returns false if the journal does not contain it", async () => {
  const engine = serveEngine({
    "journal.write": () => {
      throw new AppError("file.diskFull", { path: "x" });
    },
  });
  const { writer, write } = writerOf(engine);
  write("雨");
  expect(await writer.flush()).toBe(false);
  expect(written(engine)).toEqual(["雨"]);
});

test("text that the engine has lost is not sent again if it needs no journal any more", async () => {
  let refuse: (() => void) | undefined;
  const engine = serveEngine({
    "journal.write": () =>
      new Promise((_resolve, reject) => {
        refuse = () => reject(new AppError("call.outOfStep"));
      }),
    "journal.clear": () => ({}),
  });
  const { writer, write } = writerOf(engine);
  write("雨");
  await eventually(() => expect(refuse).toBeDefined());
  await writer.clear();
  refuse?.();
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(written(engine)).toEqual(["雨", "journal.clear"]);
});
