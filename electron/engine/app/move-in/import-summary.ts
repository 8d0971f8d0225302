import type { CountedTerm, ImportSummary, NotedPosts } from "#contract/types/import-types.ts";
import type { Importer } from "#engine/importers/importer.ts";
import type { FetchedPictures } from "#engine/importers/pictures/fetch-pictures.ts";
import type { ImportedPost, ImportReport, PostNote } from "#engine/importers/report/import-report.ts";
import { placeOf } from "#engine/importers/report/missing-pictures.ts";

/** Maximum number of posts that are listed for each note. The same maximum applies to unusable files. */
const listedPosts = 200;

/** Maximum number of categories that the author can rename. The same maximum applies to tags. */
const listedTerms = 200;

/** Returns the part of an import's report that the window shows. */
export function importSummary(
  report: ImportReport,
  importer: Importer,
  pictures: FetchedPictures | null,
  waiting: Readonly<Record<string, number>>,
): ImportSummary {
  const { analysis, files, service, timeZone, counts, posts } = report;
  const encodings = new Map<string, number>();
  for (const file of files) {
    for (const [name, count] of Object.entries(file.encodings))
      encodings.set(name, (encodings.get(name) ?? 0) + count);
  }
  const [encoding] = [...encodings].sort(([, one], [, other]) => other - one);
  return {
    format: importer.name,
    service,
    timeZone,
    files: files.map(({ name, entries, sample, damage }) => ({
      name,
      entries,
      sample,
      damagedLine: damage?.line ?? null,
    })),
    ignored: report.ignored,
    canStay: importer.options.includes("inPlace"),
    oldFiles: report.oldFiles,
    unused: report.unused.slice(0, listedPosts),
    hasEncoding: importer.options.includes("encoding"),
    encoding: encoding?.[0] ?? null,
    entries: analysis.entries,
    kinds: analysis.kinds,
    states: analysis.states,
    years: analysis.years,
    categories: Object.keys(analysis.categories).length,
    tags: Object.keys(analysis.tags).length,
    frequent: { categories: frequentTerms(analysis.categories), tags: frequentTerms(analysis.tags) },
    authors: analysis.authors,
    comments: analysis.comments + analysis.trackbacks - analysis.keptComments,
    keptComments: analysis.keptComments,
    commentsFile: report.commentsFile,
    oldAddresses: analysis.oldAddresses,
    addresses: addressesOf(report),
    pictures: analysis.images.hosts,
    waiting,
    included: analysis.images.included,
    fields: analysis.extra,
    counts,
    notes: notedPosts(report),
    fetched: pictures === null ? null : { count: pictures.fetched, failed: [...pictures.failed] },
    first: posts.find(({ action }) => action === "add" || action === "update")?.path ?? null,
  };
}

/** Returns the most frequent categories or tags, sorted by their number of entries in descending order. */
function frequentTerms(counts: Readonly<Record<string, number>>): CountedTerm[] {
  return Object.entries(counts)
    .map(([name, count]) => ({ name, count }))
    .sort((one, other) => other.count - one.count)
    .slice(0, listedTerms);
}

/**
 * For each note about imported posts, returns the posts with this note. The rarest note comes first.
 * Includes only posts that the import adds or updates.
 */
function notedPosts({ posts }: ImportReport): NotedPosts[] {
  const noted = new Map<PostNote, { count: number; posts: NotedPosts["posts"] }>();
  for (const post of posts) {
    const { action, path, title } = post;
    if (action !== "add" && action !== "update") continue;
    for (const note of post.notes) {
      const group = noted.get(note) ?? { count: 0, posts: [] };
      group.count += 1;
      if (group.posts.length < listedPosts) group.posts.push({ path, title, details: detailsOf(post, note) });
      noted.set(note, group);
    }
  }
  return Array.from(noted, ([note, group]) => ({ note, ...group })).sort(
    (one, other) => one.count - other.count,
  );
}

/** Maximum number of listed addresses that belong to no post. */
const listedAddresses = 100;

function addressesOf({ addresses }: ImportReport): ImportSummary["addresses"] {
  if (addresses === null) return null;
  const { paired, unpaired } = addresses;
  return { paired, left: unpaired.length, unpaired: unpaired.slice(0, listedAddresses) };
}

/**
 * Returns the details of a note about an imported post, such as its missing pictures.
 * Most notes have no details.
 */
function detailsOf(post: ImportedPost, note: PostNote): string[] {
  if (note === "pictureMissing" || note === "serverUnknown") {
    return post.missing.map((picture) => `${placeOf(picture) ?? ""} ${picture.address}`.trim());
  }
  if (note === "unknownPart") return [...post.unknownParts];
  if (note !== "shortcode") return [];
  return post.unreadTags.map(({ file, line, text }) => `${file}:${line} ${text}`);
}
