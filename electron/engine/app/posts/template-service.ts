import { join } from "node:path";
import type { EngineContract } from "#contract/engine-contract.ts";
import { AppError } from "#contract/errors.ts";
import type { CallInput } from "#contract/rpc/definition.ts";
import type { PostDocument } from "#contract/types/blog-types.ts";
import { freeNumberedName } from "#engine/base/numbered-names.ts";
import { atomicWrite } from "#engine/base/atomic-write.ts";
import { entriesIfThere, readIfThere } from "#engine/base/files/read-files.ts";
import { isPortableName } from "#contract/text/portable-name.ts";
import { isMarkdownFile } from "#contract/text/markdown-text.ts";
import { readableInside } from "#engine/base/safe-path.ts";
import { decodeByGuess, decodeUtf8Strict } from "#engine/base/text/text-encoding.ts";
import type { BlogFolder } from "#engine/blog/folder/blog-folder.ts";
import type { CreatePost } from "#engine/blog/posts/new-post.ts";
import { isHidden } from "#engine/blog/posts/post-files.ts";
import { postFromTemplate, templateOfPost } from "#engine/blog/posts/template-of-post.ts";
import type { PostService } from "./post-service.ts";

/** The folder of the templates inside the blog folder. The folder is not published. */
const templatesFolder = "templates";

/** Maximum length of a name that is made from a post's title, in characters. */
const longestName = 60;

/** Implements the window's calls about post templates (`templates.*`). */
export class TemplateService {
  readonly #blog: BlogFolder;
  readonly #posts: PostService;

  constructor(blog: BlogFolder, posts: PostService) {
    this.#blog = blog;
    this.#posts = posts;
  }

  async list(): Promise<{ names: string[] }> {
    const files = await this.#files();
    return { names: [...files.keys()].sort(new Intl.Collator(this.#blog.settings.language).compare) };
  }

  async read(name: string): Promise<{ body: string }> {
    const { body = "" } = await this.#filled(name);
    return { body };
  }

  /** Makes a post from a template. Rejects with `file.notFound` or `post.frontMatterSyntax`. */
  async use({ name, ...given }: CallInput<EngineContract, "templates.use">): Promise<PostDocument> {
    const { body, section, status } = given;
    return this.#posts.create({
      ...(await this.#filled(name, status)),
      ...(body === undefined ? {} : { body }),
      ...(section === undefined ? {} : { section }),
    });
  }

  async save(path: string): Promise<{ name: string; path: string }> {
    const post = this.#blog.posts.get(path);
    if (!post) throw new AppError("file.notFound", { path });
    const text = templateOfPost(post, await this.#blog.documents.read(path), this.#blog.settings);
    const name = freeName(post.title, await this.#files());
    const template = `${templatesFolder}/${name}.md`;
    const { folder } = this.#blog;
    await atomicWrite(join(folder, template), text, { within: folder });
    return { name, path: template };
  }

  async #filled(name: string, status?: "draft" | "ready"): Promise<CreatePost> {
    const { folder, settings } = this.#blog;
    const path = (await this.#files()).get(name);
    const bytes = path === undefined ? null : await readIfThere(await readableInside(folder, path));
    if (path === undefined || !bytes)
      throw new AppError("file.notFound", { path: `${templatesFolder}/${name}` });
    const text = decodeUtf8Strict(bytes) ?? decodeByGuess(bytes);
    return postFromTemplate({ path, text, status }, settings, Date.now());
  }

  /** Returns a map from the names of the templates to their paths. */
  async #files(): Promise<Map<string, string>> {
    const entries = await entriesIfThere(join(this.#blog.folder, templatesFolder));
    const names = entries
      .filter((entry) => entry.isFile() && !isHidden(entry.name) && isMarkdownFile(entry.name))
      .map((entry) => entry.name);
    return new Map(names.map((name) => [name.replace(/\.[^.]*$/, ""), `${templatesFolder}/${name}`]));
  }
}

/** Returns a free name for a template, made from the title of the post. */
function freeName(title: string, files: ReadonlyMap<string, string>): string {
  const plain = Array.from(title.normalize("NFC"))
    .slice(0, longestName)
    .join("")
    // biome-ignore lint/suspicious/noControlCharactersInRegex: names must not contain control characters
    .replace(/[\u0000-\u001F\u007F\\/<>:"|?*]+/g, " ")
    .trim()
    .replace(/^[. ]+|[. ]+$/g, "");
  const name = isPortableName(plain) ? plain : "template";
  const taken = new Set(Array.from(files.keys(), (each) => each.toLowerCase()));
  return freeNumberedName(name, "", (free) => !taken.has(free.toLowerCase()));
}
