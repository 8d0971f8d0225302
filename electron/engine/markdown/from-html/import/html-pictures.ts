import { escapeAttribute } from "#engine/base/markup.ts";
import type TurndownService from "turndown";
import { aligned, isInOneLine, type Side } from "./html-alignment.ts";
import { safeHtml } from "./html-block.ts";
import { isScript } from "./html-facts.ts";

/** Returns a text as one line. */
export function oneLine(content: string): string {
  return content.trim().replace(/\s*\n\s*/g, " ");
}

/** Returns an address as Markdown writes it, in `<…>` if it contains spaces or brackets. */
export function target(address: string): string {
  const oneLineAddress = address.replace(/[\r\n\t]+/g, "");
  if (!/[\s()<>\\]/.test(oneLineAddress)) return oneLineAddress;
  return `<${oneLineAddress.replace(/</g, "%3C").replace(/>/g, "%3E").replaceAll("\\", "\\\\")}>`;
}

interface PictureRuleOptions {
  /** Receives the address of the link around an image and returns the new address. */
  readonly link: (href: string) => string;
  /** Called if HTML is needed to keep the position of an image or figure. */
  readonly note: () => void;
}

/** Adds the rules for images and figures. */
export function addPictureRules(service: TurndownService, { link, note }: PictureRuleOptions): void {
  service.addRule("image", {
    filter: "img",
    replacement: (_, node) => {
      const image = node as HTMLElement;
      const src = image.getAttribute("src")?.trim() ?? "";
      if (src === "") return "";
      const alt = oneLine(image.getAttribute("alt") ?? "");
      const text = `![${service.escape(alt)}](${target(src)})`;
      const side = sideOf(image);
      if (side === null) return text;
      if (beginsText(image)) return `\n\n${text}{.${side}}\n\n`;
      if (side === "center") return text;
      note();
      return safeHtml(`<img src="${attribute(src)}" alt="${attribute(alt)}" align="${side}">`).html;
    },
  });
  service.addRule("figure", {
    filter: (node) => node.nodeName === "FIGURE" && isPlainFigure(node),
    replacement: (_, node) => {
      const figure = node as HTMLElement;
      const image = figure.querySelector("img");
      const caption = oneLine(figure.querySelector("figcaption")?.textContent ?? "");
      const alt = oneLine(image?.getAttribute("alt") ?? "");
      const title = caption === "" ? "" : ` "${service.escape(caption).replaceAll('"', '\\"')}"`;
      const src = target(image?.getAttribute("src")?.trim() ?? "");
      const side = sideOf(figure) ?? (image && sideOf(image));
      const text = `![${service.escape(alt)}](${src}${title})${side ? `{.${side}}` : ""}`;
      const href = figure.querySelector("a")?.getAttribute("href")?.trim() ?? "";
      const linked = href === "" || isScript(href) ? text : `[${text}](${target(link(href))})`;
      return `\n\n${side ? linked : aligned(linked, figure, note)}\n\n`;
    },
  });
}

/** Whether Markdown is an image with a position. Such an image needs its own paragraph. */
export function hasPosition(text: string): boolean {
  return text.startsWith("![") && /\)\{\.(?:left|right|center)\}$/.test(text) && !text.includes("\n");
}

/**
 * Returns the alignment of an image or figure, or null if it has none.
 * Recognises `float`, `align`, and the classes of WordPress such as `alignleft`.
 */
function sideOf(image: Element): Side | null {
  const float = floatIn(image) ?? (image.parentNode?.nodeName === "A" ? floatIn(image.parentElement) : null);
  const align = image.nodeName === "IMG" ? image.getAttribute("align")?.trim().toLowerCase() : undefined;
  const named = /(?:^|\s)align(left|right|center)(?:\s|$)/.exec(image.getAttribute("class") ?? "")?.[1];
  const side = float ?? (align === "left" || align === "right" ? align : named);
  return side === "left" || side === "right" || side === "center" ? side : null;
}

function floatIn(element: Element | null): string | null {
  const style = element?.getAttribute("style") ?? "";
  return /(?:^|;)\s*float\s*:\s*(left|right)/i.exec(style)?.[1]?.toLowerCase() ?? null;
}

const texts = /^(?:P|DIV|CENTER|SECTION|ARTICLE|MAIN|BODY|BLOCKQUOTE|X-TURNDOWN)$/;

/**
 * Whether an image is the first content of a paragraph.
 * An image at the start can become a paragraph of its own before the text that flows around the image.
 */
function beginsText(image: Node): boolean {
  let node = image;
  for (let parent = node.parentNode; parent; parent = node.parentNode) {
    for (let before = node.previousSibling; before; before = before.previousSibling)
      if (before.nodeType === 1 || (before.textContent ?? "").trim() !== "") return false;
    if (texts.test(parent.nodeName)) return !isInOneLine(parent);
    const isLink = parent.nodeName === "A" && (parent.textContent ?? "").trim() === "";
    if (!isLink && !/^(?:FONT|SPAN)$/.test(parent.nodeName)) return false;
    node = parent;
  }
  return false;
}

function attribute(value: string): string {
  return escapeAttribute(value.replace(/[\r\n]+/g, " "));
}

/** Whether a figure has only one image, perhaps in a link, and a caption without links. */
function isPlainFigure(figure: HTMLElement): boolean {
  const caption = figure.querySelector("figcaption");
  const links = Array.from(figure.querySelectorAll("a"));
  if (caption?.querySelector("a,img") || figure.querySelectorAll("img").length !== 1) return false;
  if (links.length > 1 || links.some((one) => !one.querySelector("img"))) return false;
  if (figure.querySelector("iframe,video,pre,table,blockquote")) return false;
  const text = (figure.textContent ?? "").trim();
  return text === (caption?.textContent ?? "").trim() && !!figure.querySelector("img")?.getAttribute("src");
}
