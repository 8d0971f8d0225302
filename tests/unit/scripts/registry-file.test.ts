import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { fileIntegrity, hasIntegrity } from "../../../scripts/setup/integrity.mjs";
import { archiveName, fetchPinnedPackage } from "../../../scripts/setup/registry-file.mjs";

/** sha512 of "brush". */
const integrity =
  "sha512-g6mHg5dS7OwPOPEOibPIcsdfjBz6NKO7wY4NLxr1JoGqHHsrZE4+YIceTHBdUo6NSueN5Qdt6+L18E6rGk31QA==";
const pinned = { name: "@tools/brush", version: "1.2.3", integrity };

let cache: string;

beforeEach(async () => {
  cache = await mkdtemp(path.join(os.tmpdir(), "hitofude-cache-"));
});

afterEach(async () => {
  await rm(cache, { recursive: true });
});

/** Replaces the registry and counts its requests. */
function registry(content: string, code = 0) {
  const asked: string[] = [];
  const pack = async (spec: string, folder: string) => {
    asked.push(spec);
    await writeFile(path.join(folder, "some-name.tgz"), content);
    return { code, stdout: "", stderr: "what npm said" };
  };
  return { asked, pack };
}

test("the digest of a file has the format of a lock file, and detects one changed letter", async () => {
  const file = path.join(cache, "file");
  await writeFile(file, "brush");
  expect(await fileIntegrity(file)).toBe(integrity);
  expect(await hasIntegrity(file, integrity)).toBe(true);
  await writeFile(file, "brusH");
  expect(await hasIntegrity(file, integrity)).toBe(false);
});

test("a file is downloaded once, then taken from the cache", async () => {
  const { asked, pack } = registry("brush");
  const first = await fetchPinnedPackage(pinned, { cache, pack });
  const second = await fetchPinnedPackage(pinned, { cache, pack });
  expect(second).toBe(first);
  expect(await readFile(first, "utf8")).toBe("brush");
  expect(asked).toEqual(["@tools/brush@1.2.3"]);
});

test("a changed file is rejected and leaves nothing behind", async () => {
  const { pack } = registry("brush with something else");
  await expect(fetchPinnedPackage(pinned, { cache, pack })).rejects.toThrow("its checksum differs");
  expect(await readdir(cache)).toEqual([]);
});

test("a file that was changed in the cache is downloaded again", async () => {
  await writeFile(path.join(cache, archiveName(pinned)), "tampered with");
  const { asked, pack } = registry("brush");
  const file = await fetchPinnedPackage(pinned, { cache, pack });
  expect(await readFile(file, "utf8")).toBe("brush");
  expect(asked).toHaveLength(1);
});

test("a failed download reports npm's message", async () => {
  const { pack } = registry("brush", 1);
  await expect(fetchPinnedPackage(pinned, { cache, pack })).rejects.toThrow("what npm said");
});
