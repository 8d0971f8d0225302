import { searchFolder } from "#contract/site-search/layout.ts";
import { shortHash } from "#engine/base/hash.ts";
import { pageScript } from "./page-script.ts";

/** The script of the search page. */
export const searchScript = pageScript;

/** Site path of the script. Contains a hash of the script, so that browsers can cache it forever. */
export const searchScriptPath = `${searchFolder}/search.${shortHash(searchScript).replace(/\W/g, "").slice(0, 8)}.js`;
