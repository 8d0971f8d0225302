import { execFileSync, spawn } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";

/** Whether rclone is installed on this computer. */
export const hasRclone = canRun();

function canRun(): boolean {
  try {
    execFileSync("rclone", ["version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

/** Sets rclone's configuration for one test. Returns a function that restores the previous configuration. */
export async function configureRclone(folder: string, text: string): Promise<() => void> {
  const before = process.env.RCLONE_CONFIG;
  const file = join(folder, "rclone.conf");
  await writeFile(file, text);
  process.env.RCLONE_CONFIG = file;
  return () => {
    if (before === undefined) delete process.env.RCLONE_CONFIG;
    else process.env.RCLONE_CONFIG = before;
  };
}

export interface WebDav {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts a WebDAV server for a folder. The server itself sets the modification times of files. */
export async function startWebDav(folder: string): Promise<WebDav> {
  const server = spawn("rclone", ["serve", "webdav", folder, "--addr", "127.0.0.1:0"]);
  let said = "";
  const url = await new Promise<string>((resolve, reject) => {
    server.once("error", reject);
    server.once("exit", () => reject(new Error(said)));
    server.stderr.on("data", (text: Buffer) => {
      said += text.toString();
      const found = /https?:\/\/127\.0\.0\.1:\d+\//.exec(said)?.[0];
      if (found !== undefined) resolve(found);
    });
  });
  return {
    url,
    async stop() {
      const ended = new Promise((resolve) => server.once("exit", resolve));
      server.kill();
      await ended;
    },
  };
}
