import { escapeMarkup } from "#engine/base/markup.ts";
import { wordsOfPart } from "../conversion/unknown-part.ts";
import { type Fields, fieldsOf, listIn, textIn } from "../input/json-fields.ts";

/**
 * Returns the HTML of a text from Publii's block editor. Returns null for any other text.
 * For an unknown block, the HTML contains only the words, and `unknown` gets the block's kind.
 */
export function blocksToHtml(json: string, unknown: Set<string>): string | null {
  let blocks: unknown;
  try {
    blocks = JSON.parse(json);
  } catch {
    return null;
  }
  if (!Array.isArray(blocks)) return null;
  return blocks.map((block) => blockHtml(fieldsOf(block), unknown)).join("\n");
}

type BlockWriter = (content: Block) => string;

interface Block {
  /** HTML of the block, if the content of the block is a text. */
  readonly text: string;
  readonly content: Fields;
  readonly config: Fields;
}

const writers: Readonly<Record<string, BlockWriter>> = {
  "publii-paragraph": ({ text }) => `<p>${text}</p>`,
  "publii-header": ({ text, config }) => {
    const level = /^[1-6]$/.test(textIn(config, "headingLevel")) ? textIn(config, "headingLevel") : "2";
    const id = textIn(fieldsOf(config.advanced), "id");
    return `<h${level}${id === "" ? "" : ` id="${escapeMarkup(id)}"`}>${text}</h${level}>`;
  },
  "publii-list": ({ text, config }) => {
    const tag = textIn(config, "listType") === "ol" ? "ol" : "ul";
    return `<${tag}>${text}</${tag}>`;
  },
  "publii-code": ({ text, config }) => {
    const language = textIn(config, "language").replace(/\W/g, "");
    return `<pre class="language-${language}"><code>${escapeMarkup(text)}</code></pre>`;
  },
  "publii-quote": ({ content }) => {
    const author = textIn(content, "author");
    return `<blockquote><p>${textIn(content, "text")}</p>${author === "" ? "" : `<p>${author}</p>`}</blockquote>`;
  },
  "publii-image": ({ content, config }) => {
    const url = textIn(fieldsOf(config.link), "url");
    const image = imageHtml(content);
    return figure(
      url === "" ? image : `<a href="${escapeMarkup(url)}">${image}</a>`,
      textIn(content, "caption"),
    );
  },
  "publii-gallery": ({ content }) =>
    listIn(content, "images")
      .map(fieldsOf)
      .map(({ src, alt, caption }) => figure(imageHtml({ image: src, alt }), textIn({ caption }, "caption")))
      .join("\n"),
  "publii-separator": () => "<hr>",
  "publii-readmore": () => "<!--more-->",
  "publii-toc": () => "",
  "publii-html": ({ text }) => text,
  "publii-embed": ({ text }) => text,
};

function blockHtml({ type, content, config }: Fields, unknown: Set<string>): string {
  const text = typeof content === "string" ? content : "";
  const name = String(type);
  const write = Object.hasOwn(writers, name) ? writers[name] : undefined;
  if (write) return write({ text, content: fieldsOf(content), config: fieldsOf(config) });
  unknown.add(name);
  return text || wordsOfPart(fieldsOf(content));
}

function figure(image: string, caption: string): string {
  return `<figure>${image}${caption === "" ? "" : `<figcaption>${caption}</figcaption>`}</figure>`;
}

function imageHtml(content: Fields): string {
  const source = escapeMarkup(textIn(content, "image"));
  return `<img src="${source}" alt="${escapeMarkup(textIn(content, "alt"))}">`;
}
