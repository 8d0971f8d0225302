import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { LocalFiles } from "#engine/publish/transports/folder/local-files.ts";
import { Moves } from "#engine/publish/base/moves.ts";
import type { RemoteFile } from "#engine/publish/base/remote-files.ts";
import { upload } from "#engine/publish/upload/upload.ts";
import { buildSite, readTree, treeOf } from "#tests/support/publish/built-site.ts";
import { FaultyFiles } from "#tests/support/publish/faulty-files.ts";
import { noise } from "#tests/support/noise.ts";

let folder = "";
const pages = Object.fromEntries(
  Array.from({ length: 300 }, (_, number) => [`${number}.html`, `page ${number}`]),
);
const photos = { "a.png": noise(3_000_000, 1), "b.png": noise(3_000_000, 2) };
const site = { ...pages, ...photos };

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "hitofude-upload-"));
  await mkdir(join(folder, "stage"));
});
afterEach(() => rm(folder, { recursive: true }));

/** A server that is slow at each WRITE. */
class SlowFiles extends LocalFiles {
  override async open(...request: Parameters<LocalFiles["open"]>): Promise<RemoteFile> {
    const file = await super.open(...request);
    let written: Promise<void> = wait(300);
    return {
      ...file,
      write: (bytes, offset) => {
        written = written.then(() => file.write(bytes, offset));
        return written;
      },
      close: () => written.then(() => file.close()),
    };
  }
}

/**
 * Returns a channel to a server.
 * A server with ordered processing orders the requests of each channel separately.
 */
function channel(files: LocalFiles, inOrder = true): FaultyFiles {
  return new FaultyFiles(files, null, { inOrder });
}

async function send(
  files: FaultyFiles,
  sent: Readonly<Record<string, string | Uint8Array>> = site,
): Promise<Awaited<ReturnType<typeof upload>>> {
  const { files: built } = await buildSite(join(folder, "build"), sent);
  const jobs = built.map((file) => ({ ...file, staged: file.path }));
  return upload(jobs, {
    files,
    moves: new Moves(files, { replace: "posix", keepsModes: true }),
    stage: join(folder, "stage"),
    fileMode: 0o644,
    needsChmod: false,
    onBytes: () => undefined,
    onFile: () => undefined,
  });
}

const sizes = new Map(Object.entries(site).map(([path, content]) => [path, Buffer.from(content).length]));

test("small files use a channel of their own, and the listing shows the files of both", async () => {
  const [first, second] = [channel(new LocalFiles()), channel(new SlowFiles(), false)];
  const seen = await send(Object.assign(first, { beside: async () => second }));
  expect(second.count).toBe(3 * Object.keys(pages).length);
  expect(first.count).toBeLessThan(40);
  expect(new Map([...seen].map(([path, { size }]) => [path, size]))).toEqual(sizes);
  expect(await readTree(join(folder, "stage"))).toEqual(treeOf(site));
});

test("if the server allows no second channel, everything uses the first", async () => {
  const first = channel(new LocalFiles());
  const seen = await send(Object.assign(first, { beside: async () => null }));
  expect(new Map([...seen].map(([path, { size }]) => [path, size]))).toEqual(sizes);
  expect(await readTree(join(folder, "stage"))).toEqual(treeOf(site));
});

test("the sizes of few files are known without a listing, also those of large files", async () => {
  const operations: string[] = [];
  const onBegin = (_count: number, operation: string): void => void operations.push(operation);
  const files = new FaultyFiles(new LocalFiles(), null, { inOrder: true, onBegin });
  const seen = await send(files, { "0.html": "page 0", ...photos });
  expect(new Map([...seen].map(([path, { size }]) => [path, size]))).toEqual(
    new Map([...sizes].filter(([path]) => path === "0.html" || path in photos)),
  );
  expect(operations).not.toContain("readdir");
});
