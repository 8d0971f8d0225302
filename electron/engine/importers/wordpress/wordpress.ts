import { AppError } from "#contract/errors.ts";
import type { ImportEntry, Importer, ImportOptions, ImportSource, SourceFile } from "../importer.ts";
import { ExportedPictures } from "../pictures/exported-pictures.ts";
import { everyHead, type ImportFile, textFilesIn } from "../input/import-file.ts";
import type { XmlElement } from "../input/record-builder.ts";
import { textIn, type XmlDamage, type XmlReading, xmlRecords } from "../input/xml-records.ts";
import { decodedSlug, hostOf, isEntry, metaOf, readItem, type WordPressSite } from "./read-item.ts";
import type { Attachment } from "./shortcodes.ts";

/**
 * WordPress eXtended RSS (1.0 to 1.2). WordPress and note.com write this format.
 * @see https://github.com/WordPress/wordpress-importer
 */
export const wordPress: Importer = {
  id: "wordpress",
  name: "WordPress",
  options: ["timeZone"],
  async detect(files) {
    const isExport = (head: Buffer): boolean => head.includes("wordpress.org/export/");
    return (await everyHead(textFilesIn(files), isExport)) ? 0.95 : 0;
  },
  open: openExport,
};

const namespaces: readonly (readonly [RegExp, string])[] = [
  [/^https?:\/\/wordpress\.org\/export\/[\d.]+\/excerpt\/$/, "excerpt:"],
  [/^https?:\/\/wordpress\.org\/export\/[\d.]+\/$/, "wp:"],
  [/^http:\/\/purl\.org\/rss\/1\.0\/modules\/content\/$/, "content:"],
  [/^http:\/\/purl\.org\/dc\/elements\/1\.1\/$/, "dc:"],
];

const records = new Set([
  "item",
  "generator",
  "wp:wxr_version",
  "wp:author",
  "wp:base_blog_url",
  "wp:base_site_url",
]);

function readingWith(onDamage: (damage: XmlDamage) => void): XmlReading {
  const nameOf = (local: string, uri: string): string =>
    (namespaces.find(([pattern]) => pattern.test(uri))?.[1] ?? "") + local;
  return { nameOf, records, onDamage, keepsCut: true };
}

async function openExport(all: readonly ImportFile[], options: ImportOptions): Promise<ImportSource> {
  const files = textFilesIn(all);
  const survey = new Survey();
  const surveyed: SourceFile[] = [];
  for (const file of files) surveyed.push(await survey.file(file));
  const timeZone = options.timeZone ?? options.blogTimeZone;
  const { service } = survey;
  const pictures = new ExportedPictures(all);
  const site: WordPressSite = {
    timeZone,
    keepsAddresses: service !== "note",
    authors: survey.authors,
    attachments: survey.attachments,
    patterns: survey.patterns,
    url: survey.url,
    isIncluded: (address) => pictures.find(address) !== null,
  };
  return {
    service,
    timeZone,
    files: surveyed,
    hosts: [...survey.hosts],
    ignored: survey.ignored,
    async *entries(): AsyncGenerator<ImportEntry> {
      for (const file of files) {
        for await (const record of xmlRecords(
          file,
          readingWith(() => undefined),
        )) {
          if (record.name === "item" && isEntry(record)) yield readItem(record, site);
        }
      }
    },
  };
}

/** Collects what all items share (`WordPressSite`) in a first pass over all files. */
class Survey {
  readonly authors = new Map<string, string>();
  readonly attachments = new Map<string, Attachment>();
  readonly patterns = new Map<string, string>();
  readonly hosts = new Set<string>();
  /** Address of the blog, or "". */
  url = "";
  /** The number of items that are not entries, for each kind of item. */
  readonly ignored: Record<string, number> = {};
  #generator = "";
  #version = "";

  get service(): "note" | null {
    const isNote = [...this.hosts].some((host) => /(?:^|\.)note\.(?:com|mu)$/.test(host));
    return isNote || /note\.com/.test(this.#generator) ? "note" : null;
  }

  async file(file: ImportFile): Promise<SourceFile> {
    let [entries, sample] = [0, ""];
    let damage: XmlDamage | undefined;
    const reading = readingWith((found) => {
      damage = found;
    });
    for await (const record of xmlRecords(file, reading)) {
      if (record.name !== "item") this.#aboutSite(record);
      else if (isEntry(record)) {
        entries += 1;
        sample ||= [textIn(record, "title"), textIn(record, "content:encoded")].join(" ").slice(0, 400);
      } else this.#other(record);
    }
    if (!/^\d+\.\d+$/.test(this.#version) && entries === 0)
      throw new AppError("import.damaged", { name: file.name, line: damage?.line ?? 1 });
    return {
      name: file.name,
      bytes: file.bytes,
      entries,
      encodings: { "utf-8": entries },
      sample: sample
        .replace(/<[^>]*>/g, " ")
        .replace(/\s+/g, " ")
        .trim()
        .slice(0, 200),
      ...(damage ? { damage } : {}),
    };
  }

  #aboutSite(record: XmlElement): void {
    const text = record.text.trim();
    if (record.name === "generator") this.#generator = text;
    if (record.name === "wp:wxr_version") this.#version = text;
    if (record.name === "wp:author") {
      const login = textIn(record, "wp:author_login").trim();
      this.authors.set(login, textIn(record, "wp:author_display_name").trim() || login);
    }
    if (record.name === "wp:base_blog_url") this.url = text;
    if (record.name.startsWith("wp:base_") && hostOf(text) !== "") this.hosts.add(hostOf(text));
  }

  #other(item: XmlElement): void {
    const kind = textIn(item, "wp:status") === "trash" ? "trash" : textIn(item, "wp:post_type") || "?";
    if (kind === "wp_block" && textIn(item, "wp:status") === "publish") {
      this.patterns.set(textIn(item, "wp:post_id").trim(), textIn(item, "content:encoded"));
      return;
    }
    this.ignored[kind] = (this.ignored[kind] ?? 0) + 1;
    const url = textIn(item, "wp:attachment_url").trim();
    if (url === "") return;
    const title = textIn(item, "title").trim();
    // Ignores a title that WordPress made from the file's name, because such a title describes no image.
    const isName = decodedSlug(url).includes(title);
    this.attachments.set(textIn(item, "wp:post_id").trim(), {
      url,
      alt: metaOf(item, "_wp_attachment_image_alt").trim() || (isName ? "" : title),
      caption: textIn(item, "excerpt:encoded").trim(),
      parent: textIn(item, "wp:post_parent").trim(),
      order: Number(textIn(item, "wp:menu_order")) || 0,
    });
  }
}
