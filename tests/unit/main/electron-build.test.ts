import { expect, test } from "vitest";
import { isStandIn } from "#main/electron-build.ts";
import packageFile from "../../../package.json" with { type: "json" };

test("an Electron of another line than the package's stands in for it", () => {
  const wanted = packageFile.devDependencies.electron.replace(/^\D+/, "");
  expect(isStandIn(wanted)).toBe(false);
  expect(isStandIn("33.2.1")).toBe(true);
});
