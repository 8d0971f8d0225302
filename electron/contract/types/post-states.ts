import { z } from "zod";

/**
 * The publication state of a post or page. Each state has one name per language, `state.<name>` in the
 * locales. The list, properties, filters, messages, history and shell use that name.
 *
 * | state | its file | on the site |
 * | --- | --- | --- |
 * | `draft` | `status: draft`, or unreadable, or a post without a date | no |
 * | `scheduled` | ready, dated in the future | from its date on |
 * | `ready` | ready | from the next publish on |
 * | `changed` | differs from what was published | an older version |
 * | `published` | as published | yes |
 *
 * A post that became a draft or was scheduled after it was published stays on the site until the next
 * publish: it is also `stillOnline`, shown as `state.stillOnline`.
 */
const postStates = ["draft", "scheduled", "ready", "changed", "published"] as const;

export const postStateSchema = z.enum(postStates);
export type PostState = z.infer<typeof postStateSchema>;
