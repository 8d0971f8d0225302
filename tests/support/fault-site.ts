import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "vitest";
import { Progress } from "#engine/publishing/progress.ts";
import type { PublishInput } from "#engine/publishing/publish-input.ts";
import { runPublish } from "#engine/publishing/publish-run.ts";
import type { RemoteFiles } from "#engine/publishing/remote-files.ts";
import { buildSite, readTree, type SiteFiles, treeOf } from "./built-site.ts";
import { crawl, linkedSite } from "./linked-site.ts";
import { yes } from "./sftp-publish.ts";

/** What is live when the fault comes. */
const siteBefore: SiteFiles = { ...linkedSite(3), "gone/away.html": "soon gone" };

/** What is being published. */
export const siteAfter: SiteFiles = {
  ...linkedSite(4, 2),
  "new/same.html": "twice",
  "new/too.html": "twice",
};

const siteThen: SiteFiles = { ...siteAfter, "feed.xml": "third" };

/** What somebody else has put into the document root. */
const foreign: Readonly<Record<string, string>> = {
  "counter.cgi": "theirs",
  "hitokoto/.note": "theirs, in a folder of ours",
  "their folder/a b.txt": "theirs, in theirs",
};

/** A document root with files of others in it, and publishes to it that may be broken. */
export interface FaultSite {
  readonly root: string;
  /** The build that `publishAfter` publishes, for another process to do so. */
  readonly inputAfter: PublishInput;
  /** Bytes that the second publish has to send when nothing goes wrong. */
  readonly bytesToSend: number;
  reset(): Promise<void>;
  publishBefore(files: RemoteFiles): Promise<void>;
  publishAfter(files: RemoteFiles): Promise<void>;
  /** One more publish, after which nothing of the interrupted one may be left over. */
  publishAnother(files: RemoteFiles): Promise<void>;
  /** Each file is one of the old or of the new site, links lead somewhere, and what others made is as it was. */
  expectWhole(mayMiss: boolean): Promise<void>;
  /** The site is that one, to the byte, and what others made is as it was. */
  expectFinished(site: SiteFiles): Promise<void>;
  remove(): Promise<void>;
}

export interface FaultSiteOptions {
  /** The folder of the server; a temporary one if none is given. */
  readonly home?: string;
  /** Makes an empty folder that the server's user may write to. */
  readonly emptyFolder?: (path: string) => Promise<void>;
  /** What the server calls the document root, if it shows something else than there is. */
  readonly seenAs?: string;
  /** Gives a folder and all in it to the server's user. */
  readonly own?: (path: string) => Promise<void>;
}

/** Makes the two builds, and a place to publish them to. */
export async function openFaultSite(options: FaultSiteOptions = {}): Promise<FaultSite> {
  const folder = await mkdtemp(join(tmpdir(), "hitofude-faults-"));
  const home = options.home ?? join(folder, "server");
  const root = join(home, "public_html");
  const build = (site: SiteFiles): Promise<PublishInput> => buildSite(join(folder, "build"), site);
  const seen = options.seenAs ?? root;
  const [first, second, third] = [await build(siteBefore), await build(siteAfter), await build(siteThen)];
  const emptyFolder = options.emptyFolder ?? emptyOwnFolder;
  let theirs = "";
  const expectTheirs = async (): Promise<void> => expect(await describe(root)).toBe(theirs);
  return {
    root,
    inputAfter: second,
    bytesToSend: bytesToSend(first, second),
    reset: async () => {
      await emptyFolder(home);
      await emptyFolder(root);
    },
    publishBefore: async (files) => {
      await publishThrough(files, seen, first);
      for (const [path, text] of Object.entries(foreign)) {
        await mkdir(join(root, path, ".."), { recursive: true });
        await writeFile(join(root, path), text);
      }
      await options.own?.(root);
      theirs = await describe(root);
    },
    publishAfter: (files) => publishThrough(files, seen, second),
    publishAnother: async (files) => {
      await publishThrough(files, seen, third);
      expect(await ours(root)).toEqual(treeOf(siteThen));
      const left = (await readdir(await stateFolder(home, root))).filter(
        (name) => !["manifest.previous", ".htaccess"].includes(name),
      );
      expect(left).toEqual(["manifest"]);
      await expectTheirs();
    },
    expectWhole: async (mayMiss) => {
      const [live, old, fresh] = [await ours(root), treeOf(siteBefore), treeOf(siteAfter)];
      for (const [path, bytes] of Object.entries(live))
        expect([old[path], fresh[path]], path).toContain(bytes);
      expect(crawl(root, [siteBefore, siteAfter], mayMiss)).toEqual([]);
      await expectTheirs();
      if (mayMiss) return;
      for (const path of Object.keys(old)) if (path in fresh) expect(Object.keys(live)).toContain(path);
    },
    expectFinished: async (site) => {
      expect(await ours(root)).toEqual(treeOf(site));
      expect(crawl(root, [site])).toEqual([]);
      await expectTheirs();
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Beside the document root, or inside where nothing can be made beside it. */
async function stateFolder(home: string, root: string): Promise<string> {
  const inside = (await readdir(root)).find((name) => name.startsWith(".hitofude-"));
  return inside ? join(root, inside) : join(home, ".hitofude", "b3f0c1d2-test-blog", "public_html");
}

async function emptyOwnFolder(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true });
  await mkdir(path, { recursive: true });
}

async function ours(root: string): Promise<Record<string, string>> {
  const live = await readTree(root);
  return Object.fromEntries(Object.entries(live).filter(([path]) => !(path in foreign)));
}

/** All that can be told of the files of others: a change of any of it is a change too many. */
async function describe(root: string): Promise<string> {
  const lines = Object.keys(foreign).map(async (path) => {
    const { ino, mode, mtimeMs, size, uid } = await stat(join(root, path));
    return [path, ino, mode, mtimeMs, size, uid, await readFile(join(root, path), "utf8")].join(" ");
  });
  return (await Promise.all(lines)).join("\n");
}

function bytesToSend(before: PublishInput, after: PublishInput): number {
  const live = new Map(before.files.map((file) => [file.path, file.sha256]));
  const sent = after.files.filter((file) => live.get(file.path) !== file.sha256);
  return sent.reduce((sum, file) => sum + file.size, 0);
}

/** Publishes a build through whatever answers like a server, without connecting. */
export async function publishThrough(
  files: RemoteFiles,
  directory: string,
  input: PublishInput,
): Promise<void> {
  const options = {
    name: "live",
    input,
    ask: yes,
    client: { user: "author", computer: "desk" },
    review: false,
    program: "test",
    directory,
    modes: { file: 0o644, directory: 0o755 },
    lockPatienceMs: 20,
  };
  await runPublish(files, options, new Progress(() => undefined));
}
