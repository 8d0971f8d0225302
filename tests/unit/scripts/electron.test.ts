import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { fallbackExists } from "../../../scripts/setup/electron-fallback.mjs";
import { electronDist, electronEnvironment } from "../../../scripts/setup/electron-runtime.mjs";
import { electron33Types } from "../../../scripts/setup/electron-types.mjs";

test("an Electron that the user chooses takes precedence", async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), "hitofude-electron-"));
  await writeFile(path.join(folder, "version"), "v99.1.2\n");
  try {
    expect(await electronDist({ ELECTRON_OVERRIDE_DIST_PATH: folder })).toMatchObject({
      path: folder,
      version: "99.1.2",
      kind: "given",
      env: { ELECTRON_OVERRIDE_DIST_PATH: folder },
    });
  } finally {
    await rm(folder, { recursive: true });
  }
});

test("a chosen path without an Electron is ignored", async () => {
  const found = await electronDist({
    ELECTRON_OVERRIDE_DIST_PATH: path.join(os.tmpdir(), "no-such-electron"),
  });
  expect(found?.kind).not.toBe("given");
});

test("for an official Electron, the override is removed from the environment", () => {
  const official = {
    path: "/o",
    executable: "/o/electron",
    version: "1",
    kind: "official" as const,
    env: {},
  };
  expect(electronEnvironment(official, { ELECTRON_OVERRIDE_DIST_PATH: "/gone", A: "1" })).toEqual({ A: "1" });
  const fallback = { ...official, kind: "fallback" as const, env: { ELECTRON_OVERRIDE_DIST_PATH: "/f" } };
  expect(electronEnvironment(fallback, { A: "1" })).toEqual({ A: "1", ELECTRON_OVERRIDE_DIST_PATH: "/f" });
});

test("the fallback Electron exists only for x64 Linux", () => {
  expect(fallbackExists("linux", "x64")).toBe(true);
  expect(fallbackExists("linux", "arm64")).toBe(false);
  expect(fallbackExists("darwin", "x64")).toBe(false);
});

test("the second type check uses the declarations that set-up downloads", async () => {
  const project = path.resolve("electron/main/tsconfig.oldest.json");
  const { compilerOptions } = JSON.parse(await readFile(project, "utf8"));
  const [declarations] = compilerOptions.paths.electron;
  expect(path.resolve(path.dirname(project), declarations)).toBe(electron33Types);
});
