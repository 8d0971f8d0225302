import { throwIfCancelled } from "#contract/rpc/cancellation.ts";
import type { Problem } from "#contract/errors.ts";
import type { CancelSignal } from "#contract/rpc/wire.ts";
import { WorkQueue } from "#engine/base/concurrency.ts";
import { manyTexts, type PrerenderedTexts } from "../articles/texts-ahead.ts";
import type { ImageProgress } from "../media/images/preparation.ts";
import type { MediaFile } from "../media/media-files.ts";
import type { MediaProgress } from "../media/media-progress.ts";
import { MediaHashes } from "./media-hashes.ts";
import type { MediaLibrary } from "../media/media-library.ts";
import { publicTexts, WithheldMedia } from "../media/withheld-media.ts";
import type { Post } from "#engine/blog/posts/post.ts";
import { isProtected } from "../entries/protected-sections.ts";
import { isDue } from "../entries/due.ts";
import { isSharedDraft } from "../entries/shared-drafts.ts";
import type { SiteInput } from "../model/site.ts";
import { SiteFactory, type SiteFactoryOptions } from "../session/site-factory.ts";
import type { PlannedFile } from "../template-data/planned-file.ts";
import { type BuildResult, buildResult } from "./build-result.ts";
import { OutputFolder } from "./output-folder.ts";
import type { OutputFile } from "./site-output.ts";

export type { BuildResult };

export interface BuildOptions extends SiteInput {
  /** Absolute path of the output folder. Its index is the file `<name>.index` next to the folder. */
  readonly outDir: string;
  /** Whether to make missing smaller copies of images. Default: true. */
  readonly makeCopies?: boolean | undefined;
  readonly published?: ReadonlySet<string> | undefined;
  /** Texts of deleted posts. A media file that is named only in deleted posts is not published. */
  readonly trashed?: readonly string[] | undefined;
  /** Whether the build skips hashing media files. A site that will be published needs the hashes. */
  readonly unhashed?: boolean | undefined;
  /** Whether the output folder keeps files that are no longer part of the site. Default: false. */
  readonly keepsOld?: boolean | undefined;
  readonly signal?: CancelSignal | undefined;
  readonly onMedia?: MediaProgress | undefined;
  readonly onProgress?: ((progress: ImageProgress) => void) | undefined;
}

export interface SiteRenderer {
  /**
   * Creates all sites of the blog. Builds and previews share this factory and its cache of rendered texts.
   */
  readonly factory: SiteFactory;
  /** Builds the site into a folder and makes only changed files. Concurrent calls run in sequence. */
  build(options: BuildOptions): Promise<BuildResult>;
}

/** Creates the renderer of one blog. The caller keeps the renderer as long as the blog is open. */
export function createSiteRenderer(options: SiteFactoryOptions): SiteRenderer {
  const factory = new SiteFactory(options);
  const hashes = new MediaHashes();
  const withheld = new WithheldMedia();
  const folders = new Map<string, OutputFolder>();
  const queue = new WorkQueue();
  return {
    factory,
    build: (options) =>
      queue.run("build", () => {
        const folder = folders.get(options.outDir) ?? new OutputFolder(options.outDir, factory);
        folders.set(options.outDir, folder);
        return buildInto(folder, factory, { hashes, withheld }, options);
      }),
  };
}

interface MediaKeepers {
  readonly hashes: MediaHashes;
  readonly withheld: WithheldMedia;
}

async function buildInto(
  folder: OutputFolder,
  factory: SiteFactory,
  { hashes, withheld }: MediaKeepers,
  {
    signal,
    onProgress,
    onMedia,
    unhashed,
    keepsOld = false,
    makeCopies = true,
    trashed = [],
    published,
    ...input
  }: BuildOptions,
): Promise<BuildResult> {
  const hashOf = (file: MediaFile): Promise<string> => hashes.hashOf(file);
  const library = makeCopies
    ? await factory.prepareMedia(input, { hashOf, signal, onProgress })
    : factory.readMedia(input.settings);
  const { articles } = factory.pipelineFor(input.settings);
  const rendersBefore = articles.renders;
  const stale = folder.open(input, library, keepsOld);
  const ahead = stale.length < manyTexts ? undefined : folder.renderAhead();
  try {
    await makeInSlices(stale, (file) => folder.make(file), ahead, signal);
    if (ahead) folder.putInOrder();
    folder.finish();
  } finally {
    ahead?.close();
    folder.close();
  }
  if (!factory.options.buildsOnce) folder.prepareForEdits();
  const { site, plan, posts, store, made } = folder;
  const hidden = withheld.of(site.media.files, {
    posts: input.posts.values(),
    isPublic: (post) =>
      !isLeftOut(input, post) &&
      (isDue(post, input.now) ||
        input.staying?.has(post.path) === true ||
        isSharedDraft(post, input.settings, input.now)),
    published,
    trashed,
    texts: () => publicTexts(site.settings, site.theme),
  });
  const hashed = await hashes.outputs(site.media, { unhashed, signal, onMedia });
  const media = without(hidden, hashed.files, site.media);
  const files = [...folder.outputs, ...media];
  const { written, removed } = store;
  return buildResult(
    {
      files,
      media,
      unread: unreadIn(site.media, hashed.problems),
      written,
      removed,
      rendered: articles.renders - rendersBefore,
      made,
    },
    { site, plan, posts, mediaProblems: hashed.problems },
  );
}

/** Whether a post is left out because the host cannot protect its section. */
function isLeftOut({ settings, protection }: SiteInput, { section }: Post): boolean {
  return protection === undefined && isProtected(settings, section);
}

const sliceMilliseconds = 12;

/**
 * Makes files in the order of `whenReady`, with pauses in which other work can run.
 * Rejects with `call.cancelled` or with the error of `make`.
 */
export async function makeInSlices(
  files: readonly PlannedFile[],
  make: (file: PlannedFile) => void,
  ahead: TextsAhead | undefined,
  signal: CancelSignal | undefined,
): Promise<void> {
  throwIfCancelled(signal);
  let end = performance.now() + sliceMilliseconds;
  for await (const file of ahead ? whenReady(files, ahead) : files) {
    if (performance.now() > end) {
      await new Promise((resolve) => setImmediate(resolve));
      throwIfCancelled(signal);
      end = performance.now() + sliceMilliseconds;
    }
    make(file);
  }
}

type TextsAhead = Pick<PrerenderedTexts, "isReady" | "ready">;

/**
 * Yields the files in order, each page when its text has been rendered in the background.
 * While the text of the next page is not ready, yields files that show no texts, ahead of their order.
 */
async function* whenReady(files: readonly PlannedFile[], ahead: TextsAhead): AsyncGenerator<PlannedFile> {
  const withoutTexts = new Set(files.filter(showsNoTexts));
  for (const file of files) {
    while (file.post !== undefined && !ahead.isReady(file.post)) {
      const [other] = withoutTexts;
      if (!other) await ahead.ready(file.post);
      else if (withoutTexts.delete(other)) yield other;
    }
    if (!showsNoTexts(file) || withoutTexts.delete(file)) yield file;
  }
}

function showsNoTexts({ post, texts, words }: PlannedFile): boolean {
  return post === undefined && texts === undefined && words === undefined;
}

function unreadIn({ problems, withheld }: MediaLibrary, hashing: readonly Problem[]): string[] {
  const unlisted = problems.filter(({ code }) => code !== "media.nameUnusable");
  return [
    ...[...unlisted, ...hashing].flatMap(({ file }) => file ?? []),
    ...withheld.filter(({ code }) => code === "file.unreadable").map(({ path }) => path),
  ];
}

function without(
  hidden: ReadonlySet<string>,
  files: readonly OutputFile[],
  media: MediaLibrary,
): readonly OutputFile[] {
  if (hidden.size === 0) return files;
  const copies = [...hidden].flatMap((path) => {
    const file = media.find(path);
    return file ? media.variantsOf(file).map((variant) => variant.path) : [];
  });
  const paths = new Set([...hidden, ...copies]);
  return files.filter(({ path }) => !paths.has(path));
}
