import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";

/**
 * Type-checks each room of the source (docs/architecture.md) separately, because rooms differ in globals.
 * The renderer is checked without Node's types, and the engine without the DOM's types.
 * Checks main and preload a second time against the oldest supported Electron, if its types are installed.
 */
const root = fileURLToPath(new URL("..", import.meta.url));
const compiler = `${root}node_modules/typescript/bin/tsc`;
const oldest = "electron/main/tsconfig.oldest.json";
const projects = [
  "electron/contract",
  "electron/engine",
  "electron/main",
  "electron/preload",
  "renderer",
  "tests",
  ...(existsSync(`${root}.runtime/electron-33-types/electron.d.ts`) ? [oldest] : []),
];

/** Parallel checkers repeat much of each other's work. With at most two cores, a single checker is faster. */
const checkers = availableParallelism() <= 2 ? ["--checkers", "1"] : [];

let failed = 0;
for (const project of projects) {
  const { status } = spawnSync(process.execPath, [compiler, "-p", project, ...checkers], {
    cwd: root,
    stdio: "inherit",
  });
  console.log(`${status === 0 ? "types ok" : "types FAILED"}  ${project}`);
  if (status !== 0) failed += 1;
}
if (!projects.includes(oldest)) console.log(`types skipped  ${oldest}: run npm run setup to fetch its types`);
process.exitCode = failed === 0 ? 0 : 1;
