import { readdir, readFile } from "node:fs/promises";
import { extname, join, relative, sep } from "node:path";
import { AppError } from "#contract/errors.ts";
import type { MediaUse } from "#contract/types/media-types.ts";
import type { BlogFolder } from "#engine/blog/folder/blog-folder.ts";
import { mentionedMedia } from "#engine/blog/media/media-mentions.ts";
import type { Post } from "#engine/blog/posts/post.ts";
import { entriesIfThere, entryIfThere } from "#engine/base/files/read-files.ts";
import { mapLimited } from "#engine/base/concurrency.ts";

/** Folders with texts that may contain the path of an image: themes and post templates. */
const textFolders = new Set(["theme", "themes", "templates"]);
/** Extensions of text files that may contain the path of an image. Posts are searched separately. */
const textFiles = new Set([
  ".yaml",
  ".yml",
  ".toml",
  ".html",
  ".liquid",
  ".css",
  ".js",
  ".json",
  ".svg",
  ".xml",
]);
/** Extensions of post templates. */
const templateFiles = new Set([".md", ".markdown"]);
/** Maximum size of a searched file, in bytes. Files written by hand are smaller. */
const maxTextBytes = 4 * 1024 * 1024;
const atOnce = 16;

/**
 * Finds all uses of the images `paths` (`media/…`). Rejects with `file.*`.
 * Lists uses in posts and pages first, including drafts.
 * The list ends with uses in `blog.yaml`, theme files and post templates.
 */
export async function mediaUses(
  blog: BlogFolder,
  paths: ReadonlySet<string>,
): Promise<ReadonlyMap<string, readonly MediaUse[]>> {
  const inPosts = await mapLimited([...blog.posts.values()], atOnce, (post) => usesOf(blog, post, paths));
  const inFiles = await mapLimited(await otherTexts(blog.folder), atOnce, async (path) => {
    const text = await readFile(join(blog.folder, path), "utf8");
    return Array.from(mentionedMedia(text, paths), (image) => ({
      image,
      use: { path, as: "file" as const },
    }));
  });
  const found = Map.groupBy<string, FoundUse>([...inPosts, ...inFiles].flat(), ({ image }) => image);
  return new Map(Array.from(found, ([image, uses]) => [image, uses.map(({ use }) => use)]));
}

interface FoundUse {
  readonly image: string;
  readonly use: MediaUse;
}

async function usesOf(blog: BlogFolder, post: Post, paths: ReadonlySet<string>): Promise<FoundUse[]> {
  const { path, properties } = post;
  const { frontMatter, body } = await blog.documents.read(path).catch(nothingIfGone);
  const covers = mentionedMedia(properties.cover ?? "", paths);
  const found = new Set([...covers, ...mentionedMedia(frontMatter, paths), ...mentionedMedia(body, paths)]);
  return Array.from(found, (image) => ({ image, use: { path, as: covers.has(image) ? "cover" : "text" } }));
}

/** Returns an empty text if the error says that the post was deleted. Rethrows all other errors. */
function nothingIfGone(error: unknown): { readonly frontMatter: string; readonly body: string } {
  if (error instanceof AppError && error.code === "file.notFound") return { frontMatter: "", body: "" };
  throw error;
}

/**
 * Returns the paths of the text files in themes, and of the post templates.
 * The result includes the text files directly in the blog folder, such as `blog.yaml`.
 */
async function otherTexts(folder: string): Promise<string[]> {
  const top = await readdir(folder, { withFileTypes: true });
  // With `withFileTypes`, `readdir` does not follow symbolic links to other folders.
  const inFolders = await Promise.all(
    top
      .filter((entry) => entry.isDirectory() && textFolders.has(entry.name))
      .map(({ name }) => entriesIfThere(join(folder, name), { recursive: true })),
  );
  const candidates = [...top, ...inFolders.flat()]
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .filter((path) => {
      const extension = extname(path).toLowerCase();
      return textFiles.has(extension) || (path.startsWith("templates/") && templateFiles.has(extension));
    });
  const isText = await mapLimited(candidates, atOnce, async (path) => {
    const found = await entryIfThere(join(folder, path));
    return found?.isFile() === true && found.size <= maxTextBytes;
  });
  return candidates.filter((_, index) => isText[index]).sort();
}
