import { minimalEdit } from "#contract/text/text-edits.ts";

/**
 * Replaces the child nodes `old` of `parent` with `next`, and changes as few nodes as possible.
 * Returns the new child nodes. Kept nodes keep their selection, open `<details>` and playing videos.
 */
export function morphNodes(parent: Node, old: readonly ChildNode[], next: readonly ChildNode[]): ChildNode[] {
  const shorter = Math.min(old.length, next.length);
  let start = 0;
  while (start < shorter && keepIfSame(old[start], next[start])) start++;
  let tail = 0;
  while (tail < shorter - start && keepIfSame(old.at(-1 - tail), next.at(-1 - tail))) tail++;

  const oldMiddle = old.slice(start, old.length - tail);
  const nextMiddle = next.slice(start, next.length - tail);
  const kept = [...old.slice(0, start), ...oldMiddle, ...old.slice(old.length - tail)];
  if (oldMiddle.length === nextMiddle.length && oldMiddle.every((node, i) => alike(node, nextMiddle[i]))) {
    oldMiddle.forEach((node, i) => {
      morphNode(node, nextMiddle[i]);
    });
    return kept;
  }
  const before = oldMiddle.at(-1)?.nextSibling ?? old[old.length - tail] ?? old.at(-1)?.nextSibling ?? null;
  for (const node of nextMiddle) parent.insertBefore(node, before);
  for (const node of oldMiddle) node.remove();
  return [...old.slice(0, start), ...nextMiddle, ...old.slice(old.length - tail)];
}

/** Whether an attribute is temporary state of the page, such as `open` of `<details>`, and must be kept. */
function isOfTheMoment(element: Element, name: string): boolean {
  return name === "data-line" || (name === "open" && element.localName === "details");
}

function keepIfSame(old: ChildNode | undefined, next: ChildNode | undefined): boolean {
  if (!old || !next || !same(old, next)) return false;
  copyLines(old, next);
  return true;
}

/** Whether two trees show the same content, ignoring line numbers. */
export function same(a: Node, b: Node): boolean {
  if (a.nodeName !== b.nodeName) return false;
  if (!(a instanceof Element && b instanceof Element)) return a.nodeValue === b.nodeValue;
  if (!sameAttributes(a, b) || !sameAttributes(b, a)) return false;
  if (a.childNodes.length !== b.childNodes.length) return false;
  let other = b.firstChild;
  for (let node = a.firstChild; node && other; node = node.nextSibling) {
    if (!same(node, other)) return false;
    other = other.nextSibling;
  }
  return true;
}

function sameAttributes(a: Element, b: Element): boolean {
  for (const { name, value } of a.attributes) {
    if (!isOfTheMoment(a, name) && b.getAttribute(name) !== value) return false;
  }
  return true;
}

/** Copies the line numbers of the tree `next` to the tree `old`. Both trees have the same content. */
export function copyLines(old: Node, next: Node): void {
  if (!(old instanceof Element && next instanceof Element)) return;
  const line = next.getAttribute("data-line");
  if (line !== null && old.getAttribute("data-line") !== line) old.setAttribute("data-line", line);
  let other = next.firstChild;
  for (let node = old.firstChild; node && other; node = node.nextSibling) {
    copyLines(node, other);
    other = other.nextSibling;
  }
}

function alike(a: Node, b: Node | undefined): boolean {
  return a.nodeName === b?.nodeName;
}

function morphNode(old: ChildNode, next: ChildNode | undefined): void {
  if (old instanceof CharacterData && next instanceof CharacterData) replaceText(old, next.data);
  if (!(old instanceof Element && next instanceof Element)) return;
  copyAttributes(old, next);
  const children = [...next.childNodes];
  if (old.firstChild) morphNodes(old, [...old.childNodes], children);
  else old.append(...children);
}

/**
 * Copies the attributes of `next` to `old`. Skips attributes that are temporary state of the page.
 */
export function copyAttributes(old: Element, next: Element): void {
  for (const { name } of [...old.attributes]) {
    if (!next.hasAttribute(name) && !isOfTheMoment(old, name)) old.removeAttribute(name);
  }
  for (const { name, value } of next.attributes) {
    if (!(name === "open" && isOfTheMoment(old, name)) && old.getAttribute(name) !== value) {
      old.setAttribute(name, value);
    }
  }
}

/** Replaces only the differing characters of a text. A selection in the other characters survives. */
function replaceText(node: CharacterData, text: string): void {
  const edit = minimalEdit(node.data, text);
  if (edit) node.replaceData(edit.offset, edit.length, edit.text);
}
