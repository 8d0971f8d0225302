import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { imageSize } from "image-size";
import { parseFragment } from "parse5";
import { createMarkdown } from "../electron/engine/markdown/render/create-markdown.ts";

/**
 * Makes the program's help from the user's guide (`docs/guide/<language>.md`) when the interface is built.
 * The Markdown engine renders the guide, and each second-level heading begins a topic.
 * The topics are stored as data, because pages of the interface may not create elements from text.
 *
 * @typedef {string | {tag: string, attributes: Record<string, string | number>, children: Node[]}} Node
 * @typedef {{id: string, title: string, text: string, content: Node[]}} Topic
 */

const folder = fileURLToPath(new URL("../docs/guide/", import.meta.url));
const languages = ["ja", "en"];

/** Elements that the help can show. The guide contains no other elements. */
const knownTags = new Set(["p", "ul", "ol", "li", "strong", "em", "code", "img"]);

/**
 * Returns the topics of one language. Images are identified by file path.
 * @param {string} language
 * @returns {Promise<Topic[]>}
 */
export async function guideTopics(language) {
  const file = `${folder}${language}.md`;
  const { html } = createMarkdown({ language }).render(await readFile(file, "utf8"));
  /** @type {Topic[]} */
  const topics = [];
  /** @type {Node[]} */
  let before = [];
  for (const node of parseFragment(html).childNodes) {
    if (node.nodeName === "h1") continue;
    if (node.nodeName === "h2") {
      topics.push({ id: String(topics.length), title: textOf(node), text: "", content: before });
      before = [];
      continue;
    }
    const shown = await shownNode(node, file);
    if (typeof shown === "string") continue;
    const topic = topics.at(-1);
    (topic?.content ?? before).push(shown);
    if (topic) topic.text += `${textOf(node)}\n`;
  }
  return topics;
}

/** @param {any} node a node of the HTML parser parse5 @returns {string} */
function textOf(node) {
  return node.value ?? (node.childNodes ?? []).map(textOf).join("");
}

/** @param {any} node a node of the HTML parser parse5 @param {string} file @returns {Promise<Node>} */
async function shownNode(node, file) {
  if (node.nodeName === "#text") return node.value;
  if (!knownTags.has(node.nodeName)) throw new Error(`${file}: the help cannot show <${node.nodeName}>`);
  const children = await Promise.all(
    node.childNodes.map((/** @type {any} */ child) => shownNode(child, file)),
  );
  return { tag: node.nodeName, attributes: await attributesOf(node, file), children };
}

/** @param {any} node @param {string} file @returns {Promise<Record<string, string | number>>} */
async function attributesOf(node, file) {
  const given = Object.fromEntries(node.attrs.map((/** @type {any} */ { name, value }) => [name, value]));
  if (node.nodeName !== "img") return {};
  const src = resolve(dirname(file), decodeURIComponent(given.src));
  // The pictures are screenshots of the built program, so the pictures do not exist before the first build.
  if (!existsSync(src)) return { src: "", alt: given.alt };
  const { width, height } = imageSize(await readFile(src));
  return { src, alt: given.alt, width, height };
}

/** Returns the plugin of the module `virtual:guide`, whose pictures are files of the bundle. */
export function guidePages() {
  const id = "virtual:guide";
  return {
    name: "guide-pages",
    /** @param {string} source */
    resolveId(source) {
      return source === id ? `\0${id}` : null;
    },
    /** @param {string} loaded */
    async load(loaded) {
      if (loaded !== `\0${id}`) return null;
      const entries = await Promise.all(languages.map(async (name) => [name, await guideTopics(name)]));
      /** @type {string[]} */
      const pictures = [];
      const json = JSON.stringify(Object.fromEntries(entries), (key, value) => {
        if (key !== "src" || value === "") return value;
        return `@picture-${pictures.push(value) - 1}@`;
      });
      const imports = pictures.map((file, index) => `import picture${index} from ${JSON.stringify(file)};`);
      const data = json.replace(/"@picture-(\d+)@"/g, "picture$1");
      return `${imports.join("\n")}\nexport const guide = ${data};\n`;
    },
  };
}
