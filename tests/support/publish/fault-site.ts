import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, realpath, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect } from "vitest";
import { Progress } from "#engine/publish/base/progress.ts";
import type { PublishInput } from "#engine/publish/run/publish-options.ts";
import { runPublish } from "#engine/publish/run/publish-run.ts";
import type { RemoteFiles } from "#engine/publish/base/remote-files.ts";
import { buildSite, readTree, type SiteFiles, treeOf } from "./built-site.ts";
import { crawl, linkedSite, retiredBy } from "./linked-site.ts";
import { yes } from "./sftp-publish.ts";

const run = promisify(execFile);

/** The site that is live when the fault occurs. */
const siteBefore: SiteFiles = { ...linkedSite(3), "gone/away.html": "soon gone" };

/** The site that is being published. */
const siteAfter: SiteFiles = {
  ...linkedSite(4, 2),
  "new/same.html": "twice",
  "new/too.html": "twice",
};

const siteThen: SiteFiles = { ...siteAfter, "feed.xml": "third" };

/** Three sites that are published one after the other. */
export interface FaultSites {
  /** The site before `before`. It makes sure that the publish has old files to remove. */
  readonly earlier?: SiteFiles;
  /** The site that is live when the fault occurs. */
  readonly before: SiteFiles;
  /** The site that is being published when the fault occurs. */
  readonly after: SiteFiles;
  /** The site that is published after the fault. */
  readonly another: SiteFiles;
  /** Whether a file may be missing for readers after the connection was cut. */
  readonly mayBeAway?: (path: string) => boolean;
}

const defaultSites: FaultSites = { before: siteBefore, after: siteAfter, another: siteThen };

/** Foreign files, which somebody else has put into the document root. */
const foreign: Readonly<Record<string, string>> = {
  "counter.cgi": "theirs",
  "hitokoto/.note": "theirs, in a folder of ours",
  "their folder/a b.txt": "theirs, in theirs",
};

type PublishThrough = (files: RemoteFiles) => Promise<void>;

/** A document root with foreign files, and functions that publish to it and may be interrupted. */
export interface FaultSite {
  readonly root: string;
  /** The build that `publishAfter` publishes. Another process can also publish this build. */
  readonly inputAfter: PublishInput;
  /** Number of bytes that the second publish sends if no fault occurs. */
  readonly bytesToSend: number;
  /**
   * Prepares the server on which the fault will occur.
   * `publish` publishes the earlier sites to an empty server with the function that it receives.
   * A real server gets these publishes only once. Later calls restore a copy of the result.
   */
  begin(publish: (publishBefore: PublishThrough) => Promise<unknown>): Promise<void>;
  publishAfter(files: RemoteFiles): Promise<void>;
  /** Publishes once more. Afterwards, nothing of the interrupted publish may be left. */
  publishAnother(files: RemoteFiles): Promise<void>;
  /**
   * Expects that each file belongs to the old or the new site, and that no link is broken.
   * Also expects that foreign files are unchanged.
   */
  expectWhole(mayMiss: boolean): Promise<void>;
  /** Expects that the site is equal to the published site, and that foreign files are unchanged. */
  expectFinished(): Promise<void>;
  /**
   * How often the document root was missing, or a path at which a file and a folder are exchanged.
   * These paths may be missing only while the root becomes a link, or a file and a folder are exchanged.
   */
  readonly gaps: number;
  remove(): Promise<void>;
}

export interface FaultSiteOptions {
  /** Folder of the server. By default, a temporary folder is created. */
  readonly home?: string;
  /** Creates an empty folder that the server's user may write to. */
  readonly emptyFolder?: (path: string) => Promise<void>;
  /** Path of the document root as the server shows it, if it differs from the real path. */
  readonly seenAs?: string;
  /** Publishes by switching a link, either from the first publish on or from the second publish on. */
  readonly swap?: "always" | "then";
  /** The sites to publish. By default, their pages change at the same addresses. */
  readonly sites?: FaultSites;
  /** Makes the server's user the owner of a folder and its content. */
  readonly own?: (path: string) => Promise<void>;
}

/** Creates the builds and a document root to publish them to. */
export async function openFaultSite(options: FaultSiteOptions = {}): Promise<FaultSite> {
  const folder = await mkdtemp(join(tmpdir(), "hitofude-faults-"));
  const home = options.home ?? join(folder, "server");
  const root = join(home, "public_html");
  const build = (site: SiteFiles): Promise<PublishInput> => buildSite(join(folder, "build"), site);
  const seen = options.seenAs ?? root;
  const sites = options.sites ?? defaultSites;
  const { before, after, another, earlier, mayBeAway = () => false } = sites;
  const [first, second, third] = [await build(before), await build(after), await build(another)];
  const oldest = earlier && (await build(earlier));
  /** Returns the expected files of a site that was published after another one. */
  const finished = (site: SiteFiles, last: SiteFiles): SiteFiles => ({ ...site, ...retiredBy(last, site) });
  const emptyFolder = options.emptyFolder ?? emptyOwnFolder;
  const swaps = options.swap !== undefined;
  let theirs = "";
  let gaps = 0;
  const copy = join(folder, "copy");
  const publishBefore = async (files: RemoteFiles): Promise<void> => {
    if (oldest) await publishThrough(files, seen, oldest, options.swap === "always");
    await publishThrough(files, seen, first, options.swap === "always");
    for (const [path, text] of Object.entries(foreign)) {
      await mkdir(join(root, path, ".."), { recursive: true });
      await writeFile(join(root, path), text);
    }
    await options.own?.(await realpath(root));
  };
  const expectTheirs = async (): Promise<void> => expect(await describe(root)).toBe(theirs);
  return {
    root,
    inputAfter: second,
    bytesToSend: bytesToSend(first, second),
    begin: async (publish) => {
      const make = async (): Promise<void> => {
        await emptyFolder(home);
        await emptyFolder(root);
        await publish(publishBefore);
      };
      // A publish to a folder is simply repeated, because copying its result with `cp` would take longer
      await (options.home === undefined ? make() : makeOnce(home, copy, make));
      theirs = await describe(root);
    },
    publishAfter: (files) => publishThrough(files, seen, second, swaps),
    publishAnother: async (files) => {
      await publishThrough(files, seen, third, swaps);
      expect(await ours(root)).toEqual(treeOf(finished(another, after)));
      const left = (await readdir(await stateFolder(home, root))).filter(
        (name) => !["manifest.previous", ".htaccess"].includes(name),
      );
      expect(left).toEqual(["manifest"]);
      // Only the live release and the previous release may exist.
      const releases = (await readdir(home)).filter((name) => name.includes(".hitofude-"));
      expect(releases.length, releases.join(" ")).toBe(swaps ? 2 : 0);
      await expectTheirs();
    },
    get gaps() {
      return gaps;
    },
    expectWhole: async (mayMiss) => {
      if (options.swap === "then" && !existsSync(root)) {
        gaps += 1;
        return;
      }
      const live = await ours(root);
      const [old, fresh] = [treeOf(finished(before, earlier ?? {})), treeOf(finished(after, before))];
      if (swaps) expect([sorted(old), sorted(fresh)]).toContain(sorted(live));
      for (const [path, bytes] of Object.entries(live))
        expect([old[path], fresh[path]], path).toContain(bytes);
      const away = new Set<string>();
      const isAway = (path: string): boolean => {
        if (!swaps && mayBeAway(path)) away.add(path);
        return mayMiss || away.has(path);
      };
      expect(crawl(root, [before, after], isAway)).toEqual([]);
      if (away.size > 0) gaps += 1;
      await expectTheirs();
      if (mayMiss) return;
      for (const path of Object.keys(old)) if (path in fresh) expect(Object.keys(live)).toContain(path);
    },
    expectFinished: async () => {
      expect(await ours(root)).toEqual(treeOf(finished(after, before)));
      expect(crawl(root, [after])).toEqual([]);
      await expectTheirs();
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Fills a folder with `make` and stores a copy. If the copy exists already, fills the folder from it. */
export async function makeOnce(folder: string, copy: string, make: () => Promise<unknown>): Promise<void> {
  if (existsSync(copy)) {
    await rm(folder, { recursive: true, force: true });
    await run("cp", ["-a", copy, folder]);
  } else {
    await make();
    await run("cp", ["-a", folder, copy]);
  }
}

/** Returns Hitofude's folder on the server. It is in the document root if it cannot be beside the root. */
async function stateFolder(home: string, root: string): Promise<string> {
  const inside = (await readdir(root)).find((name) => /^\.hitofude-[0-9a-f]{32}$/.test(name));
  return inside ? join(root, inside) : join(home, ".hitofude", "b3f0c1d2-test-blog", "public_html");
}

function sorted(tree: Readonly<Record<string, string>>): string {
  return JSON.stringify(Object.entries(tree).sort());
}

async function emptyOwnFolder(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true });
  await mkdir(path, { recursive: true });
}

async function ours(root: string): Promise<Record<string, string>> {
  const live = await readTree(root);
  return Object.fromEntries(Object.entries(live).filter(([path]) => !(path in foreign)));
}

/** Returns all properties of the foreign files. None of these properties may change. */
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

/** Publishes a build through an object that answers like a server, without a connection. */
export async function publishThrough(
  files: RemoteFiles,
  directory: string,
  input: PublishInput,
  swap = false,
): Promise<void> {
  const options = {
    swap,
    name: "live",
    input,
    ask: yes,
    client: { user: "author", computer: "desk" },
    review: false,
    program: "test",
    directory,
    modes: { file: 0o644, directory: 0o755 },
    lockTimeoutMs: 20,
  };
  const { problem } = await runPublish(files, options, new Progress(() => undefined));
  if (problem) throw problem;
}
