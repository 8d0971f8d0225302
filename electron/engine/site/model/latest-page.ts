import { collisionKey } from "#contract/text/collision-key.ts";
import type { SectionGroup } from "./site-groups.ts";
import type { SiteModel } from "./site-model.ts";
import { places } from "../addresses/places.ts";
import { publicPath } from "../addresses/urls.ts";

type Sections = { readonly model: Pick<SiteModel, "sections" | "byAddress"> };

/** Returns the path of the redirect to a section's newest post; null if the author uses this path. */
export function latestPage({ model }: Sections, section: SectionGroup): string | null {
  const isOnly = model.sections.length === 1;
  const path = isOnly ? places.latest : `${section.folder}/${places.latest}`;
  return model.byAddress.has(collisionKey(path)) ? null : path;
}

/** Returns the URL of the redirect to a section's newest post, or of the front page if there is none. */
export function latestUrl(site: Sections, name: string): string {
  const section = site.model.sections.find((one) => one.name === name);
  const path = section && latestPage(site, section);
  return publicPath(path ?? places.front);
}
