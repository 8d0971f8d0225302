import { spawnSync } from "node:child_process";
import { phpOptions, phpProgram } from "#tests/support/servers/php-server.ts";

/** Executes each page in its folder, and replaces it by the output that a browser would receive. */
const serveAll = `
foreach (array_slice($argv, 1) as $page) {
  ob_start();
  include $page;
  file_put_contents($page, ob_get_clean());
}
`;

/** Replaces pages that contain directives by the output of PHP. */
export function serveWithPhp(folder: string, pages: readonly string[]): void {
  const files = pages.map((page) => `${folder}/${page}`);
  const { status, stdout, stderr } = spawnSync(phpProgram, [...phpOptions, "-r", serveAll, "--", ...files], {
    encoding: "utf8",
  });
  if (status !== 0 || stdout + stderr !== "") throw new Error(`PHP: ${stdout}${stderr}`);
}
