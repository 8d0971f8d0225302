import { expect, test } from "vitest";
import { DocumentStore } from "#renderer/state/documents/document-store.ts";
import { postFile, type ServedHandlers, serveEngine } from "../support/served-engine.ts";
import { eventually } from "#tests/support/eventually.ts";

const never = { autosave: 1_000_000, journal: 1_000_000 };
const soon = { autosave: 1_000_000, journal: 5 };
const served: ServedHandlers = {
  "post.open": ({ path }) => postFile({ path, body: "の日" }),
  "post.save": ({ path, body, frontMatter }) => postFile({ path, body, frontMatter, hash: "h2" }),
  "journal.write": () => ({}),
  "journal.clear": () => ({}),
};

/** Opens a post and an editor that shows it. `text` returns the editor's text. */
async function opened(delays = soon) {
  const engine = serveEngine(served);
  const documents = new DocumentStore(engine.client, delays);
  await documents.open("posts/rain.md");
  const body = (): string | undefined => documents.current?.body;
  const editor = { text: body() ?? "" };
  const type = (text: string, offset: number, length = 0): void => {
    editor.text = editor.text.slice(0, offset) + text + editor.text.slice(offset + length);
    const then = editor.text;
    const whole = (): string | null => (editor.text === then ? then : null);
    documents.type({ edits: [{ offset, length, text }], units: then.length, whole });
  };
  const journalled = (): unknown => engine.calls.findLast(([name]) => name === "journal.write")?.[1];
  return { engine, documents, body, editor, type, journalled };
}

test("typed text is sent to the journal as edits, and written to the file as a whole", async () => {
  const { engine, documents, body, type, journalled } = await opened();
  type("雨", 0);
  await eventually(() => expect(journalled()).toMatchObject({ body: "雨の日" }));
  type("𠮷", 3);
  type("", 0, 1);
  await eventually(() => expect(journalled()).toMatchObject({ body: "の日𠮷" }));
  expect(engine.sentBodies[0]).toMatchObject({ change: { whole: "雨の日" } });
  for (const sent of engine.sentBodies.slice(1))
    expect(sent).toMatchObject({ change: { edits: expect.anything() } });
  expect(body()).toBe("の日𠮷");
  await documents.saveAll();
  const save = engine.calls.findLast(([name]) => name === "post.save")?.[1];
  const { id, serial } = engine.sentBodies.at(-1) as { id: string; serial: number };
  expect(save).toMatchObject({ body: "の日𠮷", typed: { id, serial } });
});

test("an engine that replaces another one receives the text with the next write of the journal", async () => {
  const { engine, type, journalled } = await opened();
  type("雨", 0);
  await eventually(() => expect(journalled()).toMatchObject({ body: "雨の日" }));
  engine.replace(served);
  type("大", 0);
  await eventually(() => expect(journalled()).toMatchObject({ body: "大雨の日" }));
});

test("if edits lead to another text, the editor's text is used: at once if the length differs, otherwise at the save", async () => {
  const { engine, documents, body, editor } = await opened(never);
  editor.text = "雨の日。";
  const whole = (): string => editor.text;
  documents.type({ edits: [{ offset: 0, length: 0, text: "雨" }], units: 4, whole });
  expect(body()).toBe("雨の日。");
  editor.text = "雪の日。";
  documents.type({ edits: [{ offset: 0, length: 1, text: "雹" }], units: 4, whole });
  expect(body()).toBe("雹の日。");
  await documents.saveAll();
  expect(engine.calls.findLast(([name]) => name === "post.save")?.[1]).toMatchObject({ body: "雪の日。" });
  expect(body()).toBe("雪の日。");
});

test("the editor's text does not overwrite a text that replaced it", async () => {
  const { engine, documents, body, type } = await opened(never);
  type("雨", 0);
  await documents.restore("posts/rain.md", "", "別の言葉");
  await documents.saveAll();
  expect(body()).toBe("別の言葉");
  expect(engine.calls.findLast(([name]) => name === "post.save")?.[1]).toMatchObject({ body: "別の言葉" });
});

test("edits refer to the text that replaced the typed one, even if both have the same length", async () => {
  const { documents, body, editor, type } = await opened(never);
  type("雨", 0);
  await documents.restore("posts/rain.md", "", "雪の日");
  editor.text = "雪の日";
  type("大", 0);
  expect(body()).toBe("大雪の日");
});

test("edits refer to the text that another program wrote", async () => {
  const { engine, documents, body, editor, type, journalled } = await opened();
  type("雨", 0);
  await documents.saveAll();
  engine.server.emit("post.changedOnDisk", postFile({ hash: "h9", body: "晴れの日" }));
  await eventually(() => expect(body()).toBe("晴れの日"));
  editor.text = "晴れの日";
  type("快", 0);
  expect(body()).toBe("快晴れの日");
  await eventually(() => expect(journalled()).toMatchObject({ body: "快晴れの日" }));
});
