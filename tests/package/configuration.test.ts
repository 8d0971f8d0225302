import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { planPackages } from "../../scripts/package/plan.mjs";
import { projectRoot } from "./package-paths.ts";

/** electron-builder's own validation, which is in one of its dependencies. */
const requireFromBuilder = createRequire(createRequire(import.meta.url).resolve("electron-builder"));
const { validateConfiguration }: Validator = requireFromBuilder("app-builder-lib/out/util/config/config.js");

interface Validator {
  validateConfiguration(config: unknown, log: { isEnabled: boolean }): Promise<void>;
}

const validate = (config: unknown): Promise<void> => validateConfiguration(config, { isEnabled: false });
const targets = z.looseObject({ target: z.array(z.string()) });
const configuration = z
  .looseObject({ linux: targets, win: targets, mac: targets })
  .parse(parse(readFileSync(`${projectRoot}electron-builder.yml`, "utf8")));

test("electron-builder accepts the configuration of every platform", async () => {
  await expect(validate(configuration)).resolves.toBeUndefined();
});

test("electron-builder rejects a misspelt configuration", async () => {
  await expect(validate({ ...configuration, nsis: { oneclick: false } })).rejects.toThrow(
    /configuration\.nsis/,
  );
});

test("each platform gets its usual kinds of packages", () => {
  expect(configuration.linux.target).toEqual(["AppImage", "deb", "rpm", "tar.gz"]);
  expect(configuration.win.target).toEqual(["nsis", "zip"]);
  expect(configuration.mac.target).toEqual(["dmg", "zip"]);
});

test.each(["official", "fallback", "given"] as const)(
  "the changes to the configuration for %s Electron are valid",
  async (kind) => {
    const electron = { kind, path: "/electron", version: "45.4.1" };
    const { config } = planPackages({ electron, targets: [], output: "/packages", fast: true }, {});
    await expect(validate({ ...configuration, ...config })).resolves.toBeUndefined();
  },
);
