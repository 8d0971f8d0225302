import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { commandKeys, isAccelerator, withKey } from "#contract/command-keys.ts";
import { commandTable } from "#contract/commands.ts";

const ids = commandTable.map(({ id }) => id);
const ownKeys = commandTable.flatMap(({ key }) => (key === null ? [] : [key]));

describe("the table", () => {
  test("gives no key to two commands", () => {
    expect(ownKeys.filter((key, index) => ownKeys.indexOf(key) !== index)).toEqual([]);
  });

  test("writes keys in one way only, or two could be the same unseen", () => {
    expect(ownKeys.filter((key) => !isAccelerator(key))).toEqual([]);
    expect(["Shift+CmdOrCtrl+A", "CmdOrCtrl+a", "Ctrl+A", "CmdOrCtrl++", ""].filter(isAccelerator)).toEqual(
      [],
    );
  });
});

describe("the author's changes", () => {
  test("take the place of the table's keys", () => {
    const keys = commandKeys({ strike: "CmdOrCtrl+Shift+S", bold: null });
    expect(keys.get("strike")).toBe("CmdOrCtrl+Shift+S");
    expect(keys.get("bold")).toBeNull();
    expect(keys.get("save")).toBe("CmdOrCtrl+S");
  });

  test("win over a command that has the key by itself", () => {
    const keys = commandKeys({ strike: "CmdOrCtrl+S" });
    expect(keys.get("strike")).toBe("CmdOrCtrl+S");
    expect(keys.get("save")).toBeNull();
  });

  test("that no program can read do nothing", () => {
    expect(commandKeys({ save: "Hyper+Q", "no-command": "CmdOrCtrl+D", toString: "F9" })).toEqual(
      commandKeys({}),
    );
  });

  test("never leave one key with two commands, whatever the file says", () => {
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

describe("giving a key", () => {
  test("takes it from the command that had it, until that is given it back", () => {
    const moved = withKey({}, "strike", "CmdOrCtrl+S");
    expect(moved).toEqual({ strike: "CmdOrCtrl+S", save: null });
    expect(withKey(moved, "save", "CmdOrCtrl+S")).toEqual({});
  });

  test("holds, and leaves nothing to remember of a command that has its own key", () => {
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
