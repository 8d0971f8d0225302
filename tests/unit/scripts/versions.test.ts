import { expect, test } from "vitest";
import { chooseNode, MINIMUM_NODE } from "../../../scripts/setup/tool-node.mjs";
import { isAtLeast } from "../../../scripts/setup/versions.mjs";

test.each([
  ["22.12.0", "22.12.0", true],
  ["v24.1.0", "22.12.0", true],
  ["22.12", "22.12.0", true],
  ["22.9.0", "22.12.0", false], // Compared as text, 9 comes after 12
  ["20.20.2", "22.12.0", false],
  ["22.12.0-rc.1", "22.12.0", true],
])("%s is at least %s: %s", (version, minimum, expected) => {
  expect(isAtLeast(version, minimum)).toBe(expected);
});

test("an invalid version is rejected", () => {
  expect(() => isAtLeast("latest", "1.0.0")).toThrow("Not a version: latest");
});

test("tools run with the running Node if it is new enough, otherwise with the bundled one", () => {
  const machine = { execPath: "/system/node", bundled: "/modules/node" };
  expect(chooseNode({ ...machine, version: MINIMUM_NODE })).toBe("/system/node");
  expect(chooseNode({ ...machine, version: "18.19.0" })).toBe("/modules/node");
  expect(chooseNode({ ...machine, version: "18.19.0", bundled: undefined })).toBeUndefined();
});

test("package.json requires the same Node as the scripts", async () => {
  const manifest = await import("../../../package.json");
  expect(manifest.engines.node).toBe(`>=${MINIMUM_NODE}`);
});
