import fc from "fast-check";
import { expect, test } from "vitest";
import { AppError } from "#contract/errors.ts";
import type { TypedBody } from "#contract/types/typed-body.ts";
import { TypedBodies } from "#engine/app/typed-bodies.ts";
import { BodyRevision, callWithBody } from "#renderer/state/documents/body-revision.ts";
import { postFile, type ServedEngine, serveEngine } from "../support/served-engine.ts";

const frontMatter = "";
const typing = (revision: BodyRevision, text: string, offset = revision.text.length): BodyRevision => {
  const next = revision.after({
    edits: [{ offset, length: 0, text }],
    units: revision.text.length + text.length,
  });
  if (!next) throw new Error("the edit does not fit");
  return next;
};

function served(): ServedEngine & { send(revision: BodyRevision, body?: string): Promise<unknown> } {
  const engine = serveEngine({ "check.text": () => [] });
  const { path } = postFile();
  return {
    ...engine,
    send: (revision, body = revision.text) =>
      callWithBody(engine.client, { body, revision }, (typed) =>
        engine.client.call("check.text", { path, frontMatter, body: typed }),
      ),
  };
}

const bodies = ({ calls }: ServedEngine): unknown[] =>
  calls.map(([, input]) => (input as { body: string }).body);

test("the engine receives the whole body once, and then only edits", async () => {
  const engine = served();
  const first = BodyRevision.of("雨");
  const third = typing(typing(first, "の"), "日");
  await engine.send(first);
  await engine.send(third);
  await engine.send(third);
  expect(bodies(engine)).toEqual(["雨", "雨の日", "雨の日"]);
  expect(engine.sentBodies).toMatchObject([
    { change: { whole: "雨" } },
    { change: { since: 0, edits: [{ offset: 1, length: 0, text: "の日" }] } },
    { change: { since: 2, edits: [] } },
  ]);
});

test("a new engine receives the whole body", async () => {
  const engine = served();
  const first = BodyRevision.of("雨");
  await engine.send(first);
  engine.replace({ "check.text": () => [] });
  await engine.send(typing(first, "の日"));
  expect(bodies(engine)).toEqual(["雨", "雨の日"]);
  expect(engine.sentBodies).toMatchObject([{ change: { whole: "雨" } }, { change: { whole: "雨の日" } }]);
});

test("a replaced body, or one whose edits are no longer kept, is sent whole", async () => {
  const engine = served();
  let revision = BodyRevision.of("雨");
  await engine.send(revision);
  await engine.send(revision, "雪");
  for (let key = 0; key < 400; key += 1) revision = typing(revision, "a");
  await engine.send(revision);
  expect(engine.sentBodies.slice(1)).toMatchObject(["雪", { change: { whole: revision.text } }]);
});

test("an engine without the revision that edits refer to receives the whole body", async () => {
  const engine = served();
  let revision = BodyRevision.of("雨");
  await engine.send(revision);
  for (let other = 0; other < 9; other += 1) await engine.send(BodyRevision.of("別の文章"));
  revision = typing(revision, "の日");
  await engine.send(revision);
  expect(bodies(engine).at(-1)).toBe("雨の日");
  expect(engine.sentBodies.slice(-2)).toMatchObject([
    { change: { since: 0 } },
    { change: { whole: "雨の日" } },
  ]);
});

test("other errors of the engine reach the caller", async () => {
  const engine = serveEngine({
    "check.text": () => {
      throw new AppError("file.notFound");
    },
  });
  const call = callWithBody(engine.client, { body: "雨", revision: BodyRevision.of("雨") }, (body) =>
    engine.client.call("check.text", { path: "posts/rain.md", frontMatter, body }),
  );
  await expect(call).rejects.toMatchObject({ code: "file.notFound" });
});

/** Events between two key presses. */
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant("edit" as const),
      positions: fc.array(fc.nat(60), { minLength: 1, maxLength: 3 }),
      length: fc.nat(4),
      text: fc.constantFrom("", "a", "雨", "𠮷", "\r\n", "\ud842"),
    }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("send" as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("lost" as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("crash" as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant("replace" as const), text: fc.string({ unit: "grapheme" }) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("other" as const) }) },
);

test("whatever is typed, lost, replaced or restarted, the engine always has the window's text", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
      let engine = { connection: {}, bodies: new TypedBodies() };
      let words = "はじめの言葉。";
      let revision = BodyRevision.of(words);
      let other = BodyRevision.of("別の文章");
      const send = (sent: BodyRevision, arrives = true): Promise<string | null> =>
        callWithBody(engine as never, { body: sent.text, revision: sent }, async (typed: TypedBody) =>
          arrives ? engine.bodies.take(typed) : null,
        );
      for (const at of steps) {
        if (at.kind === "edit") {
          const edits = at.positions.map((position) => {
            const offset = Math.min(position, words.length);
            const edit = { offset, length: Math.min(at.length, words.length - offset), text: at.text };
            words = words.slice(0, offset) + edit.text + words.slice(offset + edit.length);
            return edit;
          });
          const next = revision.after({ edits, units: words.length });
          expect(next?.text).toBe(words);
          if (next) revision = next;
        } else if (at.kind === "send") expect(await send(revision)).toBe(words);
        else if (at.kind === "lost") await send(revision, false);
        else if (at.kind === "crash") engine = { connection: {}, bodies: new TypedBodies() };
        else if (at.kind === "other") {
          other = typing(other, "行");
          expect(await send(other)).toBe(other.text);
        } else {
          words = at.text;
          revision = BodyRevision.of(words);
        }
      }
      expect(await send(revision)).toBe(words);
    }),
    { numRuns: 500 },
  );
});
