import { importActions, type ImportReport, type PostNote } from "#engine/importers/report/import-report.ts";
import { placeOf } from "#engine/importers/report/missing-pictures.ts";
import type { Report } from "../report.ts";

/** Maximum number of list entries that are printed. The JSON output contains all entries. */
const mostPlaces = 20;

/** Prints the report of an import or of a dry run. */
export function sayReport(result: ImportReport, format: string, report: Report): void {
  const { analysis, files, posts, service, timeZone } = result;
  const name = service === null ? format : `${format} (${service})`;
  const values = { format: name, entries: analysis.entries, files: files.length, timeZone };
  report.say(report.text("import.source", values));
  for (const file of files) {
    // In a list of many files, prints only damaged files. In a short list, also prints unusual encodings.
    const isUtf8 = Object.keys(file.encodings).every((encoding) => encoding === "utf-8");
    const isPlain = files.length > mostPlaces || (files.length > 1 && isUtf8);
    if (isPlain && !file.damage) continue;
    report.say(report.text("import.encoding", { name: file.name, encodings: countsText(file.encodings) }));
    report.say(`  ${file.sample}`);
    if (file.damage)
      report.say(report.text("import.damagedFile", { name: file.name, line: file.damage.line }));
  }
  const states = (["published", "draft", "scheduled", "private", "unknown"] as const).filter(
    (state) => (analysis.states[state] ?? 0) > 0,
  );
  sayIfAny(
    states
      .map((state) => report.text(`import.state.${state}`, { count: analysis.states[state] ?? 0 }))
      .join(", "),
    report,
  );
  const { page = 0 } = analysis.kinds;
  if (page > 0) report.say(report.text("import.pages", { count: page }));
  if (states.some((state) => state !== "published")) report.say(report.text("import.drafts"));
  sayIfAny(countsText(analysis.years), report);
  const ignored = Object.values(result.ignored).reduce((sum, count) => sum + count, 0);
  if (result.oldFiles > 0) report.say(report.text("import.oldFiles", { count: result.oldFiles }));
  for (const { name, reason } of result.unused) report.say(report.text(`import.unused.${reason}`, { name }));
  if (ignored > 0)
    report.say(report.text("import.ignored", { count: ignored, kinds: countsText(result.ignored) }));
  const { keptComments } = analysis;
  const lost = analysis.comments + analysis.trackbacks - keptComments;
  const file = result.commentsFile ?? "comments/";
  if (keptComments > 0) report.say(report.text("import.keptComments", { count: keptComments, file }));
  if (lost > 0) report.say(report.text("import.comments", { count: lost }));
  if (result.addresses) {
    const { paired, unpaired } = result.addresses;
    report.say(report.text("import.addresses", { paired, unpaired: unpaired.length }));
    for (const { path, title } of unpaired) report.say(`  ${path} ${title}`.trimEnd());
  }
  if (analysis.oldAddresses > 0)
    report.say(report.text("import.oldAddresses", { count: analysis.oldAddresses }));
  const { included, hosts } = analysis.images;
  const { "": missing = 0, ...servers } = hosts;
  if (included > 0) report.say(report.text("import.included", { count: included }));
  const remote = Object.values(servers).reduce((sum, count) => sum + count, 0);
  if (remote > 0) report.say(report.text("import.images", { count: remote, hosts: countsText(servers) }));
  if (missing > 0) report.say(report.text("import.missing", { count: missing }));
  for (const [note, paths] of notesOf(result)) {
    const shown = paths.slice(0, 3).join(", ") + (paths.length > 3 ? ", …" : "");
    report.say(
      report.text("import.noted", {
        note: report.importNote(note),
        count: paths.length,
        paths: shown,
      }),
    );
  }
  sayUnread(result, report);
  for (const { action, path, title, state } of posts) {
    // Prints the state of entries that were not public, so that the author sees which entries become drafts.
    const fields = [action, path, title, ...(state === "published" ? [] : [state])];
    if (action !== "unchanged") report.result(fields.join("\t"));
  }
  sayCounts(result, report);
}

/** Prints the number of new, updated and other posts. */
export function sayCounts({ counts, isDryRun }: ImportReport, report: Report): void {
  const done = importActions.filter((action) => counts[action] > 0);
  sayIfAny(
    done.map((action) => report.text(`import.action.${action}`, { count: counts[action] })).join(", "),
    report,
  );
  if (isDryRun) report.say(report.text("import.dryRun"));
}

function sayIfAny(line: string, report: Report): void {
  if (line !== "") report.say(line);
}

/**
 * Prints missing pictures, unconverted tags and unknown contents of posts, each with its file or post.
 * Prints the fields that were not imported.
 */
function sayUnread({ posts, analysis }: ImportReport, report: Report): void {
  const missing = posts.flatMap((post) =>
    post.missing.map((picture) => `${placeOf(picture) ?? (post.title || post.path)}: ${picture.address}`),
  );
  const tags = posts.flatMap(({ unreadTags }) =>
    unreadTags.map(({ file, line, text }) => `${file}:${line}: ${text}`),
  );
  sayPlaces(report.text("import.missingPictures"), missing, report);
  const parts = posts.flatMap(({ path, title, unknownParts }) =>
    unknownParts.map((part) => `${path || title}: ${part}`),
  );
  sayPlaces(report.text("import.unreadTags"), tags, report);
  sayPlaces(report.text("import.unknownParts"), parts, report);
  if (Object.keys(analysis.extra).length > 0)
    report.say(report.text("import.extra", { fields: countsText(analysis.extra) }));
}

function sayPlaces(heading: string, places: readonly string[], report: Report): void {
  if (places.length === 0) return;
  report.say(heading);
  for (const place of places.slice(0, mostPlaces)) report.say(`  ${place.replace(/\s+/g, " ")}`);
  if (places.length > mostPlaces)
    report.say(`  ${report.text("moveIn.more", { count: places.length - mostPlaces })}`);
}

function countsText(counts: Readonly<Record<string, number>>): string {
  return Object.entries(counts)
    .map(([name, count]) => `${name || "-"} ${count}`)
    .join(", ");
}

/** Maps each note to the paths of the posts that have the note. */
function notesOf({ posts }: ImportReport): Map<PostNote, string[]> {
  const noted = new Map<PostNote, string[]>();
  for (const { path, notes } of posts) {
    for (const note of notes) noted.set(note, [...(noted.get(note) ?? []), path]);
  }
  return noted;
}
