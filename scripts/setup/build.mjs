import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { projectRoot } from "./paths.mjs";
import { elapsed, SetupError, say } from "./report.mjs";
import { run } from "./run.mjs";
import { toolEnvironment, toolNode } from "./tool-node.mjs";

/** All files and folders that the build reads. */
const SOURCES = [
  "electron",
  "renderer",
  "resources",
  "docs/guide",
  "docs/images/guide",
  "scripts/build.mjs",
  "scripts/guide-pages.mjs",
  "scripts/shell",
  "package-lock.json",
  "tsconfig.json",
];
/** Files in `out/` that the program needs. If one is missing, the program is built again. */
const OUTPUTS = [
  "main/main.js",
  "preload/preload.cjs",
  "engine/engine.js",
  "renderer/index.html",
  "renderer/first.html",
  "preview-page/preview-page.js",
  "cli/hitofude.js",
  "shell/linux/hitofude",
];

/**
 * Returns a digest of the names, sizes and modification times of all sources.
 * The digest changes with every edit, addition and removal of a source.
 * @param {string} root
 * @param {string[]} sources relative to `root`
 * @returns {Promise<string>}
 */
export async function sourceFingerprint(root, sources) {
  const hash = createHash("sha256");
  const visit = async (/** @type {string} */ relative) => {
    const full = path.join(root, relative);
    const found = await stat(full).catch(() => null);
    if (!found) return;
    if (found.isDirectory()) {
      for (const name of (await readdir(full)).sort()) await visit(`${relative}/${name}`);
    } else {
      hash.update(`${relative}\0${found.size}\0${found.mtimeMs}\n`);
    }
  };
  for (const source of sources) await visit(source);
  return hash.digest("hex");
}

/** Builds the program if there is no build of the current sources. */
export async function ensureBuild() {
  const outDir = path.join(projectRoot, "out");
  const stampFile = path.join(outDir, ".sources");
  const fingerprint = await sourceFingerprint(projectRoot, SOURCES);
  const stamp = await readFile(stampFile, "utf8").catch(() => "");
  if (stamp === fingerprint && OUTPUTS.every((file) => existsSync(path.join(outDir, file)))) {
    say("Build: up to date", "ビルド: 最新です");
    return;
  }
  const started = Date.now();
  say("Build: building", "ビルド: ビルドします");
  await buildProgram();
  await mkdir(outDir, { recursive: true });
  await writeFile(stampFile, fingerprint);
  say(`Build: done (${elapsed(started)})`, `ビルド: できました (${elapsed(started)})`);
}

/**
 * Builds the program unconditionally, with the Node that its tools require.
 * @throws {SetupError} when the build fails
 */
export async function buildProgram() {
  const result = await run(toolNode(), [path.join("scripts", "build.mjs")], {
    cwd: projectRoot,
    env: toolEnvironment(),
    show: true,
  });
  if (result.code !== 0)
    throw new SetupError("Build: failed, see above.", "ビルド: 失敗しました。上の表示を見てください。");
}
