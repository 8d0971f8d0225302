import { expect, test } from "vitest";
import { quietRoot } from "#renderer/views/frame/quiet-root.ts";

/** What somebody hears who listens at a root to everything and twice, as React does, of events in the text or elsewhere. */
function heardAtRoot(isInText: boolean, types: readonly string[]): string[] {
  const root = new EventTarget();
  const heard: string[] = [];
  quietRoot(root, (target) => target === root && isInText);
  for (const type of types) {
    for (const capture of [true, false]) {
      root.addEventListener(type, (event) => heard.push(event.type), { capture });
    }
  }
  for (const type of types) root.dispatchEvent(new Event(type));
  return heard;
}

const ofKeys = ["keydown", "keypress", "keyup", "pointerover", "mouseover"];

test("what a key in the text sends is kept away", () => {
  expect(heardAtRoot(true, ofKeys)).toEqual([]);
});

test("keys and pointers elsewhere come twice, and so does all else in the text", () => {
  const twice = (types: readonly string[]): string[] => types.flatMap((type) => [type, type]);
  const others = ["click", "focusin", "pointerout", "mouseout", "paste", "drop"];
  expect(heardAtRoot(false, ofKeys)).toEqual(twice(ofKeys));
  expect(heardAtRoot(true, others)).toEqual(twice(others));
});
