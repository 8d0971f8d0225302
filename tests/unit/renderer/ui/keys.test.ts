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

describe("matching a key press with a key", () => {
  const publish = parseAccelerator("CmdOrCtrl+Shift+P");

  test("requires exactly the same modifiers", () => {
    expect(matchesChord(publish, press("P", { ctrlKey: true, shiftKey: true }), false)).toBe(true);
    expect(matchesChord(publish, press("p", { ctrlKey: true }), false)).toBe(false);
    expect(matchesChord(publish, press("P", { ctrlKey: true, shiftKey: true, altKey: true }), false)).toBe(
      false,
    );
  });

  test("uses Cmd on a Mac and Ctrl elsewhere", () => {
    expect(matchesChord(publish, press("p", { metaKey: true, shiftKey: true }), true)).toBe(true);
    expect(matchesChord(publish, press("p", { ctrlKey: true, shiftKey: true }), true)).toBe(false);
  });

  test("ignores keys that an input method is processing", () => {
    const keys = { ctrlKey: true, shiftKey: true };
    expect(matchesChord(publish, press("P", { ...keys, isComposing: true }), false)).toBe(false);
    expect(matchesChord(publish, press("Process", { ...keys, code: "KeyP", keyCode: 229 }), false)).toBe(
      false,
    );
  });

  test("recognises a letter by its position on a keyboard without Latin letters, not on other keyboards", () => {
    const keys = { ctrlKey: true, shiftKey: true, code: "KeyP" };
    expect(matchesChord(publish, press("З", keys), false)).toBe(true);
    expect(matchesChord(publish, press("L", keys), false)).toBe(false);
  });
});

test("keys are displayed in the notation of the system", () => {
  expect(chordText("CmdOrCtrl+Shift+P", false)).toBe("Ctrl+Shift+P");
  expect(chordText("CmdOrCtrl+Shift+P", true)).toBe("⇧⌘P");
  expect(chordText("F6", false)).toBe("F6");
});

test("no two commands have the same key", () => {
  const keys = commandTable.flatMap(({ key }) => (key === null ? [] : [key]));
  expect(new Set(keys).size).toBe(keys.length);
});
