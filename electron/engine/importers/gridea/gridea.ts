import { posix } from "node:path";
import { parseMoment } from "#engine/blog/dates/moment.ts";
import { neutralEntry } from "../conversion/neutral-entry.ts";
import type { ImportEntry, Importer, ImportOptions, ImportSource } from "../importer.ts";
import { type ImportFile, wholeFile } from "../input/import-file.ts";
import { fieldsOf, parsedFields, textIn } from "../input/json-fields.ts";
import { isMarkdown, markdownFile, valueIn, wordsIn } from "../input/markdown-file.ts";
import { FileSurvey } from "../input/survey.ts";

/**
 * The folder of a site of Gridea (`Documents/Gridea`). It contains `posts/`, `post-images/` and `config/`.
 * @see https://github.com/getgridea/gridea
 */
export const gridea: Importer = {
  id: "gridea",
  name: "Gridea",
  options: ["timeZone"],
  async detect(files) {
    for (const file of postsIn(files).slice(0, 20)) {
      if (/^hideInList:/m.test(String(await file.head()))) return 0.9;
    }
    return 0;
  },
  open: openSite,
};

function postsIn(files: readonly ImportFile[]): ImportFile[] {
  return files.filter(({ name }) => isMarkdown(name) && /(?:^|\/)posts\/[^/]+$/.test(name));
}

/** Maximum size in bytes of a settings file that is read. */
const largestSettings = 4 * 2 ** 20;

async function settingsIn(files: readonly ImportFile[], name: string): Promise<ReturnType<typeof fieldsOf>> {
  const file = files.find((one) => one.name === name || one.name.endsWith(`/${name}`));
  const text = file ? await wholeFile(file, largestSettings) : null;
  const settings = parsedFields(String(text ?? ""));
  return { ...settings, ...fieldsOf(settings.config) };
}

async function openSite(files: readonly ImportFile[], options: ImportOptions): Promise<ImportSource> {
  const posts = postsIn(files);
  const timeZone = options.timeZone ?? options.blogTimeZone;
  const folder = textIn(await settingsIn(files, "config/theme.json"), "postPath") || "post";
  const domain = textIn(await settingsIn(files, "config/setting.json"), "domain");
  const surveys: FileSurvey[] = [];
  for (const file of posts) {
    const survey = new FileSurvey(file);
    const { values, body, damage } = await markdownFile(file);
    survey.add(() => `${valueIn(values, "title")} ${body}`);
    if (damage) survey.damaged(damage);
    surveys.push(survey);
  }
  return {
    service: null,
    timeZone,
    files: surveys.map((survey) => survey.result()),
    ...(URL.canParse(domain) ? { hosts: [new URL(domain).host] } : {}),
    keepsAddresses: true,
    async *entries(): AsyncGenerator<ImportEntry> {
      for (const file of posts) yield { ...(await entryOf(file, timeZone, folder)), file };
    },
  };
}

async function entryOf(file: ImportFile, timeZone: string, folder: string): Promise<ImportEntry> {
  const { values, body, damage } = await markdownFile(file);
  const slug = posix.basename(file.name).replace(/\.[^.]*$/, "");
  const feature = valueIn(values, "feature");
  const date = parseMoment(valueIn(values, "date") || valueIn(values, "createdAt"), timeZone);
  const updated = parseMoment(valueIn(values, "updated") || valueIn(values, "updatedAt"), timeZone);
  // Also reads `categories`, because posts that were written with other programs can have categories.
  const categories = [...wordsIn(values, "category"), ...wordsIn(values, "categories")];
  return neutralEntry({
    key: `gridea:${slug}`,
    title: valueIn(values, "title"),
    // The date is `date` or, in newer versions of Gridea, `createdAt`.
    date,
    updated: updated !== null && date !== null && updated.time > date.time ? updated : null,
    // A post is public only if its front matter says `published: true`.
    state: damage ? "unknown" : valueIn(values, "published") === "true" ? "published" : "draft",
    body: { format: "markdown", text: body, breaks: true },
    category: categories[0] ?? null,
    tags: [...categories.slice(1), ...wordsIn(values, "tags"), ...wordsIn(values, "tag")],
    slug,
    oldPath: `/${folder}/${slug}/`,
    cover: feature === "" ? null : feature,
    showsCover: true,
    isUnlisted: valueIn(values, "hideInList") === "true",
    isPinned: valueIn(values, "isTop") === "true",
    base: posix.dirname(file.name),
  });
}
