import { expect, test } from "vitest";
import {
  installedPackages,
  isDebianLike,
  missingRequirements,
  packagesToInstall,
} from "../../../scripts/setup/debian-requirements.mjs";

const gtk = ["libgtk-3-0t64", "libgtk-3-0"];
const unzip = ["unzip"];

/** Returns a function that tests whether a name is in the list. */
function among(...names: string[]) {
  return (name: string) => names.includes(name);
}

test("either name of a renamed library is accepted", () => {
  expect(missingRequirements([gtk, unzip], among("libgtk-3-0", "unzip"))).toEqual([]);
  expect(missingRequirements([gtk, unzip], among("libgtk-3-0t64"))).toEqual([unzip]);
  expect(missingRequirements([gtk, unzip], among())).toEqual([gtk, unzip]);
});

test("the name that this release has is installed", () => {
  expect(packagesToInstall([gtk, unzip], among("libgtk-3-0", "unzip"))).toEqual(["libgtk-3-0", "unzip"]);
  expect(packagesToInstall([gtk], among("libgtk-3-0", "libgtk-3-0t64"))).toEqual(["libgtk-3-0t64"]);
});

test("a package that meets two requirements is installed once", () => {
  const [full, small] = [
    ["chromium", "chromium-browser"],
    ["chromium-headless-shell", "chromium-browser"],
  ];
  expect(packagesToInstall([full, small], among("chromium-browser"))).toEqual(["chromium-browser"]);
});

test("without a package list, the newest name is tried, so that apt-get can report the fault", () => {
  expect(packagesToInstall([gtk], among())).toEqual(["libgtk-3-0t64"]);
});

test("a removed package with remaining configuration is not installed", () => {
  const found = installedPackages("unzip\tinstalled\nxvfb\tconfig-files\nxauth\tnot-installed\n");
  expect([...found]).toEqual(["unzip"]);
});

test.each([
  ['PRETTY_NAME="Debian GNU/Linux 13"\nID=debian\n', true],
  ["ID=ubuntu\nID_LIKE=debian\n", true],
  ['ID=linuxmint\nID_LIKE="ubuntu debian"\n', true],
  ["ID=fedora\n", false],
  ['ID=arch\nHOME_URL="https://example.org/debian"\n', false],
  ["ID=notdebian\n", false],
])("%j is a Debian system: %s", (osRelease, expected) => {
  expect(isDebianLike(osRelease)).toBe(expected);
});
