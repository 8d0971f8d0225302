import { readBody } from "#engine/blog/posts/post-body.ts";
import { createMarkdown } from "#engine/markdown/render/create-markdown.ts";
import { renderText } from "#engine/site/articles/article.ts";
import type { LinkedPage, LinkTargets } from "#engine/site/articles/link-targets.ts";
import { libraryOfSnapshot } from "#engine/site/media/media-library.ts";
import { type PackedText, packText } from "./packed-text.ts";
import type { TextJob, TextReply } from "./text-job.ts";

/** Number of texts that are rendered in advance, so that the receiver seldom waits. */
const maxAhead = 128;
/** Maximum number of texts that are sent together, because one message costs less than several. */
const maxTogether = 4;

/**
 * Renders the texts of a job in order. Pauses while `maxAhead` finished texts wait for a request.
 */
export function renderTexts(job: TextJob): void {
  const render = textRenderer(job);
  let ready: (PackedText | null)[] = [];
  for (const [index, text] of job.texts.entries()) {
    ready.push(render(text));
    const wanted = Atomics.load(job.wanted, 0);
    const isAwaited = wanted > index;
    if (!isAwaited && ready.length < maxTogether && index + 1 < job.texts.length) continue;
    job.port.postMessage(ready satisfies TextReply);
    ready = [];
    waitUntilWanted(job.wanted, index + 1 - maxAhead);
  }
}

function waitUntilWanted(wanted: TextJob["wanted"], least: number): void {
  for (let now = Atomics.load(wanted, 0); now < least; now = Atomics.load(wanted, 0))
    Atomics.wait(wanted, 0, now);
}

/** Returns a function that renders a text. The function returns null if the text's file cannot be read. */
function textRenderer(job: TextJob): (text: TextJob["texts"][number]) => PackedText | null {
  const markdown = createMarkdown(job.options);
  const linkContext = linkTargetsOf(job);
  return ({ path, location, bodyLine, language }) => {
    const page = linkContext.model.byPath.get(path);
    const body = bodyOf(location);
    if (!page || body === null) return null;
    const text = renderText(markdown, { ...page, post: { path, language } }, body, linkContext);
    return packText({ path, bodyLine }, text, job.withWords);
  };
}

/** Returns the text after the front matter in a post's file, or null if the file cannot be read. */
function bodyOf(location: string): string | null {
  try {
    return readBody(location);
  } catch {
    return null;
  }
}

function linkTargetsOf({ pages, aliases, media }: TextJob): LinkTargets {
  const byPath = new Map<string, LinkedPage>();
  const byAddress = new Map<string, LinkedPage>();
  for (const [path, address, url, addressKey] of pages) {
    const page = { post: { path }, address, url };
    byPath.set(path, page);
    byAddress.set(addressKey, page);
  }
  const byAlias = new Map<string, LinkedPage>();
  for (const [key, path] of aliases) {
    const page = byPath.get(path);
    if (page) byAlias.set(key, page);
  }
  return { model: { byPath, byAddress, byAlias }, media: libraryOfSnapshot(media) };
}
