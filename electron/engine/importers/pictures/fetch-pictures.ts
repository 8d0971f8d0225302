import { posix } from "node:path";
import { AppError } from "#contract/errors.ts";
import type { CancelSignal } from "#contract/rpc/wire.ts";
import { percentEncoded } from "#contract/text/percent-encoding.ts";
import { mapLimited } from "#engine/base/concurrency.ts";
import { sha256 } from "#engine/base/hash.ts";
import type { BlogFolder } from "#engine/blog/folder/blog-folder.ts";
import { addMedia } from "#engine/blog/media/media.ts";
import { ImportRecord, type RecordedImport, type RecordedPost } from "../writing/import-record.ts";
import { authorsHash, remoteCover, withOtherCover } from "../writing/post-text.ts";
import { PictureError, type PictureFault, type PictureFetcher } from "./picture-fetcher.ts";
import { monthOf, pictureAddresses, versionsOf, withPictures } from "./picture-links.ts";

/** A picture that stays on the old server, and the reason. */
interface FailedPicture {
  readonly path: string;
  readonly title: string;
  readonly address: string;
  readonly fault: PictureFault;
}

export interface FetchedPictures {
  /** Number of pictures that were stored in the blog. */
  readonly fetched: number;
  readonly failed: readonly FailedPicture[];
}

export interface PictureRun {
  readonly blog: BlogFolder;
  readonly stateFolder: string;
  readonly fetcher: PictureFetcher;
  /** Hosts and ports from which the author has allowed downloads. */
  readonly hosts: ReadonlySet<string>;
  readonly signal?: CancelSignal | undefined;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/** Number of pictures that are fetched at the same time, so that an old server is not overloaded. */
const atOnce = 4;

/**
 * Fetches the pictures of all imported posts from the old servers. The posts then link to the copies.
 * Saves each post as soon as its pictures are stored, so that a later run can continue an interrupted run.
 * Rejects with `file.*` or `call.cancelled`. Pictures that cannot be fetched are in the result.
 */
export async function fetchPictures(run: PictureRun): Promise<FetchedPictures> {
  const { blog, hosts, signal } = run;
  const record = new ImportRecord(run.stateFolder, blog.id);
  const abort = new AbortController();
  signal?.addEventListener("abort", () => abort.abort());
  const work: RemotePictures[] = [];
  for await (const { post, from, addresses } of remotePictures(blog, record)) {
    const agreed = addresses.filter((address) => hosts.has(hostIn(address)));
    if (agreed.length > 0) work.push({ post, from, addresses: agreed });
  }
  const total = work.reduce((sum, { addresses }) => sum + addresses.length, 0);
  const store = new PictureStore(run, record, abort.signal);
  const failed: FailedPicture[] = [];
  let done = 0;
  run.onProgress?.(done, total);
  for (const { post, from, addresses } of work) {
    const stored = new Map<string, string>();
    await mapLimited(addresses, atOnce, async (address) => {
      try {
        stored.set(address, await store.pathOf(address, post.path, from.id));
      } catch (error) {
        if (abort.signal.aborted) throw new AppError("call.cancelled");
        if (!(error instanceof PictureError)) throw error;
        failed.push({ path: post.path, title: post.title, address, fault: error.fault });
      }
      done += 1;
      run.onProgress?.(done, total);
    });
    if (stored.size > 0) await rewrite(run.blog, record, { post, from, stored });
  }
  return { fetched: store.count, failed };
}

/** An imported post, and the addresses of its pictures that are on other servers. */
interface RemotePictures {
  readonly post: RecordedPost;
  readonly from: RecordedImport;
  readonly addresses: readonly string[];
}

async function* remotePictures(blog: BlogFolder, record: ImportRecord): AsyncGenerator<RemotePictures> {
  const posts = new Map<string, { post: RecordedPost; from: RecordedImport }>();
  for (const from of await record.imports())
    for (const post of from.posts) posts.set(post.path, { post, from });
  for (const { post, from } of posts.values()) {
    if (!blog.posts.has(post.path)) continue;
    const { frontMatter, body } = await blog.documents.read(post.path);
    const cover = remoteCover(frontMatter);
    const addresses = [...new Set([...pictureAddresses(body), ...(cover === null ? [] : [cover])])];
    if (addresses.length > 0) yield { post, from, addresses };
  }
}

/** For each host, counts the pictures that imported posts still show from this host. */
export async function waitingPictures(
  blog: BlogFolder,
  stateFolder: string,
): Promise<Record<string, number>> {
  const found = new Set<string>();
  for await (const { addresses } of remotePictures(blog, new ImportRecord(stateFolder, blog.id)))
    for (const address of addresses) found.add(address);
  const counts: Record<string, number> = {};
  for (const host of Array.from(found, hostIn)) if (host !== "") counts[host] = (counts[host] ?? 0) + 1;
  return counts;
}

function hostIn(address: string): string {
  return URL.canParse(address) ? new URL(address).host : "";
}

/**
 * Changes the addresses of pictures in a post.
 * Records the new text, unless the author has edited the post.
 */
async function rewrite(
  blog: BlogFolder,
  record: ImportRecord,
  {
    post,
    from,
    stored,
  }: {
    readonly post: RecordedPost;
    readonly from: RecordedImport;
    readonly stored: ReadonlyMap<string, string>;
  },
): Promise<void> {
  const { path } = post;
  const { frontMatter: before, body, hash } = await blog.documents.read(path);
  const isUntouched = authorsHash(before + body) === post.written;
  const targetOf = (address: string): string | undefined => {
    const picture = stored.get(address);
    return picture === undefined ? undefined : posix.relative(posix.dirname(path), picture);
  };
  const changed = withPictures(body, (address) =>
    targetOf(address)?.replace(/[\s()<>[\]%\\"']/g, percentEncoded),
  );
  const cover = targetOf(remoteCover(before) ?? "");
  const frontMatter = cover === undefined ? before : withOtherCover(before, cover);
  // Changes the import record first, and then saves the post.
  // Thus, the record shows that the author has not edited the post, even if a crash prevents the save.
  if (isUntouched) await record.amend(from.id, { ...post, written: authorsHash(frontMatter + changed) });
  await blog.documents.save({ path, frontMatter, body: changed, baseHash: hash, force: false });
}

/** Stores each picture once, even if several posts show it. */
class PictureStore {
  readonly #run: PictureRun;
  readonly #signal: AbortSignal;
  readonly #stored = new Map<string, Promise<string>>();
  /** Maps the hash of each picture to its path, because several addresses can have the same picture. */
  readonly #byContent = new Map<string, Promise<string>>();
  readonly #record: ImportRecord;
  count = 0;

  constructor(run: PictureRun, record: ImportRecord, signal: AbortSignal) {
    this.#run = run;
    this.#record = record;
    this.#signal = signal;
  }

  /**
   * Fetches a picture once, stores it, and returns its blog path. Rejects with a `PictureError`.
   * `importId` is the id of the import that wrote the post.
   */
  pathOf(address: string, postPath: string, importId: string): Promise<string> {
    const [key = address] = versionsOf(address);
    const known = this.#stored.get(key);
    if (known) return known;
    const stored = this.#fetch(address, postPath, importId);
    this.#stored.set(key, stored);
    return stored;
  }

  async #fetch(address: string, postPath: string, importId: string): Promise<string> {
    const { fetcher } = this.#run;
    let fault: unknown;
    for (const version of versionsOf(address)) {
      try {
        const bytes = await fetcher.fetch(version, this.#signal);
        const hash = sha256(bytes);
        const stored = this.#byContent.get(hash) ?? this.#store(version, bytes, postPath, importId);
        this.#byContent.set(hash, stored);
        const path = await stored;
        this.count += 1;
        return path;
      } catch (error) {
        if (this.#signal.aborted || (error instanceof AppError && error.code.startsWith("file.")))
          throw error;
        fault = error instanceof AppError ? new PictureError("noPicture", error.code) : error;
      }
    }
    throw fault;
  }

  async #store(address: string, bytes: Uint8Array, postPath: string, importId: string): Promise<string> {
    const { blog } = this.#run;
    const { path, isNew } = await addMedia({
      folder: blog.folder,
      postPath,
      name: posix.basename(new URL(address).pathname),
      bytes,
      ...monthOf(blog.posts.get(postPath)?.date ?? null, blog.settings.timeZone),
    });
    if (isNew) await this.#record.addMedia(importId, path);
    return path;
  }
}
