import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import Encoding from "encoding-japanese";
import { zipSync } from "fflate";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openImportFiles, wholeFile } from "#engine/importers/input/import-file.ts";
import { movedFolder } from "../moved-folder.ts";
import { entryText } from "../export-files.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "hitofude-zip-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function contents(zip: Uint8Array): Promise<Record<string, string>> {
  const path = join(folder, "a.zip");
  await writeFile(path, zip);
  const files = await openImportFiles([path]);
  const texts = await Promise.all(
    files.map(async (file) => [file.name, String(await wholeFile(file, 10 ** 8))]),
  );
  return Object.fromEntries(texts);
}

/** Changes the bytes of a zip after a mark: "PK\x01\x02" is an entry of the directory. */
function patched(zip: Uint8Array, mark: string, offset: number, bytes: readonly number[]): Buffer {
  const copy = Buffer.from(zip);
  copy.set(bytes, copy.lastIndexOf(mark, undefined, "latin1") + offset);
  return copy;
}

const directory = "PK\x01\x02";

test("files of a zip are read as if they were in a folder, packed or not", async () => {
  const long = "雨です。\n".repeat(100_000);
  const zip = zipSync({
    "./b/一.txt": Buffer.from(long),
    "a.txt": [Buffer.from("a"), { level: 0 }],
    "b/.hidden": Buffer.from("x"),
    "__MACOSX/b/一.txt": Buffer.from("x"),
  });
  expect(await contents(zip)).toEqual({ "a.txt": "a", "b/一.txt": long });
});

test("names in Shift_JIS with backslashes, as programs on Windows write them", async () => {
  const name = Buffer.from(Encoding.convert(Encoding.stringToCode("庭の写真\\花.txt"), "SJIS", "UNICODE"));
  const placeholder = "x".repeat(name.length);
  const zip = Buffer.from(zipSync({ [placeholder]: Buffer.from("花") }));
  for (let at = zip.indexOf(placeholder); at >= 0; at = zip.indexOf(placeholder, at + 1)) zip.set(name, at);
  expect(await contents(zip)).toEqual({ "庭の写真/花.txt": "花" });
});

test("names that lead out of the folder are left out, and nothing is unpacked to the disk", async () => {
  const entry = Buffer.from(entryText({ body: "<p>雨</p>" }));
  const zip = zipSync({
    "../../out.txt": entry,
    "/etc/out.txt": entry,
    "C:/out.txt": entry,
    "a/../../out.txt": entry,
    "..\\out.txt": entry,
    "in.txt": entry,
  });
  expect(Object.keys(await contents(zip))).toEqual(["in.txt"]);
  await using moved = await movedFolder({ "a.zip": zip }, { chosen: ["a.zip"] });
  expect(moved.report.counts).toMatchObject({ add: 1, repeated: 0 });
});

test("damaged, encrypted and lying zips are refused with a message", async () => {
  const zip = zipSync({ "a.txt": Buffer.from("雨です。".repeat(1000)) });
  const damaged = { code: "import.zipDamaged", values: { name: "a.zip" } };
  await expect(contents(zip.subarray(0, zip.length - 30))).rejects.toMatchObject(damaged);
  await expect(contents(zip.subarray(0, 20))).rejects.toMatchObject(damaged);
  // The directory claims a size of 10 bytes.
  await expect(contents(patched(zip, directory, 24, [10, 0, 0, 0]))).rejects.toMatchObject(damaged);
  // The directory claims a size of 4 GB, for which no memory is reserved.
  expect(await contents(patched(zip, directory, 24, [0, 0, 0, 240]))).toEqual({ "a.txt": "null" });
  // The packed data is changed.
  await expect(contents(patched(zip, "PK\x03\x04", 40, [255, 255, 255, 255]))).rejects.toMatchObject(damaged);
  // The flag for encryption is set.
  await expect(contents(patched(zip, directory, 8, [1]))).rejects.toMatchObject({ code: "import.zipLocked" });
});

test("a file in gz is read as the file in it; other archives are refused with what to do", async () => {
  const text = entryText({ body: "<p>雨</p>" });
  await using moved = await movedFolder({ "a.txt.gz": gzipSync(text) }, { chosen: ["a.txt.gz"] });
  expect([moved.format, moved.report.files[0]?.name]).toEqual(["movable-type", "a.txt"]);
  expect(moved.posts.get("雨")).toMatch(/\n雨\n$/);
  // Packed data that ends too early, a size that is too small, and a file without a size
  const cut = gzipSync(text).subarray(0, 60);
  const lying = gzipSync(text);
  lying.writeUInt32LE(3, lying.length - 4);
  for (const bytes of [cut, lying, gzipSync(text).subarray(0, 12)])
    await expect(contents(bytes)).rejects.toMatchObject({ code: "import.zipDamaged" });
  const tar = Buffer.alloc(1024);
  tar.write("ustar", 257);
  for (const bytes of [
    gzipSync(tar),
    Buffer.from("7z\xBC\xAF\x27\x1C..", "latin1"),
    Buffer.from("!\x10-lh5-"),
  ])
    await expect(contents(bytes)).rejects.toMatchObject({ code: "import.packed", values: { name: "a.zip" } });
});
