import { mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { LocalFiles } from "#engine/publishing/local-files.ts";
import { Progress } from "#engine/publishing/progress.ts";
import { runPublish } from "#engine/publishing/publish-run.ts";
import type { RemoteFiles } from "#engine/publishing/remote-files.ts";
import { buildSite, readTree, type SiteFiles, sampleSite, treeOf } from "#tests/support/built-site.ts";
import { type Fault, FaultyFiles } from "#tests/support/faulty-files.ts";
import { yes } from "#tests/support/sftp-publish.ts";

let folder = "";
let root = "";

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "hitofude-faults-"));
  root = join(folder, "server", "public_html");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function run(site: SiteFiles, files: RemoteFiles): Promise<void> {
  const input = await buildSite(join(folder, "build"), site);
  const client = { user: "author", computer: "desk" };
  const modes = { file: 0o644, directory: 0o755 };
  const options = {
    name: "live",
    input,
    ask: yes,
    client,
    review: false,
    program: "test",
    directory: root,
    modes,
  };
  await runPublish(files, { ...options, lockPatienceMs: 20 }, new Progress(() => undefined));
}

async function resetServer(): Promise<void> {
  await rm(join(folder, "server"), { recursive: true, force: true });
  await mkdir(root, { recursive: true });
}

async function stateNames(): Promise<string[]> {
  return readdir(join(folder, "server", ".hitofude", "b3f0c1d2-test-blog", "public_html"));
}

/** Each file's bytes are those of one of the sites; a file that both have is never missing. */
async function expectWhole(before: SiteFiles, after: SiteFiles, mayBeMissing: boolean): Promise<void> {
  const [live, old, fresh] = [await readTree(root), treeOf(before), treeOf(after)];
  for (const [path, bytes] of Object.entries(live)) expect([old[path], fresh[path]]).toContain(bytes);
  if (mayBeMissing) return;
  for (const path of Object.keys(old)) if (path in fresh) expect(Object.keys(live)).toContain(path);
}

const before: SiteFiles = { ...sampleSite(3), "gone/away.html": "soon gone" };
const after: SiteFiles = { ...sampleSite(4, 2), "new/same.html": "twice", "new/too.html": "twice" };

const servers = [
  { announcesReplace: true, inOrder: false, server: "with" },
  { announcesReplace: true, inOrder: true, server: "in order and with" },
  { announcesReplace: false, inOrder: false, server: "without" },
];
for (const { announcesReplace, inOrder, server } of servers) {
  for (const kind of ["before", "after", "refuse"] as const) {
    test(`${kind === "refuse" ? "refused" : `cut ${kind}`} at every operation, ${server} posix-rename`, async () => {
      const whole = (): RemoteFiles => new FaultyFiles(new LocalFiles(), null, { announcesReplace, inOrder });
      let finished = false;
      let tried = 0;
      for (let at = 1; !finished; at += 1) {
        await resetServer();
        await run(before, whole());
        const fault: Fault = { at, kind };
        const faulty = new FaultyFiles(new LocalFiles(), fault, { announcesReplace, inOrder });
        await run(after, faulty).catch((error: unknown) => {
          expect(error).toBeInstanceOf(Error);
        });
        finished = faulty.count < at;
        await expectWhole(before, after, !announcesReplace);
        await run(after, whole());
        expect(await readTree(root)).toEqual(treeOf(after));
        const third = { ...after, "index.html": "third" };
        await run(third, whole());
        expect(await readTree(root)).toEqual(treeOf(third));
        expect((await stateNames()).filter((name) => name !== "manifest.previous")).toEqual(["manifest"]);
        tried = at;
      }
      expect(tried).toBeGreaterThan(60);
    });
  }
}
