import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { throwIfCancelled } from "#contract/cancellation.ts";
import type { Problem } from "#contract/errors.ts";
import type { CancelSignal } from "#contract/wire.ts";
import type { PublishedPost } from "#engine/publishing/publish-input.ts";
import type { MediaFile } from "./media-library.ts";
import { OutputStore } from "./output-store.ts";
import type { PlannedFile } from "./planned-file.ts";
import type { Site } from "./site.ts";
import { SiteFactory, type SiteFactoryOptions, type SiteInput } from "./site-factory.ts";
import type { OutputFile } from "./site-output.ts";
import { planSite, type SitePlan } from "./site-plan.ts";

export interface BuildOptions extends SiteInput {
  /** Absolute; its index lies beside it as `<name>.index.json`. */
  readonly outDir: string;
  readonly signal?: CancelSignal | undefined;
}

export interface BuildResult {
  readonly files: readonly OutputFile[];
  /** Files whose bytes changed on disk. */
  readonly written: number;
  readonly removed: number;
  /** Texts that had to be rendered; the others came from the cache. */
  readonly rendered: number;
  /** What the build found; `Post.problems` are not repeated here. */
  readonly problems: readonly Problem[];
  /** Every post and page that is on the site. */
  readonly posts: Readonly<Record<string, PublishedPost>>;
}

export interface SiteRenderer {
  /** The source of sites for a preview, which shares what this renderer has rendered. */
  readonly factory: SiteFactory;
  /** Builds the site into a folder, doing again only what changed since the last build. One at a time per folder. */
  build(options: BuildOptions): Promise<BuildResult>;
}

/** A renderer for one blog; keep it as long as the blog is open. */
export function createSiteRenderer(options: SiteFactoryOptions): SiteRenderer {
  const factory = new SiteFactory(options);
  const stores = new Map<string, OutputStore>();
  const hashes: MediaHashes = new Map();
  return {
    factory,
    async build({ outDir, signal, ...input }) {
      const store = stores.get(outDir) ?? new OutputStore(outDir);
      stores.set(outDir, store);
      const { articles } = factory.textsFor(input.settings);
      const rendersBefore = articles.renders;
      const site = factory.create(input);
      const plan = planSite(site);
      const files = await writePlan(plan, store, signal);
      for (const path of site.media.paths()) {
        throwIfCancelled(signal);
        const file = site.media.find(path);
        if (file) files.push(await mediaOutput(file, hashes));
      }
      return {
        files,
        written: store.written,
        removed: store.removed,
        rendered: articles.renders - rendersBefore,
        problems: problemsOf(site, plan),
        posts: publishedPosts(site, plan),
      };
    },
  };
}

/** How long other work waits at most while a site is built. */
const sliceMilliseconds = 12;

async function writePlan(
  plan: SitePlan,
  store: OutputStore,
  signal: CancelSignal | undefined,
): Promise<OutputFile[]> {
  const { theme } = plan.context.site;
  const assets = new Map([...theme.assets.values()].map((asset) => [asset.path, asset]));
  const files: OutputFile[] = [];
  store.open({ has: (path) => plan.made.has(path) || assets.has(path) });
  try {
    for (const { path, sha256, bytes } of assets.values()) {
      const file = store.current(path, sha256) ?? store.put(path, sha256, bytes);
      files.push({
        path,
        group: "asset",
        size: file.size,
        sha256: file.sha256,
        location: store.locate(path),
      });
    }
    let sliceEnd = performance.now() + sliceMilliseconds;
    for (const planned of plan.made.values()) {
      if (performance.now() > sliceEnd) {
        await nextTurn();
        throwIfCancelled(signal);
        sliceEnd = performance.now() + sliceMilliseconds;
      }
      files.push(writePlanned(planned, store));
    }
  } finally {
    store.close();
  }
  return files;
}

function writePlanned(planned: PlannedFile, store: OutputStore): OutputFile {
  const { path, group, post } = planned;
  const prepared = planned.prepare();
  const file =
    store.current(path, prepared.key) ?? store.put(path, prepared.key, Buffer.from(prepared.text()));
  const { size, sha256 } = file;
  return { path, group, size, sha256, location: store.locate(path), ...(post === undefined ? {} : { post }) };
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

type MediaHashes = Map<string, { size: number; modified: number; sha256: string }>;

async function mediaOutput(file: MediaFile, hashes: MediaHashes): Promise<OutputFile> {
  const { path, size, modified, location } = file;
  let known = hashes.get(path);
  if (known?.size !== size || known.modified !== modified) {
    known = { size, modified, sha256: await hashFile(location) };
    hashes.set(path, known);
  }
  return { path, group: "asset", size, sha256: known.sha256, location };
}

async function hashFile(location: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(location)) hash.update(chunk);
  return hash.digest("hex");
}

function problemsOf(site: Site, plan: SitePlan): Problem[] {
  const problems = [...site.model.problems, ...plan.problems];
  for (const entry of site.model.byPath.values()) problems.push(...site.articleOf(entry).problems);
  return problems;
}

function publishedPosts(site: Site, plan: SitePlan): Record<string, PublishedPost> {
  const posts: Record<string, PublishedPost> = {};
  for (const { path, post } of plan.made.values()) {
    const entry = post === undefined ? undefined : site.model.byPath.get(post);
    if (entry) posts[entry.post.path] = { hash: entry.post.hash, address: path };
  }
  return posts;
}
