import type { Preferences } from "#contract/main-contract.ts";

/** The preferences of an author who has changed nothing. */
export const preferences: Preferences = {
  language: "ja",
  colours: "system",
  highContrast: false,
  editorFont: "sans",
  editorFontSize: 16,
  editContext: true,
  typewriter: false,
  focusMode: false,
  spellCheck: true,
  keepRunning: false,
  panes: { list: true, preview: true, listWidth: 260, previewShare: 0.5 },
  lastPost: {},
  recentBlogs: [],
  keys: {},
  snippets: [],
  quickSection: {},
  lists: {},
  blogsBeforeTrust: [],
  newPosts: {},
  cards: {},
};

/** What the window learns about the program and its computer. */
export const info = {
  name: "Hitofude",
  version: "1.0.0",
  electron: "",
  platform: "linux",
  language: "ja",
  folder: "/blog",
  isStandIn: false,
  weakSecrets: false,
} as const;
