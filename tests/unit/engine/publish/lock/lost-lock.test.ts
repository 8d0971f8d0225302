import { setTimeout as wait } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { AppError } from "#contract/errors.ts";
import { LocalFiles } from "#engine/publish/transports/folder/local-files.ts";
import { systemClock } from "#engine/publish/lock/lock-clock.ts";
import { readTree, sampleSite, treeOf } from "#tests/support/publish/built-site.ts";
import { type FolderSite, openFolderSite } from "#tests/support/publish/folder-site.ts";

const [desk, laptop] = [sampleSite(6, 2), sampleSite(5, 3)];
/** Returns a computer whose heartbeat stands still, however long a test takes. */
const computer = (name: string) => ({
  client: { user: "author", computer: name },
  lockClock: { ...systemClock, every: () => () => undefined },
});

let site: FolderSite;
beforeEach(async () => {
  site = await openFolderSite();
});
afterEach(() => site.remove());

const ended = (publish: Promise<unknown>): Promise<unknown> =>
  publish.then(
    () => "done",
    (error: unknown) => (error instanceof AppError ? error.code : error),
  );

function gate(): [opened: Promise<void>, open: () => void] {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return [opened, open];
}

/** Sleeps once, before the operation that the test chooses, until it is woken. */
class Sleeper extends LocalFiles {
  readonly asleep: Promise<void>;
  readonly wake: () => void;
  readonly #before: RegExp;
  readonly #slept: Promise<void>;
  readonly #fallAsleep: () => void;

  constructor(before: RegExp) {
    super();
    this.#before = before;
    [this.#slept, this.wake] = gate();
    [this.asleep, this.#fallAsleep] = gate();
  }

  override async mkdir(path: string, mode: number): Promise<void> {
    await this.#maySleep(`mkdir ${path}`);
    return super.mkdir(path, mode);
  }

  override async readdir(path: string): ReturnType<LocalFiles["readdir"]> {
    await this.#maySleep(`readdir ${path}`);
    return super.readdir(path);
  }

  async #maySleep(operation: string): Promise<void> {
    if (!this.#before.test(operation)) return;
    this.#fallAsleep();
    await this.#slept;
  }
}

test.each([
  ["looks for other staging directories", /^readdir .*\/\.hitofude\/[^/]*\/public_html$/],
  ["makes its staging directory", /^mkdir .*\/stage-[^/]+$/],
])("a client that loses its lock before it %s takes nothing from its successor", async (_, before) => {
  await site.run(sampleSite(2));
  const files = new Sleeper(before);
  const ask = async () => ({ accept: false, answers: [], remember: false });
  const sleeper = ended(site.run(desk, { ...computer("desk"), ask }, files));
  await files.asleep;
  await site.run(laptop, {
    ...computer("laptop"),
    lockTimeoutMs: 20,
    beforeCommit: async () => {
      files.wake();
      expect(await sleeper).toBe("publish.locked");
      return {};
    },
  });
  expect(await readTree(site.root)).toEqual(treeOf(laptop));
});

test("the decision of a client that has just lost its lock is seen by its successor", async () => {
  await site.run(sampleSite(2));
  const [decide, hasDecided] = gate();
  const [ready, isReady] = gate();
  const beforeCommit = async () => {
    isReady();
    await decide;
    return {};
  };
  const slow = ended(site.run(desk, { ...computer("desk"), beforeCommit }));
  await ready;
  const files = new Sleeper(/^readdir .*\/\.hitofude\/[^/]*\/public_html$/);
  const taker = ended(site.run(laptop, { ...computer("laptop"), lockTimeoutMs: 20 }, files));
  await files.asleep;
  // Waits long enough for other requests that the client may have sent.
  // The client may have sent them before it checked for directories of other clients.
  await wait(50);
  hasDecided();
  expect(await slow).toBe("done");
  files.wake();
  expect(await taker).toBe("done");
  expect(await readTree(site.root)).toEqual(treeOf(laptop));
});
