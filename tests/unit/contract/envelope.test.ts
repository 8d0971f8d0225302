import { expect, test } from "vitest";
import { type Envelope, readEnvelope } from "#contract/rpc/envelope.ts";

const envelopes: readonly Envelope[] = [
  { type: "call", id: 0, name: "post.open", input: { path: "posts/rain.md" } },
  { type: "cancel", id: 1 },
  { type: "result", id: 2, output: null },
  { type: "error", id: 3, error: { code: "call.cancelled", values: {} } },
  { type: "event", name: "post.removedOnDisk", payload: { path: "posts/rain.md" } },
];

test("each kind of message is read as it was sent, without additional fields", () => {
  for (const envelope of envelopes) expect(readEnvelope({ ...envelope, more: "of it" })).toEqual(envelope);
});

test("an unknown message is read as undefined", () => {
  const strange: readonly unknown[] = [
    ...[null, undefined, 1, "call", [], {}],
    { type: "other", id: 1 },
    { type: "call", id: 1, input: null },
    { type: "call", id: "1", name: "post.open", input: null },
    { type: "cancel", id: -1 },
    { type: "result", id: 1.5, output: null },
    { type: "result", id: Number.NaN, output: null },
    { type: "error", id: 1, error: "no" },
    { type: "event", payload: null },
  ];
  for (const message of strange) expect(readEnvelope(message)).toBeUndefined();
});
