import { expect, test } from "vitest";
import { isStandIn } from "#main/electron-build.ts";
import packageFile from "../../../package.json" with { type: "json" };

test("a fallback Electron has another version than the package's", () => {
  const wanted = packageFile.devDependencies.electron.replace(/^\D+/, "");
  expect(isStandIn(wanted)).toBe(false);
  expect(isStandIn("33.2.1")).toBe(true);
});
