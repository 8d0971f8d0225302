/**
 * A section of the sheet for the blog's settings. `keys` are keys of `blog.yaml`.
 * A key such as `show.covers` is a setting inside a map. The rest of the map may be in another section.
 */
export interface SettingsSection {
  readonly id: SectionId;
  readonly keys: readonly string[];
  /** The kind of page on which most changes of this section's settings are visible. */
  readonly page: "front" | "post";
}

export type SectionId =
  | "about"
  | "look"
  | "menu"
  | "sections"
  | "front"
  | "feeds"
  | "readers"
  | "writing"
  | "publishing"
  | "everything";

/** All sections in the order of the sheet. A test checks that each key of the schema is in one section. */
export const settingsSections: readonly SettingsSection[] = [
  {
    id: "about",
    keys: [
      "title",
      "brand",
      "description",
      "author",
      "language",
      "timeZone",
      "url",
      "icon",
      "shareImage",
      "copyright",
    ],
    page: "front",
  },
  { id: "look", keys: ["logo", "theme", "themeOptions"], page: "post" },
  { id: "menu", keys: ["menu", "header", "links", "notices", "footer"], page: "front" },
  { id: "sections", keys: ["sections", "titles"], page: "front" },
  {
    id: "front",
    keys: [
      "front",
      "dateFormat",
      "show.covers",
      "show.readingTime",
      "show.authorBox",
      "show.related",
      "show.termIndexes",
      "show.calendar",
      "markdown.contentsFrom",
    ],
    page: "front",
  },
  {
    id: "feeds",
    keys: ["feeds", "share", "author.fediverse", "show.replyByMail", "show.sharePictures"],
    page: "post",
  },
  { id: "readers", keys: ["show", "search", "counter", "feedback", "robots", "serverCode"], page: "front" },
  { id: "writing", keys: ["markdown", "images", "checks"], page: "post" },
  {
    id: "publishing",
    keys: ["targets", "defaultTarget", "schedule", "redirects", "parts"],
    page: "front",
  },
  { id: "everything", keys: [], page: "post" },
];

/** How the form edits a setting. In the paths of `settingForms`, `*` is any list item or any key of a map. */
export type SettingForm =
  /** A text of several lines, in the language of the blog. */
  | "markdown"
  | "lines"
  /** Numbers on one line, separated by commas. */
  | "numbers"
  /** A date with a time, in the time zone of the blog. */
  | "date"
  /** A text with suggestions. */
  | "zone"
  | "language"
  /** The path of a picture of the blog, or an address. */
  | "picture"
  /** A choice among the themes, and the options of the chosen theme. */
  | "theme"
  /** The sheet omits the setting, because another form or another sheet edits the setting. */
  | "none"
  /** Opens the sheet of targets. */
  | "targets"
  /** A choice among the targets. */
  | "target"
  /** The editor of the menu. */
  | "menu"
  /** A link, typed or chosen by the name of its target. */
  | "link"
  /** A switch that adds the settings of a site feature to `blog.yaml`, or removes them. */
  | "switched"
  /** A password. The setting contains only its hash. */
  | "password";

export const settingForms: Readonly<Record<string, SettingForm>> = {
  description: "lines",
  language: "language",
  timeZone: "zone",
  copyright: "switched",
  theme: "theme",
  themeOptions: "none",
  menu: "menu",
  "menu.*.url": "link",
  "menu.*.items.*.url": "link",
  "links.*.url": "link",
  "redirects.lists": "none",
  header: "markdown",
  "author.bio": "markdown",
  "author.picture": "picture",
  icon: "picture",
  shareImage: "picture",
  "logo.picture": "picture",
  "logo.dark": "picture",
  "footer.*": "markdown",
  "notices.*.text": "markdown",
  "notices.*.at": "date",
  "notices.*.until": "date",
  "sections.*.password": "switched",
  "sections.*.password.hash": "password",
  logo: "switched",
  counter: "switched",
  feedback: "switched",
  "images.widths": "numbers",
  targets: "targets",
  defaultTarget: "target",
};

/** Items that the author can add to a list in one step. Each key is the path pattern of a list. */
export const offeredItems: Readonly<Record<string, readonly string[]>> = {
  // Crawlers that collect texts for language models. The operators of the crawlers publish these names.
  "robots.disallow": [
    "AI2Bot",
    "Amazonbot",
    "Applebot-Extended",
    "Bytespider",
    "CCBot",
    "ClaudeBot",
    "cohere-training-data-crawler",
    "Diffbot",
    "Google-Extended",
    "GPTBot",
    "ImagesiftBot",
    "meta-externalagent",
    "PerplexityBot",
    "Timpibot",
    "webzio-extended",
  ],
};
