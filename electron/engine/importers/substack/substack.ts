import { escapeAttribute } from "#engine/base/markup.ts";
import { posix } from "node:path";
import { offsetAt } from "#engine/blog/dates/zone-offset.ts";
import { neutralEntry } from "../conversion/neutral-entry.ts";
import type { EntryState, ImportEntry, Importer, ImportOptions, ImportSource } from "../importer.ts";
import { csvRecords } from "../input/csv.ts";
import type { ImportFile } from "../input/import-file.ts";
import { textOfFile } from "../input/markdown-file.ts";
import { FileSurvey } from "../input/survey.ts";
import { plainHtml } from "./post-html.ts";

/**
 * The zip that Substack writes under *Settings, Import/Export*.
 * Substack's zip contains `posts.csv`, and an HTML file for each post.
 */
export const substack: Importer = {
  id: "substack",
  name: "Substack",
  options: ["timeZone"],
  async detect(files) {
    const table = tableIn(files);
    return table && /\bpost_id\b.*\bpost_date\b/.test(String(await table.head())) ? 0.95 : 0;
  },
  open: openExport,
};

/** Returns the table of posts. The export also contains readers' email addresses, which are never read. */
function tableIn(files: readonly ImportFile[]): ImportFile | undefined {
  return files.find(({ name }) => posix.basename(name) === "posts.csv");
}

type Row = ReadonlyMap<string, string>;

async function openExport(files: readonly ImportFile[], options: ImportOptions): Promise<ImportSource> {
  const table = tableIn(files);
  const rows = table ? csvRecords(await textOfFile(table)) : [];
  const posts = rows.filter((row) => row.get("type") !== "thread" && (row.get("post_id") ?? "") !== "");
  const texts = new Map(files.map((file) => [posix.basename(file.name), file]));
  const textOf = async (row: Row): Promise<string | null> => {
    const file = texts.get(`${row.get("post_id")}.html`);
    return file ? textOfFile(file) : null;
  };
  const timeZone = options.timeZone ?? options.blogTimeZone;
  const surveys: FileSurvey[] = table ? [new FileSurvey(table)] : [];
  for (const [at, row] of posts.entries()) {
    const text = at === 0 ? await textOf(row) : "";
    surveys[0]?.add(() => `${row.get("title")} ${text ?? ""}`);
  }
  const threads = rows.length - posts.length;
  return {
    service: null,
    timeZone,
    files: surveys.map((survey) => survey.result()),
    ignored: threads === 0 ? {} : { thread: threads },
    async *entries(): AsyncGenerator<ImportEntry> {
      for (const row of posts) yield entryOf(row, await textOf(row), timeZone);
    },
  };
}

function entryOf(row: Row, html: string | null, timeZone: string): ImportEntry {
  const id = row.get("post_id") ?? "";
  const slug = id.replace(/^\d+\./, "");
  const time = Date.parse(row.get("post_date") ?? "");
  const isPage = row.get("type") === "page";
  const text = plainHtml(html ?? "") + podcastOf(row);
  const state = stateOf(row);
  return neutralEntry({
    key: `substack:${id}`,
    kind: isPage ? "page" : "post",
    title: row.get("title") ?? "",
    date: Number.isNaN(time) ? null : { time, offsetMinutes: offsetAt(time, timeZone), hasTime: true },
    // A published post whose file is missing has no text, so the post gets the state `unknown`.
    state: html === null && state === "published" ? "unknown" : state,
    body: { format: "html", text },
    excerpt: row.get("subtitle") ?? "",
    slug,
    oldPath: slug === "" ? null : isPage ? `/${slug}` : `/p/${slug}`,
    notes: text.trim() === "" ? ["noText"] : [],
  });
}

function stateOf(row: Row): EntryState {
  if ((row.get("is_published") ?? "").toLowerCase() !== "true") return "draft";
  const audience = row.get("audience") ?? "";
  return audience === "" || audience === "everyone" ? "published" : "private";
}

/** Returns a player for a podcast, whose audio file only the export's table names. */
function podcastOf(row: Row): string {
  const url = row.get("podcast_url") ?? "";
  return /^https?:\/\/[^"<>\s]+$/.test(url) ? `\n<audio controls src="${escapeAttribute(url)}"></audio>` : "";
}
