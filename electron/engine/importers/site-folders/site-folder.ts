import { posix } from "node:path";
import { decoded } from "#contract/text/percent-encoding.ts";
import type { FrontMatterValues } from "#engine/blog/front-matter/front-matter.ts";
import { outsideCode, withTargets } from "../conversion/markdown-text.ts";
import { neutralEntry, otherLanguage } from "../conversion/neutral-entry.ts";
import type { ImportEntry, Importer, ImportOptions, ImportSource, UnreadTag } from "../importer.ts";
import { findFolder, readFolder, zoneIn } from "./found-folder.ts";
import { fileSource } from "../input/file-source.ts";
import type { ImportFile } from "../input/import-file.ts";
import { type MarkdownFile, markdownFile } from "../input/markdown-file.ts";
import {
  aliasesOf,
  categoriesOf,
  coverOf,
  dateOf,
  isPinned,
  isUnlisted,
  orderOf,
  seriesOf,
  stateOf,
  tagsOf,
  textIn,
  unreadFields,
  updatedOf,
} from "./page-facts.ts";
import type { PagePlace, SiteFolder, SiteLinks, SitePage, SiteProgram, TagRule } from "./site-program.ts";
import { withoutComments } from "./template-comments.ts";

/** Returns the importer for the site folders of a site generator, such as Hugo. */
export function siteFolder(program: SiteProgram): Importer {
  return {
    id: program.id,
    name: program.name,
    options: ["timeZone"],
    detect: async (files) => ((await findFolder(program, files)) ? 0.9 : 0),
    open: (files, options) => openFolder(program, files, options),
  };
}

async function openFolder(
  program: SiteProgram,
  files: readonly ImportFile[],
  options: ImportOptions,
): Promise<ImportSource> {
  const { folder, root } = await readFolder(program, files);
  const timeZone = options.timeZone ?? zoneIn(folder.config) ?? options.blogTimeZone;
  const texts = files.filter(
    ({ name }) => name.startsWith(root) && program.placeOf(name.slice(root.length), folder) !== null,
  );
  const site = new Site(program, folder, { timeZone, blogLanguage: options.blogLanguage });
  for (const file of texts) site.add(file.name.slice(root.length), await markdownFile(file));
  const address =
    textIn(folder.config, "baseURL") || textIn(folder.config, "base_url") || textIn(folder.config, "url");
  const source = await fileSource({
    files: texts,
    timeZone,
    hosts: URL.canParse(address) ? [new URL(address).host] : [],
    async read(file) {
      const text = await markdownFile(file);
      const entry = site.entryOf(file.name.slice(root.length), text, root);
      return { entries: entry ? [entry] : [], damage: text.damage };
    },
  });
  return { ...source, keepsAddresses: true };
}

/** The pages of a site: their addresses, and the links between them. */
class Site implements SiteLinks {
  readonly config: FrontMatterValues;
  readonly #program: SiteProgram;
  readonly #folder: SiteFolder;
  readonly #timeZone: string;
  readonly #blogLanguage: string | undefined;
  /** Path of the site on its old host, without a slash at the end. */
  readonly #above: string;
  /** Maps the path (with and without extension) and the name of each page to the address of the page. */
  readonly #addresses = new Map<string, string>();
  readonly #allAddresses = new Set<string>();
  /** Folders in which at least one file has a date. An `undecided` text in such a folder is a post. */
  readonly #dated = new Set<string>();

  constructor(
    program: SiteProgram,
    folder: SiteFolder,
    { timeZone, blogLanguage }: { readonly timeZone: string; readonly blogLanguage: string | undefined },
  ) {
    this.config = folder.config;
    this.#program = program;
    this.#folder = folder;
    this.#timeZone = timeZone;
    this.#blogLanguage = blogLanguage;
    const address = textIn(folder.config, "baseURL") || textIn(folder.config, "base_url");
    const path = URL.canParse(address) ? new URL(address).pathname : textIn(folder.config, "baseurl");
    this.#above = path.startsWith("/") ? path.replace(/\/+$/, "") : "";
  }

  /** Records a page before the texts are read, so that links to the page can be found. */
  add(path: string, file: MarkdownFile): void {
    const page = this.#pageOf(path, file);
    if (!page) return;
    if (page.date) this.#dated.add(folderOf(page.place));
    const { path: known } = this.#addressOf(page);
    if (known !== null) this.#allAddresses.add(plainPath(known));
    const address = known ?? placeholderOf(path);
    const bare = path.replace(/\.[^./]*$/, "");
    const stem = posix.basename(bare);
    // If several pages have the same name, a link with this name leads to the first page.
    for (const key of [stem, page.place.name, bare.replace(/\/_?index$/, ""), bare, path]) {
      if (!this.#addresses.has(key)) this.#addresses.set(key, address);
    }
  }

  addressOf(target: string): string | null {
    const [path = "", anchor] = target.split("#");
    const clean = path.replace(/^\.?\//, "").replace(/\/$/, "");
    for (const start of ["", "content/", "_posts/", "source/_posts/", "source/"]) {
      const address =
        this.#addresses.get(start + clean) ?? this.#addresses.get(start + clean.replace(/\.[^./]*$/, ""));
      if (address !== undefined) return anchor === undefined ? address : `${address}#${anchor}`;
    }
    return null;
  }

  /**
   * Returns the entry of a page, or null for a section without a text of its own.
   * `root` is the path of the site's folder. The file's name begins with this path.
   */
  entryOf(path: string, file: MarkdownFile, root: string): ImportEntry | null {
    const page = this.#pageOf(path, file);
    if (!page) return null;
    const { values, place, date, title, categories } = page;
    const isSection = /(?:^|\/)_index\.[^/]*$/.test(path);
    if (isSection && file.body.trim() === "") return null;
    const written = file.damage
      ? "unknown"
      : stateOf(values, place, { timeZone: this.#timeZone, now: Date.now() });
    const isPost = place.kind === "post" || (place.kind === "undecided" && this.#dated.has(folderOf(place)));
    const { path: address, note } = this.#addressOf(page);
    // Adds no note about the unknown address of an undated post, because a note about the date exists.
    const isNoteNeeded = !(isPost && date === null && note === "addressUnknown");
    const { text, unreadTags, hadComments, hasOpenComment } = this.#textOf(file, {
      ...page,
      address,
      file: root + path,
    });
    // The text after an unclosed comment may be private, so a text with such a comment becomes private.
    const state = hasOpenComment && written === "published" ? "private" : written;
    const isPublic = state === "published" || state === "scheduled";
    const cover = coverOf(values);
    return neutralEntry({
      key: `${this.#program.id}:${path}`,
      kind: isPost ? "post" : "page",
      title,
      date,
      state,
      body: /\.html$/i.test(path)
        ? { format: "html", text }
        : { format: "markdown", text, breaks: this.#program.breaks?.(this.#folder) ?? false },
      excerpt: textIn(values, "description") || textIn(values, "summary") || textIn(values, "excerpt"),
      category: categories[0] ?? null,
      tags: [...categories.slice(1), ...tagsOf(values, this.#program)],
      slug: textIn(values, "slug") || place.name,
      oldPath: isPublic ? address : null,
      aliases: isPublic ? aliasesOf(values) : [],
      linkPaths: address === null ? [placeholderOf(path)] : [address, this.#above + address],
      base: root + (place.pictures ?? posix.dirname(path)),
      isUnlisted: isUnlisted(values),
      isPinned: isPinned(values),
      cover,
      order: isPost ? null : orderOf(values),
      series: seriesOf(values),
      language: otherLanguage(
        textIn(values, "language") || textIn(values, "lang") || place.language || "",
        this.#blogLanguage,
      ),
      updated: updatedOf(values, date, this.#timeZone),
      extra: unreadFields(file.values),
      unreadTags,
      notes: [
        ...(unreadTags.length > 0 ? (["shortcode"] as const) : []),
        ...(hadComments ? (["comment"] as const) : []),
        ...(hasOpenComment ? (["openComment"] as const) : []),
        ...(note !== null && isPublic && isNoteNeeded ? [note] : []),
      ],
    });
  }

  /** Returns the path of a page's address, or null if it is unknown. `note` warns of an uncertain path. */
  #addressOf(page: SitePage): {
    readonly path: string | null;
    readonly note: "addressUnknown" | "addressGuessed" | null;
  } {
    const found = this.#program.addressOf(page, this.#folder);
    if (found === null) return { path: null, note: "addressUnknown" };
    if (typeof found === "string") return { path: found, note: null };
    return { path: found.path, note: found.isGuess ? "addressGuessed" : null };
  }

  #pageOf(path: string, { values: own }: MarkdownFile): SitePage | null {
    const found = this.#program.placeOf(path, this.#folder);
    if (!found) return null;
    const isIgnored = this.#program.isIgnored?.(path, this.#folder) === true;
    const place = isIgnored ? { ...found, isPrivate: true } : found;
    const values = this.#program.valuesOf?.(own, path, this.#folder) ?? own;
    const title = textIn(values, "title") || place.name.replace(/[-_]+/g, " ");
    const date = dateOf(values, place, this.#timeZone);
    return { path, place, values, title, date, categories: categoriesOf(values, place, this.#program) };
  }

  /** Returns a page's text. Converts the tags of the site generator, and the links to pages and files. */
  #textOf(
    { body, firstLine }: MarkdownFile,
    {
      path,
      address,
      file,
    }: { readonly path: string; readonly address: string | null; readonly file: string },
  ): {
    readonly text: string;
    readonly unreadTags: readonly UnreadTag[];
    readonly hadComments: boolean;
    readonly hasOpenComment: boolean;
  } {
    const { blocks, tags, unread, comments } = this.#program;
    const seen = withoutComments(body, comments?.(path, this.#folder) ?? []);
    const converted = outsideCode(this.#changed(seen.text, blocks), (part) => this.#changed(part, tags));
    const text = withTargets(converted, (target) => this.#linkTo(target, path, address));
    const left: string[] = [];
    outsideCode(text, (part) => {
      left.push(...Array.from(part.matchAll(unread), ([tag]) => tag));
      return part;
    });
    let from = 0;
    const unreadTags = left.map((tag) => {
      // Searches for the tag in `body`, because the lines of `body` have the same numbers as in the file.
      const at = body.indexOf(tag, from);
      if (at >= 0) from = at + tag.length;
      const line = firstLine + body.slice(0, Math.max(at, 0)).split("\n").length - 1;
      return { file, line, text: tag.slice(0, 80) };
    });
    return { ...seen, text, unreadTags };
  }

  #changed(text: string, rules: readonly TagRule[]): string {
    return rules.reduce(
      (changed, [pattern, change]) =>
        changed.replace(pattern, (...parts: unknown[]) =>
          change(
            parts.map((part) => (typeof part === "string" ? part : "")),
            this,
          ),
        ),
      text,
    );
  }

  /**
   * Returns the address of the page to which a link leads. If no page is found, returns the link's target.
   */
  #linkTo(target: string, path: string, address: string | null): string {
    if (/^(?:[a-z][a-z0-9+.-]*:|\/\/|#)/i.test(target) || target === "") return target;
    const [written = "", anchor] = target.split("#");
    if (/\.mdx?$/i.test(written)) {
      const inside = written.startsWith("/") ? written : posix.join(posix.dirname(path), written);
      return this.addressOf(anchor === undefined ? inside : `${inside}#${anchor}`) ?? target;
    }
    if (address === null || target.startsWith("/")) return target;
    const there = new URL(target, `https://old.invalid${address}`);
    return this.#allAddresses.has(plainPath(there.pathname)) ? there.pathname + there.hash : target;
  }
}

/** Returns a placeholder for the unknown address of a page, so that links can lead to the page. */
function placeholderOf(path: string): string {
  return `/@file/${path}`;
}

function folderOf({ folders }: PagePlace): string {
  return folders[0] ?? "";
}

function plainPath(path: string): string {
  return decoded(path).replace(/\/$/, "");
}
