import { config } from "zod";

/*
 * Turns off zod's use of `new Function`, because the content security policy blocks it.
 * Must be imported first, because zod tries `new Function` when the first schema is created.
 */
config({ jitless: true });
