import { expect, test } from "vitest";
import type { JournalEntry } from "#contract/types/blog-types.ts";
import { HeldText } from "#renderer/state/documents/held-text.ts";
import { serveEngine } from "../support/served-engine.ts";

/** Creates a journal in memory. */
function journal() {
  const entries = new Map<string, Omit<JournalEntry, "at">>();
  const handlers = {
    "journal.write": async (entry: Omit<JournalEntry, "at">) => {
      entries.set(entry.id, entry);
      return {};
    },
    "journal.clear": async ({ id }: { id: string }) => {
      entries.delete(id);
      return {};
    },
  };
  return { entries, handlers, bodies: () => [...entries.values()].map(({ body }) => body) };
}

test("text is in the journal, without a file, until it is in a post; the next text has another entry", async () => {
  const { entries, handlers, bodies } = journal();
  const held = new HeldText(serveEngine(handlers).client, 5);
  held.write("雨");
  held.write("雨の日");
  await held.flush();
  expect([...entries.values()]).toEqual([
    { id: expect.stringMatching(/^new:/), path: null, frontMatter: "", body: "雨の日" },
  ]);
  const [first] = entries.keys();
  await held.clear();
  expect([held.text, bodies()]).toEqual(["", []]);
  held.write("雪");
  await held.flush();
  expect(bodies()).toEqual(["雪"]);
  expect([...entries.keys()]).not.toContain(first);
});

test("text that is typed while a post is made of the text before it stays, and is in the journal", async () => {
  const { handlers, bodies } = journal();
  const held = new HeldText(serveEngine(handlers).client, 5);
  held.write("雨の日。\n雪");
  await held.clear("雨の日。");
  expect(held.text).toBe("雪");
  await held.flush();
  await expect.poll(bodies).toEqual(["雪"]);
  await held.clear("雨の日。");
  expect(held.text).toBe("雪");
});

test("discarded text leaves no entry, but text typed right after it does", async () => {
  const { handlers, bodies } = journal();
  const held = new HeldText(serveEngine(handlers).client, 5);
  held.write("雨");
  await held.flush();
  held.write("");
  held.write("雪");
  await held.flush();
  await expect.poll(bodies).toEqual(["雪"]);
});

test("an engine that replaces another one receives the text again", async () => {
  const engine = serveEngine(journal().handlers);
  const held = new HeldText(engine.client, 5);
  held.write("雨");
  await held.flush();
  const fresh = journal();
  engine.replace(fresh.handlers);
  await expect.poll(fresh.bodies).toEqual(["雨"]);
});
