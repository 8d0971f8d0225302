import type { SiteModel } from "#engine/site/model/site-model.ts";
import { posix } from "node:path";
import { AppError } from "#contract/errors.ts";
import type { BlogFolder } from "#engine/blog/folder/blog-folder.ts";
import type { Move } from "#engine/blog/links/moved-target.ts";
import { readingsOf } from "#engine/blog/links/readings.ts";
import { type MovedReferences, retargetBody, retargetFrontMatter } from "#engine/blog/links/retarget.ts";
import { decoded } from "#contract/text/percent-encoding.ts";
import { writtenTargets } from "#engine/blog/links/written-targets.ts";
import { bodyOf } from "#engine/blog/posts/post-body.ts";
import type { Post } from "#engine/blog/posts/post.ts";
import { fileLedTo } from "#engine/site/articles/link-targets.ts";
import type { MediaLibrary } from "#engine/site/media/media-library.ts";
import type { SiteFactory } from "#engine/site/model/site-factory.ts";
import { createSiteModel } from "#engine/site/model/gather-model.ts";
import { rootOf } from "#engine/site/addresses/urls.ts";

/** The result of updating the links to a file that was moved. */
export interface FollowedLinks {
  readonly posts: number;
  /** Blog paths of files with a link that could not be updated. The author has to check these files. */
  readonly skipped: readonly string[];
}

/** All references to a file in the post `holder`. `byFile` uses the path, `byAddress` the page's address. */
interface LeadsOfPost {
  readonly holder: string;
  readonly byFile: MovedReferences;
  readonly byAddress: MovedReferences;
}

/** The pages and media to which links can lead, at one point in time. */
interface Targets {
  readonly model: SiteModel;
  readonly media: MediaLibrary;
}

/** Updates the links in posts when a file of the blog is moved. */
export class LinkFollower {
  readonly #blog: BlogFolder;
  readonly #factory: SiteFactory;
  readonly #onWritten: (path: string) => Promise<void>;

  /** `onWritten` is called after each write to a post's file, because the editor may show the post. */
  constructor(blog: BlogFolder, factory: SiteFactory, onWritten: (path: string) => Promise<void>) {
    this.#blog = blog;
    this.#factory = factory;
    this.#onWritten = onWritten;
  }

  /**
   * Moves a post or media file by calling `carryOut`, and updates all links to the file.
   * The history keeps the previous text of each changed post.
   * If `carryOut` rejects, the method rejects and changes no links.
   */
  async move(move: Move, carryOut: () => Promise<void>): Promise<FollowedLinks> {
    const before = this.#targets();
    const address = before.model.byPath.get(move.from)?.address;
    const all = [...this.#blog.posts.values()].map((post) => this.#leadsOf(post, move.from, before));
    await carryOut();
    const isElsewhere = this.#targets().model.byPath.get(move.to)?.address !== address;
    const skipped: string[] = [];
    let posts = 0;
    for (const { holder, byFile, byAddress } of all) {
      // Links by address stay correct if the page keeps its address.
      const leads = isElsewhere ? union(byFile, byAddress) : byFile;
      if (leads.targets.size === 0 && leads.values.size === 0) continue;
      const path = holder === move.from ? move.to : holder;
      if (await this.#rewrite(path, move, leads)) posts += 1;
      else skipped.push(path);
    }
    return { posts, skipped };
  }

  #targets(): Targets {
    const { settings, posts } = this.#blog;
    const model = createSiteModel(posts.values(), { settings, now: Date.now(), preview: { open: null } });
    return { model, media: this.#factory.readMedia(settings) };
  }

  #leadsOf(post: Post, file: string, targets: Targets): LeadsOfPost {
    const { model } = targets;
    const address = model.byPath.get(post.path)?.address ?? "";
    const source = { path: post.path, address, root: rootOf(address) };
    const found = {
      holder: post.path,
      byFile: { targets: new Set<string>(), values: new Set<string>() },
      byAddress: { targets: new Set<string>(), values: new Set<string>() },
    };
    const note = (target: string, as: keyof MovedReferences): string => {
      const led = fileLedTo(target, source, targets);
      if (led?.path === file) found[led.byFile ? "byFile" : "byAddress"][as].add(decoded(target));
      return target;
    };
    for (const { to } of post.relations) note(to, "values");
    if (post.properties.cover !== undefined) note(post.properties.cover, "values");
    const fileAddress = model.byPath.get(file)?.address ?? file;
    const body = bodyOf(post);
    if (!mentions(body, [file, fileAddress])) return found;
    // Unused link definitions and HTML attributes that the renderer does not resolve are references, too.
    if (targets.media.find(file)) for (const { meant } of writtenTargets(body)) note(meant, "targets");
    const { markdown } = this.#factory.pipelineFor(this.#blog.settings);
    markdown.render(body, {
      resolveLink: (href) => note(href, "targets"),
      resolveImage: (src) => ({ src: note(src, "targets") }),
    });
    return found;
  }

  /** Updates the references in one post's file. Returns false if at least one could not be updated. */
  async #rewrite(path: string, move: Move, leads: MovedReferences): Promise<boolean> {
    const file = await this.#blog.readDocument(path);
    const body = retargetBody(file.body, path, move, leads.targets);
    const frontMatter = retargetFrontMatter(file.frontMatter, path, move, leads, this.#blog.settings);
    if (leads.targets.size > 0 && body === file.body) return false;
    try {
      const text = { frontMatter: frontMatter ?? file.frontMatter, body };
      await this.#blog.saveDocument({ path, ...text, baseHash: file.hash, force: false });
    } catch (error) {
      if (error instanceof AppError) return false;
      throw error;
    }
    await this.#onWritten(path);
    return frontMatter !== null;
  }
}

function union(a: MovedReferences, b: MovedReferences): MovedReferences {
  return {
    targets: new Set([...a.targets, ...b.targets]),
    values: new Set([...a.values, ...b.values]),
  };
}

/** Whether a text may contain a link to one of the paths. This quick check avoids rendering most texts. */
function mentions(body: string, paths: readonly string[]): boolean {
  const readings = [...readingsOf(body)];
  return paths.some((path) => {
    const name = posix.basename(path).replace(/\.[^.]*$/, "");
    // Links to a folder's index page contain the folder's name.
    const word = name === "index" ? posix.basename(posix.dirname(path)) : name;
    return readings.some((reading) => reading.includes(word));
  });
}
