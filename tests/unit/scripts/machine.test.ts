import path from "node:path";
import { expect, test } from "vitest";
import {
  isHeadless,
  mayGoUnsandboxed,
  sandboxObstacle,
  userNamespacesAllowed,
} from "../../../scripts/setup/machine.mjs";
import { npmCommand } from "../../../scripts/setup/npm.mjs";
import { cacheDir } from "../../../scripts/setup/paths.mjs";
import { bilingual, elapsed, isJapaneseLocale } from "../../../scripts/setup/report.mjs";

test("only Linux without X and Wayland has no display", () => {
  expect(isHeadless("linux", {})).toBe(true);
  expect(isHeadless("linux", { DISPLAY: ":0" })).toBe(false);
  expect(isHeadless("linux", { WAYLAND_DISPLAY: "wayland-0" })).toBe(false);
  expect(isHeadless("darwin", {})).toBe(false);
  expect(isHeadless("win32", {})).toBe(false);
});

test("the sandbox is disabled only for root, or if neither of its implementations works", () => {
  const user = { platform: "linux", isRoot: false, userNamespaces: true, helper: false };
  expect(sandboxObstacle(user)).toBeUndefined();
  expect(sandboxObstacle({ ...user, isRoot: true })).toBe("root");
  expect(sandboxObstacle({ ...user, userNamespaces: false })).toBe("no-namespaces");
  expect(sandboxObstacle({ ...user, userNamespaces: false, helper: true })).toBeUndefined();
  expect(sandboxObstacle({ ...user, platform: "darwin", isRoot: true })).toBeUndefined();
});

test("only root in CI runs without the sandbox without asking", () => {
  expect(mayGoUnsandboxed("root", {})).toBe(false);
  expect(mayGoUnsandboxed("no-namespaces", {})).toBe(false);
  expect(mayGoUnsandboxed("root", { CI: "true" })).toBe(true);
  expect(mayGoUnsandboxed("root", { CI: "false" })).toBe(false);
  expect(mayGoUnsandboxed("no-namespaces", { CI: "true" })).toBe(false);
  for (const obstacle of ["root", "no-namespaces"] as const) {
    expect(mayGoUnsandboxed(obstacle, { HITOFUDE_NO_SANDBOX: "1" })).toBe(true);
    expect(mayGoUnsandboxed(obstacle, { HITOFUDE_NO_SANDBOX: "0" })).toBe(false);
  }
});

test("each kernel setting that forbids user namespaces is detected", () => {
  const kernel = (settings: Record<string, string>) => (name: string) => settings[name];
  expect(userNamespacesAllowed(kernel({}))).toBe(true);
  expect(userNamespacesAllowed(kernel({ "kernel/apparmor_restrict_unprivileged_userns": "1" }))).toBe(false);
  expect(userNamespacesAllowed(kernel({ "kernel/unprivileged_userns_clone": "0" }))).toBe(false);
  expect(userNamespacesAllowed(kernel({ "user/max_user_namespaces": "0" }))).toBe(false);
  expect(userNamespacesAllowed(kernel({ "user/max_user_namespaces": "31021" }))).toBe(true);
});

test("the cache is where the user chooses, otherwise in XDG's folder, otherwise in the home folder", () => {
  const home = path.resolve("/home/fude");
  expect(cacheDir({ HITOFUDE_CACHE: path.resolve("/c"), XDG_CACHE_HOME: "/x" }, home)).toBe(
    path.resolve("/c"),
  );
  expect(cacheDir({ XDG_CACHE_HOME: path.resolve("/x") }, home)).toBe(path.resolve("/x/hitofude"));
  expect(cacheDir({ XDG_CACHE_HOME: "relative" }, home)).toBe(path.join(home, ".cache", "hitofude"));
  expect(cacheDir({}, home)).toBe(path.join(home, ".cache", "hitofude"));
});

test("npm is the one that runs this process, otherwise the one on the PATH", () => {
  const ours = npmCommand(["ci"], { npm_execpath: "/n/npm-cli.js" }, "linux");
  expect(ours).toEqual({ command: process.execPath, args: ["/n/npm-cli.js", "ci"], shell: false });
  expect(npmCommand(["ci"], { npm_execpath: "/y/yarn.js" }, "linux").command).toBe("npm");
  expect(npmCommand(["ci"], {}, "win32")).toEqual({ command: "npm.cmd", args: ["ci"], shell: true });
});

test("Japanese is added to English in a Japanese locale", () => {
  expect(isJapaneseLocale({ LANG: "ja_JP.UTF-8" })).toBe(true);
  expect(isJapaneseLocale({ LANG: "ja_JP.UTF-8", LC_ALL: "C" })).toBe(false);
  expect(isJapaneseLocale({})).toBe(false);
  expect(bilingual("done", "できました", true)).toBe("できました / done");
  expect(bilingual("done", "できました", false)).toBe("done");
});

test.each([
  [449, "0.4 s"],
  [12_400, "12 s"],
  [59_700, "1 min 0 s"],
  [200_000, "3 min 20 s"],
])("%i ms are formatted as %s", (milliseconds, expected) => {
  expect(elapsed(0, milliseconds)).toBe(expected);
});
