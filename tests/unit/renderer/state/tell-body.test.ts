import fc from "fast-check";
import { expect, test } from "vitest";
import { AppError } from "#contract/errors.ts";
import type { TypedBody } from "#contract/types/typed-body.ts";
import { TypedBodies } from "#engine/app/typed-bodies.ts";
import { BodyMoment } from "#renderer/state/documents/body-moment.ts";
import { tellBody } from "#renderer/state/documents/tell-body.ts";
import { postFile, type ServedEngine, serveEngine } from "../support/served-engine.ts";

const frontMatter = "";
const typing = (moment: BodyMoment, text: string, offset = moment.text.length): BodyMoment => {
  const next = moment.after({
    edits: [{ offset, length: 0, text }],
    units: moment.text.length + text.length,
  });
  if (!next) throw new Error("the edit does not fit");
  return next;
};

function served(): ServedEngine & { tell(moment: BodyMoment, body?: string): Promise<unknown> } {
  const engine = serveEngine({ "check.text": () => [] });
  const { path } = postFile();
  return {
    ...engine,
    tell: (moment, body = moment.text) =>
      tellBody(engine.client, { body, moment }, (typed) =>
        engine.client.call("check.text", { path, frontMatter, body: typed }),
      ),
  };
}

const bodies = ({ calls }: ServedEngine): unknown[] =>
  calls.map(([, input]) => (input as { body: string }).body);

test("the engine is told the whole once, and then only what came to it", async () => {
  const engine = served();
  const first = BodyMoment.of("雨");
  const third = typing(typing(first, "の"), "日");
  await engine.tell(first);
  await engine.tell(third);
  await engine.tell(third);
  expect(bodies(engine)).toEqual(["雨", "雨の日", "雨の日"]);
  expect(engine.told).toMatchObject([
    { change: { whole: "雨" } },
    { change: { since: 0, edits: [{ offset: 1, length: 0, text: "の日" }] } },
    { change: { since: 2, edits: [] } },
  ]);
});

test("a new engine is told the whole", async () => {
  const engine = served();
  const first = BodyMoment.of("雨");
  await engine.tell(first);
  engine.replace({ "check.text": () => [] });
  await engine.tell(typing(first, "の日"));
  expect(bodies(engine)).toEqual(["雨", "雨の日"]);
  expect(engine.told).toMatchObject([{ change: { whole: "雨" } }, { change: { whole: "雨の日" } }]);
});

test("a body that was replaced since is told as it is, and so is one whose changes are forgotten", async () => {
  const engine = served();
  let moment = BodyMoment.of("雨");
  await engine.tell(moment);
  await engine.tell(moment, "雪");
  for (let key = 0; key < 400; key += 1) moment = typing(moment, "a");
  await engine.tell(moment);
  expect(engine.told.slice(1)).toMatchObject(["雪", { change: { whole: moment.text } }]);
});

test("an engine that does not know what the changes are of is told the whole", async () => {
  const engine = served();
  let moment = BodyMoment.of("雨");
  await engine.tell(moment);
  for (let other = 0; other < 9; other += 1) await engine.tell(BodyMoment.of("別の文章"));
  moment = typing(moment, "の日");
  await engine.tell(moment);
  expect(bodies(engine).at(-1)).toBe("雨の日");
  expect(engine.told.slice(-2)).toMatchObject([{ change: { since: 0 } }, { change: { whole: "雨の日" } }]);
});

test("whatever else the engine complains about reaches the caller", async () => {
  const engine = serveEngine({
    "check.text": () => {
      throw new AppError("file.notFound");
    },
  });
  const told = tellBody(engine.client, { body: "雨", moment: BodyMoment.of("雨") }, (body) =>
    engine.client.call("check.text", { path: "posts/rain.md", frontMatter, body }),
  );
  await expect(told).rejects.toMatchObject({ code: "file.notFound" });
});

/** What may happen between two keys. */
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant("edit" as const),
      places: fc.array(fc.nat(60), { minLength: 1, maxLength: 3 }),
      length: fc.nat(4),
      text: fc.constantFrom("", "a", "雨", "𠮷", "\r\n", "\ud842"),
    }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("tell" as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("lost" as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("crash" as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant("replace" as const), text: fc.string({ unit: "grapheme" }) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("other" as const) }) },
);

test("whatever is typed, lost, replaced or started anew: the engine always reads the words of the window", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
      let engine = { connection: {}, bodies: new TypedBodies() };
      let words = "はじめの言葉。";
      let moment = BodyMoment.of(words);
      let other = BodyMoment.of("別の文章");
      const tell = (told: BodyMoment, arrives = true): Promise<string | null> =>
        tellBody(engine as never, { body: told.text, moment: told }, async (typed: TypedBody) =>
          arrives ? engine.bodies.take(typed) : null,
        );
      for (const at of steps) {
        if (at.kind === "edit") {
          const edits = at.places.map((place) => {
            const offset = Math.min(place, words.length);
            const edit = { offset, length: Math.min(at.length, words.length - offset), text: at.text };
            words = words.slice(0, offset) + edit.text + words.slice(offset + edit.length);
            return edit;
          });
          const next = moment.after({ edits, units: words.length });
          expect(next?.text).toBe(words);
          if (next) moment = next;
        } else if (at.kind === "tell") expect(await tell(moment)).toBe(words);
        else if (at.kind === "lost") await tell(moment, false);
        else if (at.kind === "crash") engine = { connection: {}, bodies: new TypedBodies() };
        else if (at.kind === "other") {
          other = typing(other, "行");
          expect(await tell(other)).toBe(other.text);
        } else {
          words = at.text;
          moment = BodyMoment.of(words);
        }
      }
      expect(await tell(moment)).toBe(words);
    }),
    { numRuns: 500 },
  );
});
