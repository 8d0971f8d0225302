import { config } from "zod";

/*
 * The page's content security policy blocks `new Function`, and reports each attempt. zod attempts it when
 * the first schema is created, so this file must be imported before everything else.
 */
config({ jitless: true });
