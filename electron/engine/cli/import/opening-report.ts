import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { rm } from "#engine/base/files/change-files.ts";
import { OwnFolder } from "#engine/base/own-folder.ts";
import { openBlogFolder } from "#engine/blog/folder/blog-folder.ts";
import { settingsFile } from "#engine/blog/settings/load-settings.ts";
import { openImportFiles } from "#engine/importers/input/import-file.ts";
import { importerFor } from "#engine/importers/registry.ts";
import { runImport } from "#engine/importers/writing/run-import.ts";
import type { Report } from "../report.ts";
import { sayReport } from "./say-report.ts";

/**
 * `hitofude check --report`: reports the contents of another program's folder.
 * The report also shows what an import would change. The window shows the same report under *Move in*.
 * Changes nothing in the folder.
 * Returns 1 if pictures are missing, tags cannot be converted, or a file is damaged.
 */
export async function openingReport(folder: string, json: boolean, report: Report): Promise<number> {
  const files = await openImportFiles([folder]);
  const importer = await importerFor(files);
  const place = await mkdtemp(join(tmpdir(), "hitofude-report-"));
  try {
    await new OwnFolder(place).make(settingsFile, "title: Report\n");
    // Makes a temporary empty blog, because the report needs the settings of a blog.
    const blog = await openBlogFolder(place, { watch: false });
    const source = await importer.open(files, { blogTimeZone: blog.settings.timeZone });
    const result = await runImport({
      format: importer.id,
      source,
      files,
      blog,
      stateFolder: join(place, ".state"),
      now: Date.now(),
      isDryRun: true,
    }).finally(() => blog.close());
    const isClean =
      result.files.every(({ damage }) => damage === undefined) &&
      result.posts.every(({ notes }) => !notes.includes("pictureMissing") && !notes.includes("shortcode"));
    if (json) report.json("check", { problems: [], report: result }, isClean);
    else sayReport(result, importer.name, report);
    return isClean ? 0 : 1;
  } finally {
    await rm(place, { recursive: true, force: true });
  }
}
