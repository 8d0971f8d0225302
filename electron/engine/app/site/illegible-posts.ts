import type { ErrorCode, Problem } from "#contract/errors.ts";
import type { BlogFolder } from "#engine/blog/folder/blog-folder.ts";
import type { Post } from "#engine/blog/posts/post.ts";
import { completeAddress } from "#engine/site/addresses/addresses.ts";
import { guidOf } from "#engine/site/addresses/guid.ts";
import { isSharedDraftPage, sharedDraftPage } from "#engine/site/entries/shared-drafts.ts";
import { formerAddress, type LivePosts, withMovedPosts } from "../posts/post-states.ts";

/** What is live at a target: the posts by blog path, and all files, including the pages of shared drafts. */
export interface Live {
  readonly posts: LivePosts;
  readonly files: Readonly<Record<string, unknown>>;
}

/** The values that an earlier publish wrote into a post, read even if its front matter cannot be parsed. */
interface Traces {
  readonly path: string;
  /**
   * Permanent addresses of the post, as paths. A publish writes the address and the `guid` into each post.
   */
  readonly addresses: readonly string[];
  readonly guids: readonly string[];
  /** All texts that may be the key of a secret address. */
  readonly keys: readonly string[];
}

const isPostFile = /^(?:posts|pages)\//;

/**
 * Whether front matter or encoding of a post cannot be read. Such a post is a draft, because nobody can know
 * whether its author meant it to be public (decision 0116).
 */
function isIllegible({ code, file = "" }: Problem): boolean {
  return (code === "post.frontMatterSyntax" || code === "post.notUtf8") && isPostFile.test(file);
}

/** Error codes for a date that is missing or cannot be read. */
const isUndated: ReadonlySet<ErrorCode> = new Set(["date.missing", "date.unreadable"]);

/** Whether a problem keeps only the post itself off the site: the post is undated or illegible. */
export function holdsOnePost(problem: Problem): boolean {
  return (problem.severity === "error" && isUndated.has(problem.code)) || isIllegible(problem);
}

/**
 * Returns a function that returns the paths of the illegible and undated posts that may be live.
 * They may be live under another path, because the author has renamed the file, or as shared drafts.
 * A file with an unusable name cannot be opened, so it may be any live post or shared draft that has no file.
 */
export async function illegiblePosts(
  { posts, documents, id }: Pick<BlogFolder, "posts" | "documents" | "id">,
  problems: readonly Problem[],
): Promise<(live: Live) => ReadonlySet<string>> {
  const paths = new Set(problems.filter(holdsOnePost).map(({ file = "" }) => file));
  const unnamed = problems.flatMap(({ code, file }) => (code === "file.nameUnusable" && file) || []);
  const present = new Map(posts);
  const legible = [...present.values()].filter(({ path }) => !paths.has(path));
  const traces = await Promise.all(
    [...paths].map(async (path) => tracesIn(path, await headOf(documents, path))),
  );
  return (live) => {
    const found = new Set<string>();
    if (paths.size > 0) for (const { path } of traces.filter(lostIn(live, legible, id))) found.add(path);
    if (unnamed.length > 0 && isPostGone(live, present, id)) for (const path of unnamed) found.add(path);
    return found;
  };
}

/** Whether a live post or shared draft has no file any more. */
function isPostGone({ posts, files }: Live, present: ReadonlyMap<string, Post>, blogId: string): boolean {
  const moved = withMovedPosts({ posts, latest: 0 }, present, blogId).posts;
  // A publish writes a `guid` into each post. A post without one is new, and has taken the path of the live post.
  const isOther = (post: Post | undefined): boolean =>
    post === undefined || (post.kind === "post" && post.guid === null);
  const shared = new Set(
    [...present.values()].flatMap(({ draftShare }) => (draftShare ? sharedDraftPage(draftShare) : [])),
  );
  return (
    Object.keys(moved).some((path) => isOther(present.get(path))) ||
    Object.keys(files).some((path) => isSharedDraftPage(path) && !shared.has(path))
  );
}

/**
 * Returns the front matter of a file, or "" if the file was just removed.
 * Returns the whole text if the program finds no front matter, for example because a fence is missing.
 */
function headOf(documents: BlogFolder["documents"], path: string): Promise<string> {
  return documents.read(path).then(
    ({ frontMatter, body }) => (frontMatter === "" ? body : frontMatter),
    () => "",
  );
}

function tracesIn(path: string, frontMatter: string): Traces {
  return {
    path,
    addresses: valuesOf(frontMatter, /^[ \t]*["']?(?:permalink|url)["']?[ \t]*[:=]([^\r\n]*)/gim).map(
      completeAddress,
    ),
    guids: valuesOf(frontMatter, /^[ \t]*["']?guid["']?[ \t]*[:=]([^\r\n]*)/gim),
    keys: frontMatter.match(/\b[0-9a-f]{32}\b/g) ?? [],
  };
}

/**
 * Returns the values in the lines, without comments.
 * Omits quotation marks, because a misplaced one may be the syntax error.
 */
function valuesOf(frontMatter: string, line: RegExp): string[] {
  return [...frontMatter.matchAll(line)]
    .map(([, value = ""]) => value.replace(/\s#.*$/, "").replace(/["'\s]/g, ""))
    .filter((value) => value !== "");
}

/**
 * Returns a function that checks whether traces belong to a live post or shared draft that is not among the
 * legible posts.
 */
function lostIn({ posts, files }: Live, legible: readonly Post[], blogId: string) {
  const found = {
    addresses: new Set(legible.flatMap(addressesOf)),
    guids: new Set(legible.map(({ guid }) => guid)),
    keys: new Set(legible.map(({ draftShare }) => draftShare?.key)),
    paths: new Set(legible.map(({ path }) => path)),
  };
  const addresses = new Set(Object.values(posts).map(({ address }) => address));
  const guids = new Set(Object.keys(posts).map((path) => guidOf({ guid: null, path }, blogId)));
  // A publish writes nothing into pages. An illegible page without an address may therefore be any live page
  // whose file is missing.
  const isPageGone = Object.keys(posts).some((path) => isPagePath(path) && !found.paths.has(path));
  return (traces: Traces): boolean =>
    traces.addresses.some((address) => addresses.has(address) && !found.addresses.has(address)) ||
    traces.guids.some((guid) => guids.has(guid) && !found.guids.has(guid)) ||
    traces.keys.some((key) => Object.hasOwn(files, sharedDraftPage({ key })) && !found.keys.has(key)) ||
    (isPageGone && isPagePath(traces.path) && traces.addresses.length === 0);
}

function isPagePath(path: string): boolean {
  return path.startsWith("pages/");
}

function addressesOf(post: Post): string[] {
  const { permalink } = post.properties;
  const address = permalink === undefined ? formerAddress(post) : completeAddress(permalink);
  return address === undefined ? [] : [address];
}
