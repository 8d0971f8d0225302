import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chmod, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";

/** A folder for attacks on rclone. It records the command lines with which rclone was run. */
export interface RcloneWitness {
  readonly folder: string;
  /** A file that is created if a hostile command runs. */
  readonly canary: string;
  /** Returns rclone's command lines since the last call. */
  started(): Promise<string[]>;
  /** Returns whether a hostile command has run since the last call. */
  hasRun(): Promise<boolean>;
  stop(): void;
}

/** Puts a program before the real rclone in the `PATH`. The program records rclone's command lines. */
export async function watchRclone(folder: string): Promise<RcloneWitness> {
  const real = execFileSync("which", ["rclone"], { encoding: "utf8" }).trim();
  const [programs, log, canary] = [join(folder, "programs"), join(folder, "started"), join(folder, "canary")];
  await mkdir(programs);
  const script = `#!/bin/sh\nprintf '%s\\n' "$*" >> '${log}'\nexec '${real}' "$@"\n`;
  await writeFile(join(programs, "rclone"), script);
  await chmod(join(programs, "rclone"), 0o755);
  const before = process.env.PATH ?? "";
  process.env.PATH = `${programs}${delimiter}${before}`;
  return {
    folder,
    canary,
    async started() {
      const text = await readFile(log, "utf8").catch(() => "");
      await rm(log, { force: true });
      return text.split("\n").filter((line) => line !== "");
    },
    async hasRun() {
      const isThere = existsSync(canary);
      await rm(canary, { force: true });
      return isThere;
    },
    stop() {
      process.env.PATH = before;
    },
  };
}
