import { blogSettingsSchema } from "#contract/settings/blog-settings.ts";
import { AppError } from "#contract/errors.ts";
import { editFrontMatter } from "#engine/blog/front-matter/edit-front-matter.ts";
import { editNotices } from "#engine/blog/settings/edit-notices.ts";
import { editSettings, valuesOf } from "#engine/blog/settings/edit-settings.ts";
import { editTargets } from "#engine/blog/settings/edit-targets.ts";
import { addFrontMatterItem } from "#engine/blog/front-matter/front-matter-items.ts";
import { retargetSettings } from "#engine/blog/links/retarget-settings.ts";
import { unmoved } from "#engine/blog/links/moved-target.ts";
import { retargetFrontMatter } from "#engine/blog/links/retarget.ts";
import { readSettings } from "#engine/blog/settings/load-settings.ts";
import { parsePost } from "#engine/blog/posts/parse-post.ts";
import { createTemplateEngine } from "#engine/site/theme/liquid/template-engine.ts";
import type { Theme } from "#engine/site/theme/theme.ts";
import { liquidSeeds } from "./liquid-seeds.ts";
import type { Parser } from "./parser.ts";
import { nested, numbered } from "./seed.ts";
import { tomlSeeds } from "./toml-seeds.ts";
import { yamlSeeds } from "./yaml-seeds.ts";

const settings = blogSettingsSchema.parse({ title: "a" });
const move = { from: "media/a.png", to: "media/b.png" };

/**
 * Runs `work`. An error that is shown to users counts as a result; any other error is a bug and is thrown.
 */
function orMessage(work: () => unknown): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
  }
}

function readPost(text: string): void {
  parsePost({ path: "posts/posts/a.md", bytes: Buffer.from(text), settings });
}

function editPost(frontMatter: string): void {
  orMessage(() => editFrontMatter(frontMatter, { title: "new", tags: ["a", "b"], series: null, cover: "c" }));
}

function addToPost(frontMatter: string): void {
  orMessage(() => addFrontMatterItem(frontMatter, { list: "revisions", date: "2022-05-06", note: "a" }));
}

function retargetPost(frontMatter: string): void {
  const leads = { values: new Map([["media/a.png", move]]) };
  orMessage(() => retargetFrontMatter(frontMatter, unmoved("posts/posts/a.md"), leads, settings));
}

function compile(source: string): void {
  const theme: Theme = {
    name: "a",
    dateFormats: new Map(),
    options: {},
    templates: new Map([["templates/post.liquid", source]]),
    assets: new Map(),
    words: new Map(),
    withheld: [],
    ownCss: "",
    colourRules: "",
    key: "a",
  };
  orMessage(() => createTemplateEngine(theme, "en").siteFields("post"));
}

/** Returns a function that edits settings only if they can be read. */
function ifReadable(edit: (text: string) => unknown): (text: string) => void {
  return (text) => {
    const { problems } = readSettings(text, "a");
    if (!problems.some(({ code }) => code === "blog.settingsSyntax")) orMessage(() => edit(text));
  };
}

/** Settings in which every value and every order of a list differs, and every map has one more key. */
function otherValues<Value>(value: Value): Value {
  const other = (item: unknown): unknown => {
    if (Array.isArray(item)) return [...item.map(other).toReversed(), "more"];
    if (typeof item !== "object" || item === null) return `${item}+`;
    return {
      ...Object.fromEntries(Object.entries(item).map(([key, inner]) => [key, other(inner)])),
      more: 1,
    };
  };
  return other(value) as Value;
}

const manyKeys = numbered("keys", (index) => `key${index}: 'a''b'\n`);
const practice = { kind: "practice" } as const;

/** Parsers and editors of YAML, TOML and templates. */
export const dataParsers: readonly Parser[] = [
  {
    name: "YAML of a post",
    seeds: yamlSeeds,
    known: [manyKeys],
    read: (text) => readPost(`---\n${text}\n---\nbody\n`),
  },
  { name: "YAML of a post, edited", seeds: yamlSeeds, read: (text) => editPost(`---\n${text}\n---\n`) },
  {
    name: "YAML of a post with one more item",
    seeds: yamlSeeds,
    read: (text) => addToPost(`---\n${text}\n---\n`),
  },
  {
    name: "YAML of a post whose image moves",
    seeds: yamlSeeds,
    read: (text) => retargetPost(`---\n${text}\n---\n`),
  },
  {
    name: "a post without the end of its front matter",
    seeds: yamlSeeds,
    read: (text) => readPost(`---\n${text}`),
  },
  {
    name: "settings",
    seeds: yamlSeeds,
    known: [manyKeys, nested("[", "]")],
    read: (text) => readSettings(text, "a"),
  },
  {
    name: "settings with another target",
    seeds: yamlSeeds,
    read: ifReadable((text) => editTargets(text, { name: "live", target: practice, makeDefault: true })),
  },
  {
    name: "settings with other notices",
    seeds: yamlSeeds,
    read: ifReadable((text) =>
      editNotices(text, [
        { text: "a", from: 0 },
        { text: "b", from: null },
      ]),
    ),
  },
  {
    name: "settings with other values",
    seeds: yamlSeeds,
    read: ifReadable((text) => editSettings(text, otherValues(valuesOf(text)))),
  },
  {
    name: "settings whose image moves",
    seeds: yamlSeeds,
    read: ifReadable((text) => retargetSettings(text, move)),
  },
  { name: "TOML of a post", seeds: tomlSeeds, read: (text) => readPost(`+++\n${text}\n+++\nbody\n`) },
  { name: "TOML of a post, edited", seeds: tomlSeeds, read: (text) => editPost(`+++\n${text}\n+++\n`) },
  {
    name: "TOML of a post with one more item",
    seeds: tomlSeeds,
    read: (text) => addToPost(`+++\n${text}\n+++\n`),
  },
  { name: "templates", seeds: liquidSeeds, read: compile },
];
