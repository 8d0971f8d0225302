/** What a post can be to another one, in the order in which authors are asked. */
export const relationKinds = ["follow-up", "long-version", "reply", "see-also"] as const;
export type RelationKind = (typeof relationKinds)[number];
