import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, delimiter, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { RcloneFiles } from "#engine/publish/transports/rclone/rclone-files.ts";
import { reportAttempts, tryAttack } from "#tests/support/attack.ts";
import { hostileRemotes } from "#tests/support/servers/hostile-remotes.ts";
import { configureRclone, hasRclone } from "#tests/support/servers/rclone.ts";
import { type RcloneWitness, watchRclone } from "#tests/support/servers/rclone-witness.ts";

const rcloneTest = test.runIf(hasRclone);
let folder = "";
let outside = "";
let witness: RcloneWitness;
let giveBack: () => void;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "hitofude-hostile-rclone-"));
  outside = join(folder, "outside");
  await mkdir(join(folder, "reachable", "site"), { recursive: true });
  const remotes = [
    `[near]\ntype = alias\nremote = ${join(folder, "reachable")}`,
    "[mem]\ntype = memory",
    "[dav]\ntype = webdav\nurl = http://127.0.0.1:9/\nvendor = other",
  ];
  giveBack = await configureRclone(folder, `${remotes.join("\n\n")}\n`);
  witness = await watchRclone(folder);
});
afterEach(async () => {
  witness.stop();
  giveBack();
  await rm(folder, { recursive: true, force: true });
});

/** Opens an rclone remote as a connection test and a publish do. Resolves to the code of the error. */
async function open(remote: string): Promise<string> {
  try {
    const files = await RcloneFiles.open(remote);
    await files.end();
    return "opened";
  } catch (error) {
    return String(error instanceof Error ? Reflect.get(error, "code") : error);
  }
}

/**
 * Returns the harm that a hostile remote has done. Null if there is none.
 * Harm means that a command ran, a folder was created elsewhere, or rclone was called with the remote.
 */
async function harmOf(remote: string): Promise<string | null> {
  const code = await open(remote);
  const started = await witness.started();
  if (await witness.hasRun()) return "ran a command";
  const isOutside = (await readdir(folder)).includes("outside");
  await rm(outside, { recursive: true, force: true });
  if (isOutside) return "made a folder outside";
  const others = started.filter((line) => !line.startsWith("listremotes "));
  if (others.length > 0) return `started rclone ${others[0]}`;
  return code === "rclone.remoteInvalid" || code === "rclone.remoteUnknown" ? null : code;
}

rcloneTest("no remote in the settings makes rclone run, reach or write anything else", async () => {
  const remotes = hostileRemotes({ canary: witness.canary, outside });
  const succeeded: string[] = [];
  for (const remote of remotes) {
    const harm = await harmOf(remote);
    if (harm !== null) succeeded.push(`${JSON.stringify(remote)} ${harm}`);
  }
  await reportAttempts("rclone remotes", { tried: remotes.length, succeeded });
});

rcloneTest("variables for rclone in the environment have no effect", async () => {
  const variables = {
    RCLONE_CONFIG_NEAR_REMOTE: outside,
    RCLONE_CONFIG_DAV_BEARER_TOKEN_COMMAND: `touch ${witness.canary}`,
    RCLONE_WEBDAV_BEARER_TOKEN_COMMAND: `touch ${witness.canary}`,
    RCLONE_PASSWORD_COMMAND: `touch ${witness.canary}`,
    RCLONE_RC_NO_AUTH: "true",
    RCLONE_RC_SERVE: "true",
    RCLONE_RC_FILES: "/",
    RCLONE_BACKUP_DIR: outside,
    RCLONE_LOG_FILE: join(folder, "outside"),
  };
  for (const [name, value] of Object.entries(variables)) {
    process.env[name] = value;
    try {
      await tryAttack(`environment: ${name}`, async () => {
        await open("near:site");
        await open("dav:");
        const isOutside = (await readdir(folder)).includes("outside");
        await rm(outside, { recursive: true, force: true });
        return isOutside || (await witness.hasRun());
      });
    } finally {
      delete process.env[name];
    }
  }
});

rcloneTest("a program named rclone in the working folder is not run", async () => {
  const here = process.cwd();
  const before = process.env.PATH ?? "";
  const trap = join(folder, "rclone");
  await writeFile(trap, `#!/bin/sh\ntouch '${witness.canary}'\n`);
  await chmod(trap, 0o755);
  try {
    process.chdir(folder);
    for (const entry of ["", ".", "./", `../${basename(folder)}`]) {
      process.env.PATH = `${entry}${delimiter}${before}`;
      await tryAttack(`PATH with “${entry}”`, async () => {
        await open("near:site");
        return witness.hasRun();
      });
    }
  } finally {
    process.env.PATH = before;
    process.chdir(here);
  }
});

rcloneTest("a remote that the author has configured can be used", async () => {
  expect(await open("near:site")).toBe("opened");
  expect(await open("near:")).toBe("opened");
  const [known, ...others] = await witness.started();
  expect(known).toMatch(/^listremotes /);
  expect(others[0]).toMatch(/^rcd /);
});
