import { copyFile, cp, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Problem } from "#contract/errors.ts";
import { type BlogFolder, openBlogFolder } from "#engine/blog/folder/blog-folder.ts";
import { type BuildResult, createSiteRenderer } from "#engine/site/output/build-site.ts";
import { type BlogFiles, writeBlog } from "./blog-files.ts";
import type { BlogSettings } from "#contract/settings/blog-settings.ts";
import { hasPhp } from "#tests/support/servers/php-server.ts";
import { emptyBlog } from "./empty-blog.ts";
import { englishBlog } from "./english-blog.ts";
import { hostileBlog } from "./hostile-blog.ts";
import { serveWithPhp } from "./served-pages.ts";

/** One blog in one theme, built to a folder for a web server. */
export interface BuiltSite {
  /** Name, such as `hostile in fude`. */
  readonly name: string;
  readonly blog: BlogName;
  readonly theme: ThemeName;
  readonly language: string;
  /** Ends with `/`. */
  readonly baseUrl: string;
  readonly folder: string;
  readonly include: BlogSettings["parts"]["include"];
  /** Folder of the same site without parts, if the server inserts them. */
  readonly wholeFolder?: string;
  /** Paths of all files of the site that a browser may request. */
  readonly paths: readonly string[];
  readonly problems: readonly Problem[];
}

const resources = fileURLToPath(new URL("../../../resources", import.meta.url));

const blogNames = ["sample", "english", "hostile", "empty", "scripted", "served"] as const;
type BlogName = (typeof blogNames)[number] | "many";

/**
 * Number of posts in the blogs `scripted` and `served`, whose pages include shared parts.
 * A script inserts the parts in `scripted`, and the server inserts them in `served`.
 */
const fewDays = 14;

/** Blogs of different kinds. A path is a folder to copy. */
const blogs: Readonly<Record<(typeof blogNames)[number], string | BlogFiles>> = {
  sample: join(resources, "sample-blog"),
  english: englishBlog(),
  hostile: hostileBlog(),
  empty: emptyBlog,
  scripted: englishBlog(fewDays, "parts:\n  include: script\n"),
  served: englishBlog(fewDays, "parts:\n  include: php\n"),
};

const themes = ["fude", "hitokoto"] as const;
/** Themes that share most templates and styles with fude. A single blog shows what they have of their own. */
const relatedThemes = ["kami", "koyomi"] as const;
export type ThemeName = (typeof themes | typeof relatedThemes)[number];

/** The time of every build: later than all posts except the scheduled one of the sample. */
const now = Date.parse("2026-11-20T12:00:00+09:00");

/**
 * Builds every blog in every theme in a new folder.
 * `images`: a cache of an earlier build, whose smaller copies of the sample blog's images are used.
 */
export async function buildSites(
  images?: string,
): Promise<{ readonly folder: string; readonly sites: BuiltSite[] }> {
  const folder = await mkdtemp(join(tmpdir(), "hitofude-sites-"));
  try {
    const sites: BuiltSite[] = [];
    for (const name of blogNames.filter(isPossible))
      sites.push(...(await buildBlog(name, join(folder, name), name === "sample" ? images : undefined)));
    return { folder, sites };
  } catch (error) {
    await rm(folder, { recursive: true });
    throw error;
  }
}

/** Without PHP, its directives cannot be executed. */
function isPossible(name: BlogName): name is (typeof blogNames)[number] {
  return name !== "served" || hasPhp;
}

async function buildBlog(
  name: (typeof blogNames)[number],
  folder: string,
  images: string | undefined,
): Promise<BuiltSite[]> {
  const source = blogs[name];
  const blogFolder = join(folder, "blog");
  if (typeof source === "string") await copyBlog(source, blogFolder);
  else await writeBlog(blogFolder, source);
  if (images !== undefined)
    for (const part of ["images", "images.index"])
      await cp(join(images, part), join(cacheOf(blogFolder), part), {
        recursive: true,
        preserveTimestamps: true,
      });
  const blog = await openBlogFolder(blogFolder, { watch: false });
  const sites: BuiltSite[] = [];
  const wanted = name === "sample" ? [...themes, ...relatedThemes] : themes;
  for (const theme of wanted) sites.push(await buildSite(name, theme, blog, join(folder, theme)));
  await blog.close();
  return sites;
}

/** Copies a blog without the program's data, so that each build of a copy is a first one. */
function copyBlog(source: string, target: string): Promise<void> {
  const filter = (path: string): boolean => basename(path) !== ".hitofude";
  // The cache of images depends on the times of the images
  return cp(source, target, { recursive: true, preserveTimestamps: true, filter });
}

/** Returns the folder that a build of the blog uses as its cache. */
function cacheOf(blogFolder: string): string {
  return join(blogFolder, ".hitofude", "cache");
}

/** Builds one blog in one theme, into `outDir`. */
export async function buildSite(
  name: BlogName,
  theme: ThemeName,
  blog: BlogFolder,
  outDir: string,
): Promise<BuiltSite> {
  // Builds complete pages, as a server with SSI sends them, unless the blog chose another way
  const { include: wanted } = blog.settings.parts;
  const include = wanted === "auto" ? "none" : wanted;
  const settings = { ...blog.settings, theme, parts: { include } };
  const themesFolder = join(resources, "themes");
  const renderer = createSiteRenderer({
    blogFolder: blog.folder,
    cacheFolder: cacheOf(blog.folder),
    blogId: name,
    themesFolder,
  });
  const build = { settings, posts: blog.posts, baseUrl: settings.url, now, outDir };
  const result = await renderer.build(build);
  await copyMedia(result, outDir);
  const wholeFolder = `${outDir}-whole`;
  if (include === "php") {
    await renderer.build({
      ...build,
      settings: { ...settings, parts: { include: "none" } },
      outDir: wholeFolder,
    });
  }
  const files = result.files.map(({ path }) => path);
  const paths = include === "php" ? files.filter((path) => !path.startsWith("parts/")) : files;
  if (include === "php")
    serveWithPhp(
      outDir,
      paths.filter((path) => path.endsWith(".html")),
    );
  return {
    name: `${name} in ${theme}`,
    blog: name,
    theme,
    language: settings.language,
    baseUrl: new URL(settings.url).href,
    folder: outDir,
    include,
    ...(include === "php" ? { wholeFolder } : {}),
    paths,
    problems: [
      ...blog.problems,
      ...[...blog.posts.values()].flatMap((post) => post.problems),
      ...result.problems,
    ],
  };
}

/** Copies the files of a built site that are not in its folder, which are media and smaller copies of pictures. */
export async function copyMedia(result: BuildResult, outDir: string): Promise<void> {
  for (const { path, location } of result.files) {
    const target = join(outDir, path);
    if (location === target) continue;
    await mkdir(dirname(target), { recursive: true });
    await copyFile(location, target);
  }
}
