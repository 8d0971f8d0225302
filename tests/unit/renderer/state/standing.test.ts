import { expect, test } from "vitest";
import { isAddressFixed, publicationStateOf } from "#renderer/state/documents/document-hooks.ts";

const draft = { problem: null, properties: { status: "draft" } } as const;
const ready = { problem: null, properties: { status: "ready" } } as const;

test("a post that becomes a draft in the form is one at once, and is marked if it is still online", () => {
  expect(publicationStateOf(draft, { state: "published" })).toEqual({ state: "draft", stillOnline: true });
  expect(publicationStateOf(draft, { state: "changed" })).toEqual({ state: "draft", stillOnline: true });
  expect(publicationStateOf(draft, { state: "scheduled", stillOnline: true })).toEqual({
    state: "draft",
    stillOnline: true,
  });
  expect(publicationStateOf(draft, { state: "ready" })).toEqual({ state: "draft", stillOnline: false });
});

test("otherwise the state of the file counts", () => {
  expect(publicationStateOf(ready, { state: "published" })).toEqual({
    state: "published",
    stillOnline: false,
  });
  expect(publicationStateOf(ready, { state: "draft", stillOnline: true })).toEqual({
    state: "draft",
    stillOnline: true,
  });
});

test("the address of a draft is fixed as long as it is online", () => {
  const fixed = (frozen: boolean, state: "draft" | "published", stillOnline = false): boolean =>
    isAddressFixed({ frozen }, { state, stillOnline });
  expect(fixed(true, "draft", true)).toBe(true);
  expect(fixed(true, "draft")).toBe(false);
  expect(fixed(true, "published")).toBe(true);
  expect(fixed(false, "published")).toBe(false);
});
