import { contentKey } from "../model/content-key.ts";
import type { PlanContext } from "./planned-file.ts";
import type { Site } from "../model/site.ts";
import { siteScopes } from "../template-data/site-scope.ts";

/** Creates a site with the values that its pages share; each value is computed on first use. */
export function planContext(site: Site): PlanContext {
  const siteScope = siteScopes(site);
  const keys = new Map<string, string>();
  return {
    site,
    siteScope,
    themedKey(template, root, charset = "utf-8") {
      const name = `${template}\n${root}\n${charset}`;
      const known = keys.get(name);
      if (known !== undefined) return known;
      const { templates, pageKey } = site;
      const shared = siteScope(root, charset).keyOf(templates.siteFields(template));
      const key = contentKey(templates.key(template), shared, pageKey);
      keys.set(name, key);
      return key;
    },
  };
}
