import { config } from "zod";

/*
 * The content security policy blocks `new Function`, which zod tries when the first schema is created.
 * This file must be imported before everything else.
 */
config({ jitless: true });
