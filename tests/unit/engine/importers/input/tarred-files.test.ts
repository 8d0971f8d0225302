import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, symlink, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openImportFiles, wholeFile } from "#engine/importers/input/import-file.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "hitofude-tar-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const longPath = `input/${"長い名前の".repeat(14)}/${"a".repeat(90)}.txt`;
const contents: Readonly<Record<string, Buffer>> = {
  "input/db.sqlite": Buffer.alloc(300_000, "データベース"),
  "input/empty.txt": Buffer.alloc(0),
  [longPath]: Buffer.from("長い名前"),
};

/** Packs the files with the tar of this computer, and returns the path of the archive. */
async function archive(...args: string[]): Promise<string> {
  const top = join(folder, "site");
  for (const [path, bytes] of Object.entries(contents)) {
    await mkdir(dirname(join(top, path)), { recursive: true });
    await writeFile(join(top, path), bytes);
  }
  await symlink("/etc/hostname", join(top, "input/link"));
  await promisify(execFile)("tar", ["-cf", join(folder, "site.tar"), ...args, "-C", top, "input"]);
  return join(folder, "site.tar");
}

test.each(["gnu", "pax"])(
  "the files of a tar archive (%s) are read like those of a folder",
  async (format) => {
    const files = await openImportFiles([await archive(`--format=${format}`)]);
    expect(files.map(({ name }) => name)).toEqual(Object.keys(contents).sort());
    for (const file of files) {
      expect(await wholeFile(file, 1_000_000)).toEqual(contents[file.name]);
      expect(file.bytes).toBe(contents[file.name]?.length);
    }
  },
);

test.each(["../../outside.txt", "/outside.txt", "input\\outside.txt", "input/.hidden.txt"])(
  "a name that leads out of the folder, or is hidden, is left out: %s",
  async (name) => {
    const rename = `--transform=s,input/empty.txt,${name.replaceAll("\\", "\\\\")},`;
    const path = await archive("--format=gnu", "--absolute-names", rename);
    const names = (await openImportFiles([path])).map((file) => file.name);
    expect(names.toSorted()).toEqual(["input/db.sqlite", longPath].toSorted());
  },
);

test("an archive that was cut off, or whose headers are damaged, is refused", async () => {
  const path = await archive("--format=gnu");
  const whole = await readFile(path);
  await truncate(path, 200_000);
  await expect(openImportFiles([path])).rejects.toMatchObject({ code: "import.zipDamaged" });
  whole.fill("9", 124, 136);
  await writeFile(path, whole);
  await expect(openImportFiles([path])).rejects.toMatchObject({ code: "import.zipDamaged" });
});
