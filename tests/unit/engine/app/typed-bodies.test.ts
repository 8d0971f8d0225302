import { expect, test } from "vitest";
import type { BodyUpdate } from "#contract/types/typed-body.ts";
import { TypedBodies } from "#engine/app/typed-bodies.ts";

const outOfStep = expect.objectContaining({ code: "call.outOfStep" });

function whole(text: string, serial = 0, id = "a"): BodyUpdate {
  return { id, serial, units: text.length, change: { whole: text } };
}

function typed(since: number, text: string, units: number, id = "a"): BodyUpdate {
  return { id, serial: since + 1, units, change: { since, edits: [{ offset: 0, length: 0, text }] } };
}

test("a body is made from edits, and sending it whole drops earlier revisions", () => {
  const bodies = new TypedBodies();
  expect(bodies.take("雨")).toBe("雨");
  expect(bodies.take(whole("の日"))).toBe("の日");
  expect(bodies.take(typed(0, "雨", 3))).toBe("雨の日");
  expect(bodies.take({ id: "a", serial: 1, units: 3, change: { since: 1, edits: [] } })).toBe("雨の日");
});

test("edits of a missing or another revision are rejected, and so are the following ones", () => {
  const bodies = new TypedBodies();
  expect(() => bodies.take(typed(0, "雨", 3))).toThrow(outOfStep);
  bodies.take(whole("の日"));
  expect(() => bodies.take(typed(4, "雨", 3))).toThrow(outOfStep);
  expect(() => bodies.take(typed(5, "雨", 4))).toThrow(outOfStep);
  expect(bodies.take(whole("雨の日", 6))).toBe("雨の日");
  expect(() => bodies.take(typed(6, "雨", 5))).toThrow(outOfStep);
  expect(() => bodies.take(typed(7, "雨", 6))).toThrow(outOfStep);
});

test("a revision that differs from the saved body is dropped; an equal one, or another revision, is kept", () => {
  const bodies = new TypedBodies();
  bodies.take(whole("の日"));
  bodies.compare({ id: "a", serial: 0 }, "の日");
  bodies.compare({ id: "a", serial: 1 }, "雨の日");
  bodies.compare({ id: "b", serial: 0 }, "雨の日");
  expect(bodies.take(typed(0, "雨", 3))).toBe("雨の日");
  bodies.compare({ id: "a", serial: 1 }, "雪の日");
  expect(() => bodies.take(typed(1, "雨", 4))).toThrow(outOfStep);
});

test("only the bodies used last are kept", () => {
  const bodies = new TypedBodies();
  for (let id = 0; id < 9; id += 1) bodies.take(whole("の日", 0, `${id}`));
  expect(() => bodies.take(typed(0, "雨", 3, "0"))).toThrow(outOfStep);
  expect(bodies.take(typed(0, "雨", 3, "1"))).toBe("雨の日");
});
