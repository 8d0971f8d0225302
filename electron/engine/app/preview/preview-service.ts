import type { SiteInput } from "#engine/site/model/site.ts";
import type { Notice, PreviewBlock } from "#contract/types/blog-types.ts";
import type { Problem } from "#contract/errors.ts";
import type { BlogFolder } from "#engine/blog/folder/blog-folder.ts";
import { countLines } from "#engine/markdown/render/lines.ts";
import { parsePost } from "#engine/blog/posts/parse-post.ts";
import type { Post } from "#engine/blog/posts/post.ts";
import type { OtherView } from "#engine/site/preview/other-views.ts";
import { type PreviewArticle, type PreviewResponse, SitePreview } from "#engine/site/preview/preview.ts";
import type { SiteFactory } from "#engine/site/session/site-factory.ts";
import { publicPath } from "#engine/site/addresses/urls.ts";
import { PreviewPages } from "./preview-pages.ts";
import { SettingsPreview, type ShownPage } from "./settings-preview.ts";

interface TypedText {
  readonly path: string;
  readonly version: number;
  readonly frontMatter: string;
  readonly body: string;
}

/** A text, together with its parsed and its rendered form. */
interface ReadText {
  readonly text: Omit<TypedText, "version">;
  readonly post: Post;
  readonly article: Pick<PreviewArticle, "problems" | "pageLinks">;
}

interface RenderedPreview {
  readonly version: number;
  readonly blocks: PreviewBlock[];
  readonly frameKey: string;
  readonly url: string;
  readonly lineCount: number;
}

type PreviewReply = Omit<RenderedPreview, "blocks" | "lineCount">;

interface PreviewAnswer {
  readonly status: number;
  readonly type: string;
  readonly body: Uint8Array;
}

/** The preview of one blog. Shows unsaved text with the look of the published site. */
export class PreviewService {
  readonly pages = new PreviewPages();
  /** Previews of the settings that are being edited. */
  readonly edited: SettingsPreview;
  readonly #blog: BlogFolder;
  readonly #factory: SiteFactory;
  readonly #siteOrigin: string;
  /** Maps paths to posts parsed from unsaved texts. */
  readonly #typed = new Map<string, Post>();
  /**
   * The text that was rendered last, and the result. Cached, because the next call usually needs them again.
   */
  #found: ReadText | undefined;
  /** The site of the preview. Made on demand, because a blog with an unreadable theme must still open. */
  #preview: SitePreview | undefined;

  constructor(blog: BlogFolder, factory: SiteFactory, siteOrigin: string) {
    this.#blog = blog;
    this.#factory = factory;
    this.#siteOrigin = siteOrigin;
    this.edited = new SettingsPreview(factory, siteOrigin, () => this.#input());
  }

  /**
   * Renders an unsaved text, and sends the result to the post's preview pages.
   * The pages scroll to `written`, the source line that the author is editing.
   */
  type(text: TypedText, written: number | null): PreviewReply {
    const { version, frameKey, url, ...article } = this.render(text);
    this.pages.show(text.path, { version, ...article, body: text.body }, written);
    return { version, frameKey, url };
  }

  /** Renders the unsaved text of a post. Throws `theme.*` errors. */
  render(text: TypedText): RenderedPreview {
    const post = this.#parse(text);
    this.#typed.set(text.path, post);
    const { blocks, frameKey, address, problems, pageLinks } = this.#current.articleOf(post);
    this.#found = { text, post, article: { problems, pageLinks } };
    return {
      version: text.version,
      blocks: [...blocks],
      frameKey,
      url: this.#urlOf(address, text.path),
      lineCount: countLines(text.body),
    };
  }

  /** Shows unsaved notices in the preview. Resolves with the page to show. */
  renderNotices(notices: readonly Notice[]): Promise<ShownPage> {
    return this.edited.show({ ...this.#blog.settings, notices: [...notices] }, "post");
  }

  problemsOf(text: Omit<TypedText, "version">): Problem[] {
    const { post, article } =
      this.#found && isSameText(this.#found.text, text) ? this.#found : this.#read(text);
    const links = this.#current.linkProblemsOf(post, article.pageLinks);
    return [...post.problems, ...article.problems, ...links];
  }

  #read(text: Omit<TypedText, "version">): ReadText {
    const post = this.#parse(text);
    return { text, post, article: this.#current.articleOf(post) };
  }

  /**
   * Parses a text that is being typed. If only the body has changed, reuses the last post with the new body.
   * A reused post has an outdated hash and outdated image names, which the preview does not use.
   */
  #parse({ path, frontMatter, body }: Omit<TypedText, "version">): Post {
    const last = this.#found;
    const isSameFile = last?.text.path === path && last.text.frontMatter === frontMatter;
    if (last && isSameFile && isIndependent(last, body)) return { ...last.post, body };
    return parsePost({ path, bytes: Buffer.from(frontMatter + body), settings: this.#blog.settings });
  }

  /** Renders a post's article. Also returns the URL of the post's page. Leaves the preview unchanged. */
  articleOf(post: Post): { readonly blocks: readonly PreviewBlock[]; readonly url: string } {
    const { blocks, address } = this.#current.articleOf(post);
    return { blocks, url: this.#urlOf(address, post.path) };
  }

  #urlOf(address: string, path: string): string {
    return `${this.#siteOrigin}/${publicPath(address)}?${new URLSearchParams({ preview: path })}`;
  }

  /**
   * Returns the page, asset or image at a path of the preview.
   * `preview` is the path of the post whose unsaved text the page shows.
   * `view` requests a special view of the unsaved text, such as the post's entry in a feed reader.
   */
  async respond(path: string, preview: string | null, view: OtherView | null = null): Promise<PreviewAnswer> {
    if (preview !== null && this.edited.shows(preview)) {
      return answerOf(await this.edited.respond(path, preview));
    }
    const open = preview === null ? undefined : this.#typed.get(preview);
    if (view !== null && open) {
      const body = this.#current.otherView(view, open);
      return { status: 200, type: "text/html; charset=utf-8", body };
    }
    // If the current site has no such asset, looks for the asset in the theme that is being edited.
    const response = (await this.#current.respond(path, open)) ?? (await this.edited.stored(path));
    return answerOf(response ?? null);
  }

  /** Discards the site. Call this after posts, settings, theme or media have changed on disk. */
  update(): void {
    for (const path of this.#typed.keys()) {
      if (!this.#blog.posts.has(path)) this.#typed.delete(path);
    }
    this.#preview = undefined;
    this.#found = undefined;
  }

  /** Whether media, or smaller copies of images, were added or removed since the preview was made. */
  get hasOldMedia(): boolean {
    return (
      this.#preview !== undefined && this.#preview.media !== this.#factory.readMedia(this.#blog.settings)
    );
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

/**
 * Whether `body` can replace the body of the text without changing anything else in the parsed post.
 * Returns false if the title is empty, or if the front matter does not end with a line end.
 * Returns false if the old or new body contains an escape character, as in ISO-2022-JP.
 */
function isIndependent({ text, post }: ReadText, body: string): boolean {
  const { frontMatter } = text;
  return (
    post.title.trim() !== "" &&
    frontMatter.endsWith("\n") &&
    post.body === text.body &&
    !body.includes("\u001B") &&
    !text.body.includes("\u001B")
  );
}

function isSameText(a: ReadText["text"], b: ReadText["text"]): boolean {
  return a.path === b.path && a.frontMatter === b.frontMatter && a.body === b.body;
}

function answerOf(answer: PreviewResponse | null): PreviewAnswer {
  if (!answer) return { status: 404, type: "text/plain; charset=utf-8", body: new Uint8Array() };
  return { status: answer.status, type: answer.type, body: answer.bytes };
}
