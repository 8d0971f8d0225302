import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "./loopback-server.ts";

export const phpProgram = "/usr/bin/php";

/** PHP options of old web hosts, on which `<?` alone begins PHP code. */
export const phpOptions = ["-n", "-d", "short_open_tag=1", "-d", "display_errors=1"];

/** Whether PHP is installed on this computer. Debian's package is `php-cli`. */
export const hasPhp = existsSync(phpProgram);

/** PHP's own web server on loopback. It runs every `.html` file as PHP, as some web hosts do. */
export interface PhpServer {
  /** URL, such as `http://127.0.0.1:12345/`. */
  readonly url: string;
  stop(): Promise<void>;
}

/** Runs a page as PHP. For a folder, runs the folder's index page. */
const router = `<?php
$path = $_SERVER['DOCUMENT_ROOT'] . rawurldecode(parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH));
if (is_dir($path)) $path = rtrim($path, '/') . '/index.html';
if (!str_ends_with($path, '.html')) return false;
if (!is_file($path)) { http_response_code(404); return true; }
include $path;
`;

export interface PhpOptions {
  /** Number of requests that the server handles at the same time. Default: one. */
  readonly workers?: number;
  /** More settings of PHP, in the form `name=value`. */
  readonly settings?: readonly string[];
}

/** Serves a folder. */
export async function startPhp(
  documentRoot: string,
  { workers = 1, settings = [] }: PhpOptions = {},
): Promise<PhpServer> {
  const folder = await mkdtemp(join(tmpdir(), "hitofude-php-"));
  await mkdir(documentRoot, { recursive: true });
  await writeFile(join(folder, "router.php"), router);
  const address = `127.0.0.1:${await freePort()}`;
  const more = settings.flatMap((setting) => ["-d", setting]);
  const options = [...phpOptions, ...more, "-S", address, "-t", documentRoot];
  const server = spawn(phpProgram, [...options, join(folder, "router.php")], {
    // A signal to the first worker does not end the others, so all workers form a separate process group.
    detached: workers > 1,
    env: { ...process.env, ...(workers > 1 ? { PHP_CLI_SERVER_WORKERS: String(workers) } : {}) },
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.once("exit", (code) => reject(new Error(`PHP ended with ${code}`)));
    server.stderr.on("data", (text: Buffer) => {
      if (text.includes("started")) resolve();
    });
  });
  return {
    url: `http://${address}/`,
    async stop() {
      const ended = new Promise((resolve) => server.once("exit", resolve));
      if (workers > 1 && server.pid !== undefined) process.kill(-server.pid, "SIGTERM");
      else server.kill("SIGTERM");
      await ended;
      await rm(folder, { recursive: true });
    },
  };
}
