import { type DefaultTreeAdapterTypes, parseFragment } from "parse5";

/** A title or excerpt without markup. */
export interface PlainText {
  readonly text: string;
  /** Whether the original contained HTML elements. */
  readonly hadHtml: boolean;
}

/** Returns the plain text of a title or excerpt that may contain HTML. Replaces each image by its `alt`. */
export function plainTextOf(written: string): PlainText {
  if (!/[<&]/.test(written)) return { text: collapsed(written), hadHtml: false };
  const once = textAndTags(written);
  const twice = /<img\b/i.test(once.text) ? textAndTags(once.text) : { text: once.text, tags: 0 };
  return { text: collapsed(twice.text), hadHtml: once.tags + twice.tags > 0 };
}

function textAndTags(html: string): { text: string; tags: number } {
  let [text, tags] = ["", 0];
  // Not recursive, because the text comes from a file that may nest elements arbitrarily deep.
  const open: DefaultTreeAdapterTypes.ChildNode[] = [...parseFragment(html).childNodes].reverse();
  for (let node = open.pop(); node; node = open.pop()) {
    if ("value" in node) text += node.value;
    if (!("tagName" in node)) continue;
    tags += 1;
    if (node.tagName === "img") text += node.attrs.find(({ name }) => name === "alt")?.value ?? "";
    if (node.tagName === "br" || node.tagName === "p") text += " ";
    if (node.tagName !== "script" && node.tagName !== "style") open.push(...[...node.childNodes].reverse());
  }
  return { text, tags };
}

function collapsed(text: string): string {
  return text.replace(/[ \t\r\n\u00A0]+/g, " ").trim();
}
