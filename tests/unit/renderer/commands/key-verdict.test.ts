import { describe, expect, test } from "vitest";
import { commandKeys } from "#contract/command-keys.ts";
import { commandTable } from "#contract/commands.ts";
import { isInputMethodKey, judgeKey } from "#renderer/commands/key-verdict.ts";
import { acceleratorOf, type KeyPress, matchesChord, parseAccelerator } from "#renderer/ui/keys.ts";
import { textCommandOfKey } from "#renderer/editor/text/text-keys.ts";

/** Returns a key press as a browser reports it: `press("Ctrl+Shift", "S", "KeyS")`. */
function press(modifiers: string, key: string, code = "", changes: Partial<KeyPress> = {}): KeyPress {
  return {
    key,
    code,
    ctrlKey: modifiers.includes("Ctrl"),
    metaKey: modifiers.includes("Cmd"),
    altKey: modifiers.includes("Alt"),
    shiftKey: modifiers.includes("Shift"),
    isComposing: false,
    keyCode: 0,
    ...changes,
  };
}

describe("a recorded key", () => {
  test.each([
    ["CmdOrCtrl+Shift+S", press("Ctrl+Shift", "S", "KeyS")],
    ["CmdOrCtrl+Shift+2", press("Ctrl+Shift", '"', "Digit2")],
    ["CmdOrCtrl+Alt+Left", press("Ctrl+Alt", "ArrowLeft", "ArrowLeft")],
    ["CmdOrCtrl+Space", press("Ctrl", " ", "Space")],
    ["CmdOrCtrl+Shift+Plus", press("Ctrl+Shift", "+", "Semicolon")],
    ["CmdOrCtrl+P", press("Ctrl", "з", "KeyP")],
    ["Alt+Enter", press("Alt", "Enter", "Enter")],
    ["F9", press("", "F9", "F9")],
  ])("is written as %s and recognised again", (accelerator, event) => {
    expect(acceleratorOf(event, false)).toBe(accelerator);
    expect(matchesChord(parseAccelerator(accelerator), event, false)).toBe(true);
  });

  test("has Cmd on a Mac, where Alt changes the typed character", () => {
    const event = press("Cmd+Alt", "ß", "KeyS");
    expect(acceleratorOf(event, true)).toBe("CmdOrCtrl+Alt+S");
    expect(matchesChord(parseAccelerator("CmdOrCtrl+Alt+S"), event, true)).toBe(true);
  });
});

describe("the verdict about a key", () => {
  const keys = commandKeys({});
  const judge = (event: KeyPress, platform = "linux") => judgeKey(event, "strike", keys, platform);

  test("names the command to which the key is assigned", () => {
    expect(judge(press("Ctrl", "s", "KeyS"))).toMatchObject({ kind: "key", owner: "save" });
    expect(judgeKey(press("Ctrl", "s", "KeyS"), "save", keys, "linux")).toMatchObject({ owner: null });
  });

  test("waits for a key after modifiers, and ignores keys of an input method", () => {
    expect(judge(press("Ctrl", "Control")).kind).toBe("unfinished");
    expect(judge(press("Ctrl", "Process", "KeyS", { keyCode: 229 })).kind).toBe("unfinished");
  });

  test("refuses keys that type or move the caret, and keys that all programs share", () => {
    expect(judge(press("", "a", "KeyA")).kind).toBe("plain");
    expect(judge(press("Ctrl", "ArrowLeft")).kind).toBe("plain");
    expect(judge(press("Alt", "å", "KeyA"), "darwin").kind).toBe("plain");
    expect(judge(press("Ctrl", "c", "KeyC")).kind).toBe("reserved");
  });

  test("warns of keys that input methods of the system use", () => {
    const unicode = press("Ctrl+Shift", "U", "KeyU");
    expect(judge(unicode)).toMatchObject({ kind: "key", isInputMethods: true });
    expect(judge(unicode, "win32")).toMatchObject({ kind: "key", isInputMethods: false });
    expect(judge(press("Ctrl", " ", "Space"), "win32")).toMatchObject({ isInputMethods: true });
  });

  test("no command has such a key by default", () => {
    const bad = commandTable.filter(({ key }) =>
      ["linux", "win32", "darwin"].some((platform) => key !== null && isInputMethodKey(key, platform)),
    );
    expect(bad).toEqual([]);
  });
});

describe("keys in the text", () => {
  test("follow the author's changes, and have no effect after they were removed", () => {
    const keys = commandKeys({ "find-in-text": "CmdOrCtrl+Alt+F", strike: "CmdOrCtrl+Shift+X" });
    expect(textCommandOfKey(press("Ctrl+Shift", "X", "KeyX"), false, keys)).toBe("strike");
    expect(textCommandOfKey(press("Ctrl", "b", "KeyB"), false, keys)).toBe("bold");
    expect(textCommandOfKey(press("Ctrl", "f", "KeyF"), false, keys)).toBe("nothing");
    expect(textCommandOfKey(press("Ctrl", "m", "KeyM"), false, keys)).toBeUndefined();
  });
});
