import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { tryAttack } from "#tests/support/attack.ts";
import { canary, canaryIn, contentsOf, differences } from "./support/canary-home.ts";
import { makeHostile } from "./support/hostile-folder.ts";
import { onScene } from "./support/scene.ts";

const shell = fileURLToPath(new URL("../../electron/engine/cli/launch.ts", import.meta.url));
const run = promisify(execFile);

/** Runs the shell, and returns its output whatever the result. */
async function hitofude(home: string, args: readonly string[]): Promise<string> {
  const env = {
    ...process.env,
    HOME: home,
    XDG_CONFIG_HOME: join(home, "config"),
    XDG_DATA_HOME: home,
    // Compiled code of the program itself is shared by all starts
    XDG_CACHE_HOME: fileURLToPath(new URL("../../.runtime/compiled-tests", import.meta.url)),
  };
  const { stdout, stderr } = await run(process.execPath, [shell, ...args], { env }).catch(
    (error: { stdout: string; stderr: string }) => error,
  );
  return stdout + stderr;
}

test.for([
  ["check", (folder: string) => ["check", folder]],
  ["build", (folder: string) => ["build", "--out", join(folder, "site"), folder]],
  ["publish", (folder: string) => ["publish", folder, "--target", "practice", "--yes"]],
] as const)(
  "%s of a folder with many links changes and shows nothing outside the folder",
  async ([name, argsFor]) => {
    await onScene(makeHostile, async ({ folder, outside, out }) => {
      const home = await mkdtemp(join(tmpdir(), "hitofude-home-"));
      try {
        const before = await contentsOf(outside);
        const said = await hitofude(home, argsFor(folder));
        if (name === "check") expect(said).toContain("posts/hibi/first.md");
        const harm = differences(before, await contentsOf(outside));
        if (said.includes(canary)) harm.push(said);
        for (const place of [out, home, join(folder, ".hitofude")]) harm.push(...(await canaryIn(place)));
        await tryAttack(`${name}: ${harm.join(", ")}`, () => harm.length > 0);
      } finally {
        await rm(home, { recursive: true, force: true });
      }
    });
  },
);
