import { AppError } from "#contract/errors.ts";
import type { Importer } from "./importer.ts";
import type { ImportFile } from "./input/import-file.ts";
import { blogger } from "./blogger/blogger.ts";
import { blogsync } from "./blogsync/blogsync.ts";
import { hns } from "./hns/hns.ts";
import { html } from "./html/html.ts";
import { obsidian } from "./obsidian/obsidian.ts";
import { tdiary } from "./tdiary/tdiary.ts";
import { tegalog } from "./tegalog/tegalog.ts";
import { disqus } from "./disqus/disqus.ts";
import { ghost } from "./ghost/ghost.ts";
import { gridea } from "./gridea/gridea.ts";
import { medium } from "./medium/medium.ts";
import { movableType } from "./movable-type/movable-type.ts";
import { publii } from "./publii/publii.ts";
import { substack } from "./substack/substack.ts";
import { astro } from "./site-folders/astro.ts";
import { eleventy } from "./site-folders/eleventy.ts";
import { hexo } from "./site-folders/hexo.ts";
import { hugo } from "./site-folders/hugo.ts";
import { jekyll } from "./site-folders/jekyll.ts";
import { siteFolder } from "./site-folders/site-folder.ts";
import { zola } from "./site-folders/zola.ts";
import { tumblr } from "./tumblr/tumblr.ts";
import { wordPress } from "./wordpress/wordpress.ts";

const importers: readonly Importer[] = [
  movableType,
  wordPress,
  blogger,
  ghost,
  publii,
  gridea,
  substack,
  medium,
  tumblr,
  tdiary,
  hns,
  tegalog,
  disqus,
  blogsync,
  ...[hugo, jekyll, hexo, zola, eleventy, astro].map(siteFolder),
  obsidian,
  html,
];

/** Minimum confidence (0 to 1) with which an importer is chosen. */
const leastConfidence = 0.5;

/**
 * Returns the importer with this id. Without an id, returns the most probable importer.
 * Throws `import.unknownFormat` or `import.notRecognised`.
 */
export async function importerFor(files: readonly ImportFile[], id?: string): Promise<Importer> {
  const known = importers.map((importer) => importer.id).join(", ");
  const named = importers.find((importer) => importer.id === id);
  if (named) return named;
  if (id !== undefined) throw new AppError("import.unknownFormat", { name: id, known });
  const verdicts = await Promise.all(
    importers.map(async (importer) => ({ importer, confidence: await importer.detect(files) })),
  );
  const [best] = verdicts.sort((one, other) => other.confidence - one.confidence);
  if (best && best.confidence >= leastConfidence) return best.importer;
  throw new AppError("import.notRecognised", {
    name: files[0]?.name ?? "",
    files: files.length,
    known: importers.map((importer) => importer.name).join(", "),
  });
}
