import type { PublishedState } from "#contract/types/publish-types.ts";
import type { BlogFolder } from "#engine/blog/folder/blog-folder.ts";
import type { LastHere } from "#engine/publish/plan/elsewhere.ts";
import type { PublishedHistory } from "#engine/publish/history/published-history.ts";
import type { StateDraft } from "#engine/publish/history/state-record.ts";
import type { RunOutcome } from "#engine/publish/run/run-outcome.ts";
import type { PublishedRecord } from "#engine/publish/state/published-record.ts";
import type { LiveRecords } from "./live-records.ts";
import type { SiteToPublish } from "./publish-once.ts";

interface UndoKeeperParts {
  readonly blog: BlogFolder;
  readonly history: PublishedHistory;
  readonly records: LiveRecords;
}

/** What is kept of one publish. */
interface PublishInHand {
  readonly target: string;
  readonly url: string;
  readonly surroundings: string | undefined;
  /** Time of the state that this publish goes back to. */
  readonly backTo: string | null;
}

/** Keeps what a publish makes live, so that it can be gone back to. A full disk here never stops a publish. */
export class UndoKeeper {
  readonly #parts: UndoKeeperParts;
  readonly #publish: PublishInHand;
  #draft: StateDraft | undefined;
  #failed = false;

  constructor(parts: UndoKeeperParts, publish: PublishInHand) {
    this.#parts = parts;
    this.#publish = publish;
  }

  /** To be called when all is sent and nothing is live yet. */
  async prepare({ files, posts }: SiteToPublish): Promise<void> {
    const { blog, history } = this.#parts;
    const { target, url, backTo, surroundings } = this.#publish;
    const titles = Object.keys(posts).map((path) => [path, blog.posts.get(path)?.properties.title ?? path]);
    this.#draft = {
      format: 1,
      target,
      url,
      backTo,
      posts: { ...posts },
      titles: Object.fromEntries(titles),
      ...(surroundings === undefined ? {} : { surroundings }),
      files: Object.fromEntries(
        files.map(({ path, sha256, size, group, post }) => [
          path,
          { sha256, size, group, ...(post === undefined ? {} : { post }) },
        ]),
      ),
    };
    await this.#trying(history.prepare(this.#draft, files));
  }

  /** To be called when the site is live; false when it cannot be gone back to later. */
  async record({ manifest, before, puts, left, kept }: RunOutcome): Promise<boolean> {
    // Nothing had to be done: what is live was recorded before
    if (!this.#draft) return true;
    const pathsOf = (change: "new" | "changed"): string[] =>
      puts.filter((put) => put.change === change).map(({ file }) => file.path);
    const touched = { new: pathsOf("new"), changed: pathsOf("changed"), removed: left };
    if (!this.#failed) {
      await this.#trying(this.#parts.history.record(this.#draft, { manifest, before, touched, kept }));
    }
    return !this.#failed;
  }

  async #trying(work: Promise<void>): Promise<void> {
    await work.catch(() => {
      this.#failed = true;
    });
  }
}

/** What this computer published last to a target, as far as it still knows. */
export async function lastPublishedHere(
  { history, records }: Pick<UndoKeeperParts, "history" | "records">,
  target: string,
): Promise<LastHere> {
  const [record, newest] = [records.get(target), await history.newest(target)];
  if (!newest || (record && record.at !== newest.at)) return { posts: record?.posts ?? {}, files: null };
  const files = Object.entries(newest.files).map(([path, { sha256 }]) => [path, sha256]);
  return { posts: record?.posts ?? newest.posts, files: Object.fromEntries(files) };
}

/** The published state that an author who just says "back" means; undefined when there is none. */
export function stateBefore(states: readonly PublishedState[]): PublishedState | undefined {
  const [live] = states;
  // Back and back again leads further back, not to and fro
  const from = live?.backTo ?? live?.at;
  const published = states.filter(({ backTo }) => backTo === null);
  return published.find(({ at }) => from !== undefined && at < from);
}

/** What is known to be live after a publish. */
export function recordOf(
  { generation, at, posts }: Pick<PublishedRecord, "generation" | "at" | "posts">,
  surroundings: string | undefined,
): PublishedRecord {
  return { generation, at, posts, ...(surroundings === undefined ? {} : { surroundings }) };
}
