import { rm } from "node:fs/promises";
import { isHeadless } from "../../scripts/setup/machine.mjs";
import { lastWords, run } from "../../scripts/setup/run.mjs";
import { toolEnvironment, toolNode } from "../../scripts/setup/tool-node.mjs";
import { startDisplay } from "../../scripts/test/display.mjs";
import { isUpToDate } from "./freshness.ts";
import { asarFile, linuxKinds, packagesFolder, projectRoot } from "./package-paths.ts";

const inProject = (name: string): string => projectRoot + name;

const programSources = [
  "electron",
  "renderer",
  "resources",
  "scripts/build.mjs",
  "scripts/shell",
  "package-lock.json",
].map(inProject);
const bundles = [
  ...[
    "main",
    "preload",
    "engine",
    "image-thread",
    "spell-thread",
    "renderer",
    "preview-page",
    "cli",
    "shell",
  ],
].map((name) => inProject(`out/${name}`));
const packageSources = [
  ...bundles,
  ...["resources", "electron-builder.yml", "package.json", "scripts/package.mjs", "scripts/package"].map(
    inProject,
  ),
];

/** Builds the packages if they are missing or outdated, and starts a display if there is none. */
export async function setup(): Promise<() => Promise<void>> {
  await makePackages();
  const display = isHeadless() ? await startDisplay() : undefined;
  if (display) process.env.DISPLAY = display.name;
  return async () => {
    await display?.stop();
  };
}

async function makePackages(): Promise<void> {
  const isBuilt = isUpToDate(bundles, programSources);
  if (
    isBuilt &&
    isUpToDate(
      [asarFile, ...(process.platform === "linux" ? [`${packagesFolder}/SHA256SUMS`] : [])],
      packageSources,
    )
  )
    return;
  await rm(packagesFolder, { recursive: true, force: true });
  const args = [
    "scripts/package.mjs",
    "--fallback",
    ...(isBuilt ? ["--built-already"] : []),
    "--output",
    packagesFolder,
    "dir",
    // The release workflow builds the packages of the other systems.
    ...(process.platform === "linux" ? linuxKinds : []),
  ];
  const env = { ...toolEnvironment(), HITOFUDE_PACKAGE_FAST: "1" };
  const packaged = await run(toolNode(), args, { cwd: projectRoot, env });
  if (packaged.code !== 0) throw new Error(`Packaging failed:\n${lastWords(packaged)}`);
}
