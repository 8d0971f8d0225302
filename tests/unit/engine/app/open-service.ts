import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Cancellation } from "#contract/rpc/cancellation.ts";
import type { EventName, EventPayload } from "#contract/rpc/definition.ts";
import type { PostSummary } from "#contract/types/blog-types.ts";
import { withPostListChange } from "#contract/types/post-list.ts";
import type { EngineContract } from "#contract/engine-contract.ts";
import type { EngineStart } from "#contract/engine-start.ts";
import { statePathOf } from "#engine/state/state-path.ts";
import { noSecrets } from "#engine/publish/base/targets.ts";
import { trustFolder } from "#tests/support/trusted-folder.ts";
import { type BlogService, openBlogService } from "#engine/app/blog-service.ts";
import type { BlogServiceOptions } from "#engine/app/blog-service-options.ts";

const resources = fileURLToPath(new URL("../../../../resources", import.meta.url));

type Recorded = {
  [N in EventName<EngineContract>]: readonly [name: N, payload: EventPayload<EngineContract, N>];
}[EventName<EngineContract>];

/** A blog service for a folder of its own, without Electron, and its events so far. */
export interface TestBlog {
  readonly service: BlogService;
  readonly folder: string;
  readonly events: Recorded[];
  /** Returns the payloads of one event, in order. */
  eventsOf<N extends EventName<EngineContract>>(name: N): EventPayload<EngineContract, N>[];
  /** Returns the post list of a window that received all events so far. */
  listed(): readonly PostSummary[];
  /** Publishes without a review. */
  publish(target?: string): ReturnType<BlogService["publishing"]["run"]>;
  /** Writes a file of the blog as another program would. */
  write(path: string, text: string | Uint8Array): Promise<void>;
  /** Closes the blog and opens it again, as after a restart of the program. */
  reopen(): Promise<TestBlog>;
  close(): Promise<void>;
}

export interface TestOptions extends BlogServiceOptions {
  /** Whether the folder counts as trusted by its author. Default: true. */
  readonly trusted?: boolean;
  /** See `EngineStart`. Default: false. */
  readonly openedBefore?: boolean;
  /** See `EngineStart`. */
  readonly movedFrom?: string;
}

/** Returns the folder that contains the states of blogs. It is next to the given folder. */
export function stateRootOf(folder: string): string {
  return join(dirname(folder), "state");
}

/** Returns a path in the program's state of a blog. */
export function statePath(folder: string, ...names: string[]): string {
  return join(statePathOf(stateRootOf(folder), folder), ...names);
}

/** Returns the file in which the last opened post is stored. */
export function lastPostFile(folder: string): string {
  return join(dirname(folder), "last-post.json");
}

/** Returns the path of a folder for a blog that does not exist yet. */
export async function blogFolder(): Promise<string> {
  return join(await mkdtemp(join(tmpdir(), "hitofude-service-")), "blog");
}

/** Opens a blog; creates the sample blog if the folder does not exist. Watches nothing unless requested. */
export async function openBlog(
  folder: string,
  { watch = false, trusted = true, openedBefore = false, movedFrom, ...options }: TestOptions = {},
): Promise<TestBlog> {
  const start: EngineStart = {
    folder,
    sample: true,
    resources,
    siteOrigin: "site://test",
    dataFolder: join(dirname(folder), "data"),
    stateRoot: stateRootOf(folder),
    lastPostFile: lastPostFile(folder),
    openedBefore,
    ...(movedFrom === undefined ? {} : { movedFrom }),
    version: "test",
  };
  if (trusted && existsSync(folder)) await trustFolder(folder, stateRootOf(folder));
  const service = await openBlogService(start, noSecrets, { watch, ...options });
  const events: Recorded[] = [];
  service.events.forwardTo({ emit: (name, payload) => events.push([name, payload] as unknown as Recorded) });
  const test: TestBlog = {
    service,
    folder,
    events,
    eventsOf: <N extends EventName<EngineContract>>(name: N) =>
      events
        .filter(([event]) => event === name)
        .map(([, payload]) => payload as EventPayload<EngineContract, N>),
    listed: () => test.eventsOf("posts.changed").reduce(withPostListChange, [] as readonly PostSummary[]),
    publish: (target) => service.publishing.run({ target, review: false, signal: new Cancellation() }),
    write: (path, text) => writeInto(folder, path, text),
    reopen: async () => {
      await service.close();
      return openBlog(folder, { watch, trusted, ...options });
    },
    close: async () => {
      await service.close();
      await rm(dirname(folder), { recursive: true, force: true, maxRetries: 5 });
    },
  };
  return test;
}

/** Opens a small blog with these files. */
export async function openFiles(
  files: Readonly<Record<string, string | Uint8Array>>,
  options?: TestOptions,
): Promise<TestBlog> {
  const folder = await blogFolder();
  for (const [path, text] of Object.entries({ "blog.yaml": settings, ...files })) {
    await writeInto(folder, path, text);
  }
  return openBlog(folder, options);
}

/** Settings of a Japanese blog with one section. Its targets are the practice site and a folder beside it. */
export const settings = `title: 雨音
language: ja
timeZone: Asia/Tokyo
theme: hitokoto
sections:
  hibi:
    title: 日々
targets:
  practice:
    kind: practice
`;

/** Returns a ready post of 6 May 2024. */
export function post(title: string, body: string, hour = 9): string {
  const time = `${String(hour).padStart(2, "0")}:00:00`;
  return `---\ntitle: ${title}\ndate: 2024-05-06 ${time}\nstatus: ready\n---\n\n${body}\n`;
}

async function writeInto(folder: string, path: string, text: string | Uint8Array): Promise<void> {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  // In one turn of the event loop, so that a watcher in this process never reads an empty file.
  writeFileSync(file, text);
}
