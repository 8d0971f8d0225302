import { describe, expect, test } from "vitest";
import { commandTable } from "#contract/commands.ts";
import {
  acceleratorOf,
  chordText,
  isTyping,
  type KeyPress,
  matchesChord,
  parseAccelerator,
} from "#renderer/ui/keys.ts";
import { commandKeys } from "#contract/command-keys.ts";
import { textCommandOfKey } from "#renderer/editor/text/text-keys.ts";
import { commandOfKey } from "#renderer/commands/run-command.ts";

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

describe("no command gets", () => {
  const keys = commandKeys({});
  const commandsOf = (event: KeyPress) => [
    commandOfKey(event, false, keys),
    textCommandOfKey(event, false, keys),
  ];
  const none = [undefined, undefined];

  /** Keys with which Japanese input methods convert, as Windows and Linux report them. */
  const converting: [string, Partial<KeyPress>][] = [
    ...["F6", "F7", "F8", "F9", "F10"].map((key): [string, Partial<KeyPress>] => [key, { code: key }]),
    ...["u", "i", "o", "p", "t", "h", "m", "n", "k"].map((key): [string, Partial<KeyPress>] => [
      key,
      { ctrlKey: true, code: `Key${key.toUpperCase()}` },
    ]),
    ["Enter", { altKey: true }],
    ["1", { ctrlKey: true, code: "Digit1" }],
  ];

  test.each(converting)("%s of an input method that composes", (key, event) => {
    expect(commandsOf(press(key, { ...event, isComposing: true, keyCode: 229 }))).toEqual(none);
    expect(commandsOf(press("Process", { ...event, keyCode: 229 }))).toEqual(none);
    expect(commandsOf(press(key, { ...event, isComposing: true }))).toEqual(none);
  });

  const switching = ["Zenkaku", "Hankaku", "ZenkakuHankaku", "HankakuZenkaku", "Convert", "NonConvert"];
  const moreSwitching = [
    "KanaMode",
    "Hiragana",
    "Katakana",
    "HiraganaKatakana",
    "Romaji",
    "Alphanumeric",
    "Eisu",
  ];

  test.each([...switching, ...moreSwitching])("%s, which switches the input method", (key) => {
    for (const shiftKey of [false, true]) {
      for (const ctrlKey of [false, true]) {
        const event = press(key, { shiftKey, ctrlKey, code: "Backquote" });
        expect(commandsOf(event)).toEqual(none);
        expect(acceleratorOf(event, false)).toBeNull();
      }
    }
  });

  /** German AltGr keys: Windows may report Ctrl and Alt with them. */
  test.each([
    ["{", "Digit7"],
    ["[", "Digit8"],
    ["²", "Digit2"],
    ["³", "Digit3"],
    ["@", "KeyQ"],
    ["€", "KeyE"],
    ["s", "KeyS"],
    ["n", "KeyN"],
  ])("AltGr with the character %s, which is typed", (key, code) => {
    const event = press(key, {
      code,
      ctrlKey: true,
      altKey: true,
      getModifierState: (name: string) => name === "AltGraph",
    });
    expect(isTyping(event)).toBe(true);
    expect(commandsOf(event)).toEqual(none);
    expect(acceleratorOf(event, false)).toBeNull();
  });

  test("AltGr and Enter, although Alt and Enter belong to a command", () => {
    const enter = (altGr: boolean): KeyPress =>
      press("Enter", { altKey: true, getModifierState: (name: string) => altGr && name === "AltGraph" });
    expect(commandsOf(enter(false))).toEqual(["properties", undefined]);
    expect(commandsOf(enter(true))).toEqual(none);
  });
});
