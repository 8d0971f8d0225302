import type { PreviewBlock } from "#contract/blog-types.ts";
import type { Problem } from "#contract/errors.ts";
import type { BlogFolder } from "#engine/blog/blog-folder.ts";
import { parsePost } from "#engine/blog/parse-post.ts";
import type { Post } from "#engine/blog/post.ts";
import type { OtherView } from "#engine/site/other-views.ts";
import { SitePreview } from "#engine/site/preview.ts";
import type { SiteFactory, SiteInput } from "#engine/site/site-factory.ts";
import { publicPath } from "#engine/site/urls.ts";

interface TypedText {
  readonly path: string;
  readonly version: number;
  readonly frontMatter: string;
  readonly body: string;
}

interface RenderedPreview {
  readonly version: number;
  readonly blocks: PreviewBlock[];
  readonly frameKey: string;
  readonly url: string;
  readonly lineCount: number;
}

/** The preview of one blog: what is being typed, shown as the page that readers will get. */
export class PreviewService {
  readonly #blog: BlogFolder;
  readonly #factory: SiteFactory;
  readonly #siteOrigin: string;
  /** The posts that pages show as typed, by path. */
  readonly #typed = new Map<string, Post>();
  /** Made when first asked for: a theme that cannot be read must not keep the blog from opening. */
  #preview: SitePreview | undefined;

  constructor(blog: BlogFolder, factory: SiteFactory, siteOrigin: string) {
    this.#blog = blog;
    this.#factory = factory;
    this.#siteOrigin = siteOrigin;
  }

  /** Renders a post's text as it is being typed; throws `theme.*` errors. */
  render(text: TypedText): RenderedPreview {
    const post = parsePost({
      path: text.path,
      bytes: Buffer.from(text.frontMatter + text.body),
      settings: this.#blog.settings,
    });
    this.#typed.set(text.path, post);
    const { blocks, frameKey, address } = this.#current.articleOf(post);
    return {
      version: text.version,
      blocks: [...blocks],
      frameKey,
      url: this.#urlOf(address, text.path),
      lineCount: text.body.split("\n").length,
    };
  }

  /** What is wrong with a text as it is being typed. */
  problemsOf({ path, frontMatter, body }: Omit<TypedText, "version">): Problem[] {
    const bytes = Buffer.from(frontMatter + body);
    const post = parsePost({ path, bytes, settings: this.#blog.settings });
    return [...post.problems, ...this.#current.articleOf(post).problems];
  }

  /** The article of a post, and the page to show it in; does not touch what is being typed. */
  articleOf(post: Post): { readonly blocks: readonly PreviewBlock[]; readonly url: string } {
    const { blocks, address } = this.#current.articleOf(post);
    return { blocks, url: this.#urlOf(address, post.path) };
  }

  #urlOf(address: string, path: string): string {
    return `${this.#siteOrigin}/${publicPath(address)}?${new URLSearchParams({ preview: path })}`;
  }

  /** A page, asset or image of the preview. */
  async respond(
    path: string,
    preview: string | null,
    view: OtherView | null = null,
  ): Promise<{ status: number; type: string; body: Uint8Array }> {
    const open = preview === null ? undefined : this.#typed.get(preview);
    if (view !== null && open) {
      const body = this.#current.otherView(view, open);
      return { status: 200, type: "text/html; charset=utf-8", body };
    }
    const answer = await this.#current.respond(path, open);
    if (!answer) return { status: 404, type: "text/plain; charset=utf-8", body: new Uint8Array() };
    return { status: answer.status, type: answer.type, body: answer.bytes };
  }

  /** Posts, settings, theme or media changed on disk. */
  update(): void {
    for (const path of this.#typed.keys()) {
      if (!this.#blog.posts.has(path)) this.#typed.delete(path);
    }
    this.#preview = undefined;
  }

  get #current(): SitePreview {
    this.#preview ??= new SitePreview(this.#factory, this.#input());
    return this.#preview;
  }

  #input(): SiteInput {
    const { settings, posts } = this.#blog;
    return { settings, posts, baseUrl: settings.url, now: Date.now() };
  }
}
