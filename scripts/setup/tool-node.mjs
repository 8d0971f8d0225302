import { existsSync } from "node:fs";
import path from "node:path";
import { projectRoot } from "./paths.mjs";
import { SetupError } from "./report.mjs";
import { isAtLeast } from "./versions.mjs";

/**
 * The oldest Node that runs TypeScript without a build and that all tools support.
 * `engines` in package.json must name the same version.
 */
export const MINIMUM_NODE = "22.18.0";

const binDir = path.join(projectRoot, "node_modules", ".bin");

/**
 * Chooses the Node with which the tools run.
 * @param {object} machine
 * @param {string} machine.version version of the running Node
 * @param {string} machine.execPath path of the running Node
 * @param {string | undefined} machine.bundled path of the Node in the node modules, if installed
 * @returns {string | undefined} path of a suitable Node; undefined if there is none
 */
export function chooseNode({ version, execPath, bundled }) {
  return isAtLeast(version, MINIMUM_NODE) ? execPath : bundled;
}

/**
 * Returns the path of a Node that is new enough for the tools.
 * The scripts of the set-up must run on older versions of Node, because they install the newer Node.
 * @returns {string}
 * @throws {SetupError} if no Node is new enough
 */
export function toolNode() {
  const chosen = chooseNode({
    version: process.versions.node,
    execPath: process.execPath,
    bundled: bundledNode(),
  });
  if (chosen) return chosen;
  throw new SetupError(
    `Node ${process.versions.node} is too old for the tools: please install Node 24 (at least ${MINIMUM_NODE}) and try again.`,
    `Node ${process.versions.node} は古すぎます。Node 24（最低 ${MINIMUM_NODE}）を入れてから、もう一度実行してください。`,
  );
}

/**
 * Returns the environment for tools: `node` and the commands of the node modules are first on the PATH.
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {NodeJS.ProcessEnv}
 */
export function toolEnvironment(env = process.env) {
  // On Windows, the variable can be called `Path` instead of `PATH`.
  const key = Object.keys(env).find((name) => name.toUpperCase() === "PATH") ?? "PATH";
  const folders = [binDir, path.dirname(toolNode()), env[key] ?? ""];
  return { ...env, [key]: folders.filter(Boolean).join(path.delimiter) };
}

function bundledNode() {
  if (process.platform !== "linux" || process.arch !== "x64") return undefined;
  const node = path.join(binDir, "node");
  return existsSync(node) ? node : undefined;
}
