import { expect, test } from "vitest";
import { lockStamp, nodeModulesState } from "../../../scripts/setup/node-modules.mjs";

const ours = { version: "1.0.0", integrity: "sha512-a" };
const forMac = { version: "2.0.0", integrity: "sha512-b", optional: true };
const lock = JSON.stringify({
  packages: { "": { version: "0.1.0" }, "node_modules/a": ours, "node_modules/mac": forMac },
});

/** Returns npm's record of the installed packages. */
function record(packages: Record<string, unknown>) {
  return JSON.stringify({ packages });
}

test("no node modules: missing", () => {
  expect(nodeModulesState({ lock, stamp: undefined, installed: undefined })).toBe("missing");
  expect(nodeModulesState({ lock, stamp: lockStamp(lock), installed: undefined })).toBe("missing");
});

test("the stamp of this lock file: ready", () => {
  const installed = record({ "node_modules/a": ours });
  expect(nodeModulesState({ lock, stamp: lockStamp(lock), installed })).toBe("ready");
});

test("the stamp changes with the lock file", () => {
  expect(lockStamp(`${lock} `)).not.toBe(lockStamp(lock));
});

test("installed manually and correct: adopted, even without packages for other systems", () => {
  const installed = record({ "node_modules/a": ours });
  expect(nodeModulesState({ lock, stamp: undefined, installed })).toBe("adopt");
  expect(nodeModulesState({ lock, stamp: "of an older lock file", installed })).toBe("adopt");
});

test.each([
  ["a package is missing", {}],
  ["a package has another version", { "node_modules/a": { ...ours, version: "1.0.1" } }],
  ["a package has another digest", { "node_modules/a": { ...ours, integrity: "sha512-x" } }],
  ["a package is too much", { "node_modules/a": ours, "node_modules/b": ours }],
])("outdated when %s", (_, packages) => {
  const installed = record(packages);
  expect(nodeModulesState({ lock, stamp: "of an older lock file", installed })).toBe("outdated");
});
