import type { DefaultTreeAdapterTypes } from "parse5";

type Element = DefaultTreeAdapterTypes.Element;
type ParentNode = DefaultTreeAdapterTypes.ParentNode;

/** Elements that run code, or change the page around them. */
const activeElements = new Set(["script", "base", "meta"]);

/** Attributes with words for readers, in which browsers never open an address. */
const wordAttributes = /^(?:alt|title|summary|label|placeholder|aria-.*)$/;

/**
 * Removes everything that would run code in the new blog: scripts, event handlers and addresses with code.
 * Returns whether something was removed. Not recursive, because old pages nest very deeply.
 */
export function removeActiveContent(root: ParentNode): boolean {
  let isChanged = false;
  const open: ParentNode[] = [root];
  for (let parent = open.pop(); parent; parent = open.pop()) {
    const children = parent.childNodes.filter(
      (node) => !("tagName" in node && activeElements.has(node.tagName.toLowerCase())),
    );
    if (children.length < parent.childNodes.length) {
      parent.childNodes = children;
      isChanged = true;
    }
    for (const node of children) {
      if (!("tagName" in node)) continue;
      if (removeActiveAttributes(node)) isChanged = true;
      open.push("content" in node ? node.content : node);
    }
  }
  return isChanged;
}

function removeActiveAttributes(element: Element): boolean {
  const attributes = element.attrs.filter(({ name, value }) => !isActive(name.toLowerCase(), value));
  const isChanged = attributes.length < element.attrs.length;
  element.attrs = attributes;
  return isChanged;
}

function isActive(name: string, value: string): boolean {
  if (name.startsWith("on") || name === "srcdoc") return true;
  if (wordAttributes.test(name)) return false;
  // Removes white space and control characters, which browsers ignore in the scheme of an address.
  const plain = value.replace(/[\p{Cc} ]+/gu, "").toLowerCase();
  return /^(?:javascript|vbscript):|^data:text\/html|;javascript:/.test(plain);
}

/**
 * Removes code from HTML that is nested too deeply to be serialized from a tree.
 * Also changes ordinary text such as `once=`, because it cannot be distinguished from an event handler.
 */
export function withoutActiveText(html: string): string {
  return html
    .replace(/<script\b[\s\S]*?(?:<\/script\s*>|$)|<(?:base|meta)\b[^<>]*>/gi, "")
    .replace(/\b(?:on[a-z]+|srcdoc)\s*=/gi, "data-removed=")
    .replace(/\b(?:java|vb)script\s*:/gi, "removed:");
}
