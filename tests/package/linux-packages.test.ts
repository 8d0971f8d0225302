import { execFileSync } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect as expectPage } from "@playwright/test";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import packageJson from "../../package.json" with { type: "json" };
import { setDesk } from "#tests/support/program/program.ts";
import { renderersOf } from "#tests/support/processes.ts";
import { type Installed, unpackPackage } from "./installed.ts";
import { linuxKinds, packageFile } from "./package-paths.ts";
import { startPackaged } from "./packaged-program.ts";
import { runShell } from "./shell-run.ts";

const onLinux = process.platform === "linux";
const isRoot = process.getuid?.() === 0;
/** Id of the user `nobody`, who owns no files; the tests' own user if they do not run as root. */
const nobody = 65534;
const ordinary = isRoot ? { userId: nobody } : {};

/** Creates a folder that an ordinary user can write to. */
async function ordinaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "hitofude-home-"));
  if (isRoot) execFileSync("chown", [`${nobody}:${nobody}`, folder]);
  return folder;
}

describe.skipIf(!onLinux).each(linuxKinds)("%s, for an ordinary user", (kind) => {
  let installed: Installed;
  let home = "";
  beforeAll(async () => {
    installed = unpackPackage(kind);
    home = await ordinaryFolder();
  });
  afterAll(async () => {
    for (const folder of [installed.root, home]) await rm(folder, { recursive: true, force: true });
  });

  test("hitofude prints its version, and creates and builds a blog", async () => {
    const hitofude = (...args: string[]) => runShell(installed.command, args, { home, ...ordinary });
    const version = await hitofude("--version");
    expect(version).toMatchObject({ code: 0, stdout: `${packageJson.version}\n` });
    // In an AppImage the launcher is not ours: Chromium may print there that the computer has no system bus.
    if (kind !== "AppImage") expect(version.stderr).toBe("");
    expect(await hitofude("new", "blog")).toMatchObject({ code: 0 });
    expect(await hitofude("build", "--out", "site", "blog")).toMatchObject({ code: 0 });
    expect(await readFile(join(home, "site", "index.html"), "utf8")).toContain("<!doctype html>");
    expect((await hitofude("build", "blog")).code).toBe(2);
  });

  test("the window opens, in Chromium's sandbox", async () => {
    const desk = await setDesk();
    onTestFinished(() => rm(desk.home, { recursive: true }));
    if (isRoot) execFileSync("chown", ["-R", `${nobody}:${nobody}`, desk.home]);
    const program = await startPackaged({ executable: installed.command, desk, ...ordinary });
    onTestFinished(program.close);

    await expectPage(program.page.getByRole("button", { name: /^Publish/ })).toBeVisible({ timeout: 60_000 });
    const renderers = renderersOf(program.processId);
    expect(renderers.length).toBeGreaterThan(0);
    for (const { userId, seccompMode, commandLine } of renderers) {
      expect(userId).toBe(ordinary.userId ?? process.getuid?.());
      // 2: a filter checks every system call.
      expect(seccompMode).toBe(2);
      expect(commandLine).not.toContain("--no-sandbox");
    }
  });
});

/**
 * Whether packages can be installed into a copy of this system.
 * The copy is a layer over `/` that disappears together with its process.
 */
function canLayer(): boolean {
  if (!onLinux || !isRoot) return false;
  try {
    layered(["true"]);
    return true;
  } catch {
    return false;
  }
}

/** Runs a command with a `/` whose changes are only in memory. */
function layered(command: readonly string[]): string {
  const script = `set -e
layer=$(mktemp -d)
mount -t tmpfs tmpfs "$layer"
mkdir "$layer/upper" "$layer/work" "$layer/root"
mount -t overlay overlay -o "lowerdir=/,upperdir=$layer/upper,workdir=$layer/work" "$layer/root"
mount --bind /proc "$layer/root/proc"
mount --bind /dev "$layer/root/dev"
exec chroot "$layer/root" "$@"`;
  return execFileSync("unshare", ["--mount", "bash", "-c", script, "bash", ...command], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  });
}

test.skipIf(!canLayer()).each([
  ["deb", 'dpkg --force-depends --install "$1"', "dpkg --remove hitofude"],
  ["rpm", 'rpm --install --nodeps "$1"', "rpm --erase hitofude"],
] as const)(
  "installing the %s puts hitofude on the PATH, and removing it deletes everything",
  (kind, add, remove) => {
    const script = `set -e
${add} >/dev/null 2>&1
cd /
setpriv --reuid=${nobody} --regid=${nobody} --clear-groups env -u DISPLAY HOME=/nonexistent hitofude --version
ls /usr/share/man/man1/hitofude.1.gz /usr/share/bash-completion/completions/hitofude /usr/share/applications/hitofude.desktop
${remove} >/dev/null 2>&1
! command -v hitofude
ls -d /opt/Hitofude /usr/share/man/man1/hitofude.1.gz 2>/dev/null || echo gone`;
    expect(
      layered(["bash", "-c", script, "bash", packageFile(kind)])
        .trim()
        .split("\n"),
    ).toEqual([
      packageJson.version,
      "/usr/share/applications/hitofude.desktop",
      "/usr/share/bash-completion/completions/hitofude",
      "/usr/share/man/man1/hitofude.1.gz",
      "gone",
    ]);
  },
);
