import { z } from "zod";

/**
 * How a post or page stands to its readers. Each state has one name in each language, `state.<name>` in the locales, which
 * list, properties, filters, messages, history and shell all use.
 *
 * | state | its file | the site |
 * | --- | --- | --- |
 * | `draft` | `status: draft`, or not readable, or a post without a date | does not have it |
 * | `scheduled` | finished, dated in the future | gets it when the date has come |
 * | `ready` | finished | gets it with the next publish |
 * | `changed` | not as it was published | has an older version |
 * | `published` | as it was published | has it |
 *
 * A post that became a draft or was scheduled after it was published stays on the site until the next publish: it is
 * `stillOnline` besides, and `state.stillOnline` says so.
 */
const postStates = ["draft", "scheduled", "ready", "changed", "published"] as const;

export const postStateSchema = z.enum(postStates);
export type PostState = z.infer<typeof postStateSchema>;
