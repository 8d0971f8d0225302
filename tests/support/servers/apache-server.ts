import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "./loopback-server.ts";

const program = "/usr/sbin/apache2";
const modules = "/usr/lib/apache2/modules";

/** Whether Apache is installed on this computer. */
export const hasApache = existsSync(program);

/** A real Apache on loopback. It serves a folder with the author's own `.htaccess`, as web hosts do. */
export interface ApacheServer {
  /** URL, such as `http://127.0.0.1:12345/`. */
  readonly url: string;
  readonly documentRoot: string;
  stop(): Promise<void>;
}

/** Starts Apache with a separate configuration and separate folders. */
export async function startApache(): Promise<ApacheServer> {
  const folder = await mkdtemp(join(tmpdir(), "hitofude-apache-"));
  await chmod(folder, 0o755);
  const documentRoot = join(folder, "public_html");
  await mkdir(documentRoot);
  const port = await freePort();
  const loaded = ["mpm_event", "authn_core", "authn_file", "authz_core", "authz_user", "auth_basic"];
  loaded.push("mime", "dir", "alias", "include", "rewrite");
  const config = [
    `ServerRoot ${folder}`,
    "ServerName 127.0.0.1",
    `Listen 127.0.0.1:${port}`,
    `PidFile ${join(folder, "pid")}`,
    `ErrorLog ${join(folder, "error.log")}`,
    // Apache refuses to serve pages as root
    ...(process.getuid?.() === 0 ? ["User nobody", "Group nogroup"] : []),
    ...loaded.map((name) => `LoadModule ${name}_module ${modules}/mod_${name}.so`),
    "TypesConfig /dev/null",
    `DocumentRoot ${documentRoot}`,
    `<Directory ${documentRoot}>`,
    "AllowOverride All",
    "Require all granted",
    "DirectoryIndex index.html",
    "</Directory>",
  ];
  await writeFile(join(folder, "apache.conf"), `${config.join("\n")}\n`);
  const server = spawn(program, ["-D", "FOREGROUND", "-f", join(folder, "apache.conf")], { stdio: "ignore" });
  await listening(port, () => server.exitCode);
  return {
    url: `http://127.0.0.1:${port}/`,
    documentRoot,
    async stop() {
      const ended = new Promise((resolve) => server.once("exit", resolve));
      server.kill("SIGTERM");
      await ended;
      await rm(folder, { recursive: true });
    },
  };
}

async function listening(port: number, exitCode: () => number | null): Promise<void> {
  while (!(await answers(port))) {
    if (exitCode() !== null) throw new Error(`Apache ended with ${exitCode()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}
