import { accessSync, constants } from "node:fs";
import { expect, test } from "vitest";
import { planPackages } from "../../../../scripts/package/plan.mjs";

const official = { kind: "official", path: "/electron/dist", version: "45.4.1" } as const;
const fallback = { kind: "fallback", path: "/electron-33", version: "33.2.1" } as const;
const wish = { targets: [], output: undefined, fast: false };

test("with the official Electron, everything is as in electron-builder.yml", () => {
  expect(planPackages({ ...wish, electron: official }, {})).toEqual({ targets: [], config: {}, env: {} });
});

test("with the fallback, that Electron is packaged unpacked and as a deb, without fpm", () => {
  const plan = planPackages({ ...wish, electron: fallback }, {});
  expect(plan.targets).toEqual(["dir", "deb"]);
  expect(plan.config).toEqual({ electronDist: "/electron-33", electronVersion: "33.2.1" });
  // electron-builder starts it as a program.
  accessSync(plan.env.CUSTOM_FPM_PATH ?? "", constants.X_OK);
});

test("a given Electron is packaged with the usual tools", () => {
  const plan = planPackages({ ...wish, electron: { ...official, kind: "given" } }, {});
  expect(plan).toEqual({
    targets: [],
    config: { electronDist: "/electron/dist", electronVersion: "45.4.1" },
    env: {},
  });
});

test.each([{ USE_SYSTEM_FPM: "true" }, { CUSTOM_FPM_PATH: "/opt/fpm" }])(
  "the user's own fpm takes precedence: %o",
  (env) => {
    expect(planPackages({ ...wish, electron: fallback }, env).env).not.toHaveProperty("CUSTOM_FPM_PATH");
  },
);

test("targets, output and speed follow the options", () => {
  const plan = planPackages({ electron: fallback, targets: ["tar.gz"], output: "/packages", fast: true }, {});
  expect(plan.targets).toEqual(["tar.gz"]);
  expect(plan.config).toMatchObject({ directories: { output: "/packages" }, deb: { compression: "gz" } });
  expect(plan.env).toMatchObject({ ELECTRON_BUILDER_COMPRESSION_LEVEL: "1", DPKG_DEB_COMPRESSOR_LEVEL: "1" });
});
