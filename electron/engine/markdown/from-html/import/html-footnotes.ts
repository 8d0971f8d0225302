import type TurndownService from "turndown";
import { parseFragment, serialize } from "parse5";
import { decoded } from "#contract/text/percent-encoding.ts";
import {
  attributeOf,
  type ChildNode,
  detach,
  type Element,
  elementsIn,
  nodesIn,
  type ParentNode,
  replaceWith,
  wholeTextOf,
} from "../../html/html-tree.ts";

/** Attribute of a reference to a footnote. Its value is the number of the note. */
const referenceMark = "data-hitofude-reference";
/** Attribute of an element with the text of a footnote. Its value is the number of the note. */
const noteMark = "data-hitofude-note";
/** Attribute of a link from a footnote back to the text. */
const backMark = "data-hitofude-back";

/** Text of a link to a footnote, such as `1`, `*1`, `[1]`, `注1` or `†`. */
const referenceText = /^\s*(?:[*＊([（※注]{0,2}\d{1,3}[)\]）]?|[*†‡§※]{1,3})\s*$/;
/** Elements that can contain a whole footnote. */
const noteElement = /^(?:li|p|div|dd|aside)$/;
/** Punctuation between the number of a footnote and its words. */
const delimiter = /^\s*[:：.．)）]\s*/;

interface Reference {
  readonly link: Element;
  readonly note: Element;
  /** The link back to the reference. */
  readonly back: Element;
}

/**
 * Marks the footnotes of a text, and moves them to the end of the text in the order of their references.
 * A footnote is the target of a link such as `[1]`, and contains a link back to the text.
 * Returns null if the text has no footnotes.
 */
export function withMarkedFootnotes(html: string): string | null {
  if (!/\bhref\s*=\s*["']?#/i.test(html)) return null;
  const root = parseFragment(html);
  const found = referencesIn(root);
  if (found.length === 0) return null;
  const links = new Map<Element, Element[]>();
  for (const { link, note } of found) links.set(note, [...(links.get(note) ?? []), link]);
  for (const { back } of found) detachBackLink(back);
  let number = 0;
  for (const [note, references] of links) {
    number += 1;
    for (const link of references) markReference(link, number);
    moveToEnd(note, number, references.length, root);
  }
  return serialize(root);
}

/** Writes the footnotes that `withMarkedFootnotes` marked. */
export function addFootnoteRules(service: TurndownService): void {
  const valueIn = (node: Node, name: string): string => (node as HTMLElement).getAttribute(name) ?? "";
  service.addRule("footnoteReference", {
    filter: (node) => node.hasAttribute(referenceMark),
    replacement: (_, node) => `[^${valueIn(node, referenceMark)}]`,
  });
  service.addRule("footnoteBack", { filter: (node) => node.hasAttribute(backMark), replacement: () => "" });
  service.addRule("footnote", {
    filter: (node) => node.hasAttribute(noteMark),
    replacement: (content, node) =>
      `\n\n[^${valueIn(node, noteMark)}]: ${content.trim().replace(/\n(?=.)/g, "\n    ")}\n\n`,
  });
}

function referencesIn(root: ParentNode): Reference[] {
  const elements = [...elementsIn(root)];
  const byId = new Map<string, Element>();
  for (const element of elements.reverse()) {
    for (const name of ["name", "id"]) {
      const id = attributeOf(element, name);
      if (id !== "") byId.set(id, element);
    }
  }
  const found: Reference[] = [];
  const notes = new Set<Element>();
  for (const link of elements.reverse()) {
    const target = byId.get(targetOf(link));
    if (target === undefined || !referenceText.test(wholeTextOf(link))) continue;
    if (closest(link, (element) => notes.has(element))) continue;
    const note = closest(target, (element) => noteElement.test(element.tagName));
    if (!note || isInside(link, note)) continue;
    const back = [...elementsIn(note)].find((element) => {
      const start = byId.get(targetOf(element));
      return start !== undefined && (isInside(link, start) || isInside(start, link)) && isInline(start);
    });
    if (!back || !hasOtherText(note, back)) continue;
    notes.add(note);
    found.push({ link, note, back });
  }
  return found;
}

function isInline({ tagName }: Element): boolean {
  return /^(?:a|sup|span)$/.test(tagName);
}

/** Whether a footnote has words besides its number and its link back. */
function hasOtherText(note: Element, back: Element): boolean {
  return wholeTextOf(note).replace(wholeTextOf(back), "").replace(delimiter, "").trim() !== "";
}

/** Replaces a reference, and a `sup` around it, by an element with the attribute `referenceMark`. */
function markReference(link: Element, number: number): void {
  const parent = link.parentNode;
  const isAlone = parent !== null && "tagName" in parent && parent.tagName === "sup" && hasOnly(parent, link);
  replaceWith(isAlone ? parent : link, `<sup ${referenceMark}="${number}"><a href="#">${number}</a></sup>`);
}

function hasOnly(parent: Element, child: ChildNode): boolean {
  return parent.childNodes.every((node) => node === child || ("value" in node && node.value.trim() === ""));
}

/**
 * Removes a footnote's link back to the text.
 * If the text of the link is the footnote's number, also removes the punctuation after the link.
 */
function detachBackLink(back: Element): void {
  const parent = back.parentNode;
  if (!parent) return;
  const next = parent.childNodes[parent.childNodes.indexOf(back) + 1];
  if (next && referenceText.test(wholeTextOf(back))) {
    if ("value" in next) next.value = next.value.replace(delimiter, "");
    else if ("tagName" in next && wholeTextOf(next).replace(delimiter, "") === "") detach(next);
  }
  detach(back);
}

/** Moves a footnote to the end of the text. Removes the elements that are empty without the footnote. */
function moveToEnd(note: Element, number: number, count: number, root: ParentNode): void {
  let around = note.parentNode;
  detach(note);
  while (around && "tagName" in around && !/^(?:td|th)$/.test(around.tagName) && isEmpty(around)) {
    const next = around.parentNode;
    detach(around);
    around = next;
  }
  const backLinks = `<a href="#" ${backMark}>↩\uFE0E</a>`.repeat(count);
  const [end] = parseFragment(`<div ${noteMark}="${number}"></div>`).childNodes;
  if (!end || !("childNodes" in end)) return;
  end.childNodes = [...note.childNodes, ...parseFragment(backLinks).childNodes];
  for (const child of end.childNodes) child.parentNode = end;
  end.parentNode = root;
  root.childNodes.push(end);
}

const shown = /^(?:img|iframe|video|audio|object|embed|input|table|svg)$/;

function isEmpty(element: Element): boolean {
  for (const node of nodesIn(element)) {
    if ("value" in node && node.value.trim() !== "") return false;
    if ("tagName" in node && shown.test(node.tagName)) return false;
  }
  return true;
}

/** Returns the id to which a link leads, or "". */
function targetOf(element: Element): string {
  const href = element.tagName === "a" ? attributeOf(element, "href").trim() : "";
  return href.startsWith("#") ? decoded(href.slice(1)) : "";
}

function closest(element: Element, fits: (element: Element) => boolean): Element | null {
  for (let at: ParentNode | null = element; at && "tagName" in at; at = at.parentNode)
    if (fits(at)) return at;
  return null;
}

function isInside(element: Element, ancestor: Element): boolean {
  return closest(element, (at) => at === ancestor) !== null;
}
