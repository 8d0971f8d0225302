import type { ExportChoices, ExportRequest, ExportResult } from "#contract/types/export-types.ts";
import type { BlogFolder } from "#engine/blog/folder/blog-folder.ts";
import { AutoBackup, type BackupParts } from "./auto-backup.ts";
import type { ExportRun, ExportSource } from "#engine/export/export-file.ts";
import { encodePath } from "#engine/site/addresses/urls.ts";
import type { SiteFactory } from "#engine/site/session/site-factory.ts";

/**
 * Exports the saved texts of one blog's posts.
 * Loads the code of the formats on demand, because the program starts faster without their libraries.
 */
export class ExportService {
  readonly backups: AutoBackup;
  readonly #blog: BlogFolder;
  readonly #factory: SiteFactory;
  readonly #siteOrigin: string;

  constructor(blog: BlogFolder, factory: SiteFactory, siteOrigin: string, backups: BackupParts) {
    this.backups = new AutoBackup({ blog, ...backups });
    this.#blog = blog;
    this.#factory = factory;
    this.#siteOrigin = siteOrigin;
  }

  /** Writes a file. Rejects with `export.*`, `theme.*`, `file.*` or `call.cancelled`. */
  async write(request: ExportRequest, file: string, run?: ExportRun): Promise<ExportResult> {
    const { exportFile } = await import("#engine/export/export-file.ts");
    return exportFile(this.#source(), request, file, run);
  }

  /** Returns a page with all chosen posts. The page loads its images from the preview's origin. */
  async page(choices: ExportChoices): Promise<{ html: string; result: ExportResult }> {
    const { makeBook } = await import("#engine/export/export-file.ts");
    const { htmlPage } = await import("#engine/export/html-page.ts");
    const book = makeBook(this.#source(), choices);
    const parts: string[] = [];
    const addressOf = ({ file }: { file: { path: string } }): string =>
      `${this.#siteOrigin}/${encodePath(file.path)}`;
    for await (const part of htmlPage(book, addressOf)) parts.push(part);
    const count = book.chapters.length;
    return { html: parts.join(""), result: { count, bytes: 0, leftOut: book.leftOut } };
  }

  /** Returns a post's text for the clipboard: as plain text, and as HTML that contains the images. */
  async richText(path: string): Promise<{ html: string; text: string }> {
    const { makeBook } = await import("#engine/export/export-file.ts");
    const { asDataUrl, chapterText } = await import("#engine/export/html-page.ts");
    const choices = { scope: { kind: "posts" as const, paths: [path] }, vertical: false, drafts: true };
    const book = makeBook(this.#source(), choices);
    const [chapter] = book.chapters;
    if (!chapter) return { html: "", text: "" };
    const html = await chapterText(book, chapter, asDataUrl);
    return { html, text: book.site.plainTextOf(chapter.entry) };
  }

  #source(): ExportSource {
    const { settings, posts } = this.#blog;
    return { settings, posts, site: this.#factory.options, now: Date.now() };
  }
}
