import { describe, expect, test } from "vitest";
import { commandTable } from "#contract/commands.ts";
import { chordText, type KeyPress, matchesChord, parseAccelerator } from "#renderer/ui/keys.ts";

function press(key: string, changes: Partial<KeyPress> = {}): KeyPress {
  return {
    key,
    code: "",
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    shiftKey: false,
    isComposing: false,
    keyCode: 0,
    ...changes,
  };
}

describe("matching", () => {
  const publish = parseAccelerator("CmdOrCtrl+Shift+P");

  test("wants exactly its modifiers", () => {
    expect(matchesChord(publish, press("P", { ctrlKey: true, shiftKey: true }), false)).toBe(true);
    expect(matchesChord(publish, press("p", { ctrlKey: true }), false)).toBe(false);
    expect(matchesChord(publish, press("P", { ctrlKey: true, shiftKey: true, altKey: true }), false)).toBe(
      false,
    );
  });

  test("is Cmd on a Mac and Ctrl elsewhere", () => {
    expect(matchesChord(publish, press("p", { metaKey: true, shiftKey: true }), true)).toBe(true);
    expect(matchesChord(publish, press("p", { ctrlKey: true, shiftKey: true }), true)).toBe(false);
  });

  test("leaves keys to an input method that is at work", () => {
    const keys = { ctrlKey: true, shiftKey: true };
    expect(matchesChord(publish, press("P", { ...keys, isComposing: true }), false)).toBe(false);
    expect(matchesChord(publish, press("Process", { ...keys, code: "KeyP", keyCode: 229 }), false)).toBe(
      false,
    );
  });

  test("finds a letter by its place on a keyboard without Latin letters, not on one with others", () => {
    const keys = { ctrlKey: true, shiftKey: true, code: "KeyP" };
    expect(matchesChord(publish, press("З", keys), false)).toBe(true);
    expect(matchesChord(publish, press("L", keys), false)).toBe(false);
  });
});

test("chords are written as people of the system write them", () => {
  expect(chordText("CmdOrCtrl+Shift+P", false)).toBe("Ctrl+Shift+P");
  expect(chordText("CmdOrCtrl+Shift+P", true)).toBe("⇧⌘P");
  expect(chordText("F6", false)).toBe("F6");
});

test("no two commands have the same key", () => {
  const keys = commandTable.flatMap(({ key }) => (key === null ? [] : [key]));
  expect(new Set(keys).size).toBe(keys.length);
});
