/** Groups of files in the order in which they go live. A file goes live after the files that it needs. */
export const outputGroups = ["asset", "page", "list", "search", "feed"] as const;
export type OutputGroup = (typeof outputGroups)[number];
