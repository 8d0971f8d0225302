import {
  hostRoot,
  isIncludedByServer,
  partPath,
  shareFile,
  sharePart,
  siteHeadPart,
  withoutForeignDirectives,
} from "../template-data/include-directives.ts";
import { sharedHeadHtml } from "../template-data/shared-head.ts";
import { includedPartNames, partNames, partTemplate, renderPart } from "../template-data/part-templates.ts";
import { partsScript, renderPartsPage } from "./parts-page.ts";
import type { Site } from "../model/site.ts";
import { places } from "../addresses/places.ts";
import { rootOf } from "../addresses/urls.ts";
import type { PlanContext, PlannedFile } from "../template-data/planned-file.ts";

/**
 * Files with parts of the theme go live in the group `asset`, before the pages that include these files.
 */
const common = { group: "asset", charset: "utf-8" } as const;

/**
 * Returns the paths of all files with parts of the theme, for each way in which pages can include parts.
 * If the site's pages include no file at one of these paths, a page of the author can have this path.
 */
export function partFilesOf({ theme }: Pick<Site, "theme">): string[] {
  const names = [siteHeadPart, ...partNames(theme)];
  return [`${places.parts}/index.html`, places.partsScript, ...names.map(partPath)];
}

/**
 * Plans the files with parts of the theme, such as the header, if the pages of the site include these files.
 */
export function* planParts(context: PlanContext): Generator<PlannedFile> {
  const { site } = context;
  const { include } = site;
  const pagePath = `${places.parts}/index.html`;
  // If a script inserts the theme's parts, links in the parts are relative to the parts page.
  // Otherwise, links in the theme's parts begin with `/`.
  const root = include === "script" ? rootOf(pagePath) : hostRoot(site);
  const names = includedPartNames(site);
  if (isIncludedByServer(site)) {
    const path = partPath(siteHeadPart);
    const html = withoutForeignDirectives(sharedHeadHtml(site, root), site.settings);
    yield { ...common, path, name: path, inputs: () => [html], text: () => html };
  }
  if (include === "none" || names.length === 0) return;
  const keyOf = (name: string): string => context.themedKey(partTemplate(name), root);
  const scope = () => context.siteScope(root).partScope;
  if (include === "script") {
    yield {
      ...common,
      path: pagePath,
      name: "parts",
      inputs: () => [...names, ...names.map(keyOf), site.settings.title, site.settings.brand],
      text: () => withoutForeignDirectives(renderPartsPage(site, root, scope()), site.settings),
    };
    const path = places.partsScript;
    yield { ...common, path, name: path, inputs: () => [partsScript], text: () => partsScript };
    return;
  }
  for (const name of names) {
    const path = partPath(name);
    yield {
      ...common,
      path,
      name: path,
      inputs: () => [keyOf(name), include],
      text: () => {
        const html = withoutForeignDirectives(renderPart(site, name, root, scope()), site.settings);
        return name === sharePart ? shareFile(html, include) : html;
      },
    };
  }
}
