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

test("a body is known from its changes; one that is told as it is has no history", () => {
  const bodies = new TypedBodies();
  expect(bodies.take("雨")).toBe("雨");
  expect(bodies.take(whole("の日"))).toBe("の日");
  expect(bodies.take(typed(0, "雨", 3))).toBe("雨の日");
  expect(bodies.take({ id: "a", serial: 1, units: 3, change: { since: 1, edits: [] } })).toBe("雨の日");
});

test("changes of a body that is not there, or is another, are refused, and the next ones with them", () => {
  const bodies = new TypedBodies();
  expect(() => bodies.take(typed(0, "雨", 3))).toThrow(outOfStep);
  bodies.take(whole("の日"));
  expect(() => bodies.take(typed(4, "雨", 3))).toThrow(outOfStep);
  expect(() => bodies.take(typed(5, "雨", 4))).toThrow(outOfStep);
  expect(bodies.take(whole("雨の日", 6))).toBe("雨の日");
  expect(() => bodies.take(typed(6, "雨", 5))).toThrow(outOfStep);
  expect(() => bodies.take(typed(7, "雨", 6))).toThrow(outOfStep);
});

test("what differs from the body that is saved is forgotten; what does not, or is of another moment, stays", () => {
  const bodies = new TypedBodies();
  bodies.take(whole("の日"));
  bodies.compare({ id: "a", serial: 0 }, "の日");
  bodies.compare({ id: "a", serial: 1 }, "雨の日");
  bodies.compare({ id: "b", serial: 0 }, "雨の日");
  expect(bodies.take(typed(0, "雨", 3))).toBe("雨の日");
  bodies.compare({ id: "a", serial: 1 }, "雪の日");
  expect(() => bodies.take(typed(1, "雨", 4))).toThrow(outOfStep);
});

test("few bodies are kept, those told last", () => {
  const bodies = new TypedBodies();
  for (let id = 0; id < 9; id += 1) bodies.take(whole("の日", 0, `${id}`));
  expect(() => bodies.take(typed(0, "雨", 3, "0"))).toThrow(outOfStep);
  expect(bodies.take(typed(0, "雨", 3, "1"))).toBe("雨の日");
});
