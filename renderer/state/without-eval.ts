import { config } from "zod";

/*
 * The page's policy refuses `new Function`, and reports each try. zod tries when a schema is made, so this file has
 * to be the first that the page imports.
 */
config({ jitless: true });
