/** Kinds of relation between posts, in the order in which the interface offers them. */
export const relationKinds = ["follow-up", "long-version", "reply", "see-also", "translation"] as const;
export type RelationKind = (typeof relationKinds)[number];
