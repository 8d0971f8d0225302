import { config } from "zod";

/*
 * The page's policy blocks `new Function`, and reports each attempt. zod attempts it when a schema is
 * created, so this file must be the first import of the page.
 */
config({ jitless: true });
