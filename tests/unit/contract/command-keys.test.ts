import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { commandKeys, isAccelerator, withKey } from "#contract/command-keys.ts";
import { commandTable } from "#contract/commands.ts";

const ids = commandTable.map(({ id }) => id);
const ownKeys = commandTable.flatMap(({ key }) => (key === null ? [] : [key]));

describe("the table of commands", () => {
  test("assigns no key to two commands", () => {
    expect(ownKeys.filter((key, index) => ownKeys.indexOf(key) !== index)).toEqual([]);
  });

  test("has only one notation for each key, so that equal keys are recognised", () => {
    expect(ownKeys.filter((key) => !isAccelerator(key))).toEqual([]);
    expect(["Shift+CmdOrCtrl+A", "CmdOrCtrl+a", "Ctrl+A", "CmdOrCtrl++", ""].filter(isAccelerator)).toEqual(
      [],
    );
  });
});

describe("the author's changes", () => {
  test("replace the keys of the table", () => {
    const keys = commandKeys({ strike: "CmdOrCtrl+Shift+S", bold: null });
    expect(keys.get("strike")).toBe("CmdOrCtrl+Shift+S");
    expect(keys.get("bold")).toBeNull();
    expect(keys.get("save")).toBe("CmdOrCtrl+S");
  });

  test("take precedence over the default key of another command", () => {
    const keys = commandKeys({ strike: "CmdOrCtrl+S" });
    expect(keys.get("strike")).toBe("CmdOrCtrl+S");
    expect(keys.get("save")).toBeNull();
  });

  test("have no effect if no program can read them", () => {
    expect(commandKeys({ save: "Hyper+Q", "no-command": "CmdOrCtrl+D", toString: "F9" })).toEqual(
      commandKeys({}),
    );
  });

  test("never assign one key to two commands, whatever the file contains", () => {
    const change = fc.option(fc.oneof(fc.constantFrom(...ownKeys), fc.string({ maxLength: 4 })), {
      nil: null,
    });
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...ids), change), (changes) => {
        const given = [...commandKeys(changes).values()].filter((key) => key !== null);
        expect(new Set(given).size).toBe(given.length);
        expect(given.every(isAccelerator)).toBe(true);
      }),
    );
  });
});

describe("assigning a key", () => {
  test("removes it from the command that had it, until that command is assigned it again", () => {
    const moved = withKey({}, "strike", "CmdOrCtrl+S");
    expect(moved).toEqual({ strike: "CmdOrCtrl+S", save: null });
    expect(withKey(moved, "save", "CmdOrCtrl+S")).toEqual({});
  });

  test("persists, and stores nothing for a command with its default key", () => {
    const step = fc.tuple(fc.constantFrom(...ids), fc.option(fc.constantFrom(...ownKeys), { nil: null }));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        let changes = {};
        for (const [id, key] of steps) {
          changes = withKey(changes, id, key);
          expect(commandKeys(changes).get(id)).toBe(key);
        }
        const table = new Map(commandTable.map(({ id, key }): [string, string | null] => [id, key]));
        expect(Object.entries(changes).filter(([id, key]) => table.get(id) === key)).toEqual([]);
      }),
    );
  });
});
