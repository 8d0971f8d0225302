import type TurndownService from "turndown";

/** The alignment of lines, or the position of an image, in a column of text. */
export type Side = "left" | "center" | "right";

/** Elements that can state the alignment of the text in them. */
const aligning = /^(?:CENTER|DIV|P|H[1-6]|SECTION|ARTICLE|FIGURE|TABLE)$/;
/** Classes by which WordPress and others align text. */
const classes: ReadonlyMap<string, Side> = new Map([
  ["aligncenter", "center"],
  ...(["left", "center", "right"] as const).flatMap((side): [string, Side][] => [
    [`has-text-align-${side}`, side],
    [`text-${side}`, side],
  ]),
]);
/** Elements whose Markdown is one line, so that no block can be inside such an element. */
const oneLine = /^(?:A|TD|TH|H[1-6]|PRE|SUMMARY|CAPTION|FIGCAPTION)$/;

/** Whether a node is inside an element whose Markdown is one line. */
export function isInOneLine(node: Node): boolean {
  for (let at = node.parentNode; at; at = at.parentNode) if (oneLine.test(at.nodeName)) return true;
  return false;
}

/** Returns the alignment that an element states for its text, or that a table states for itself, or null. */
function statedSide(element: Element): Side | null {
  const name = element.nodeName;
  if (!aligning.test(name)) return null;
  if (name === "CENTER") return "center";
  const style = /(?:^|;)\s*text-align\s*:\s*([a-z]+)/i.exec(element.getAttribute("style") ?? "")?.[1];
  const named = (element.getAttribute("class") ?? "").split(/\s+/).find((one) => classes.has(one));
  return sideNamed(
    (name === "TABLE" ? undefined : style) ?? element.getAttribute("align") ?? classes.get(named ?? "") ?? "",
  );
}

function sideNamed(written: string): Side | null {
  const name = written.trim().toLowerCase();
  if (name === "middle") return "center";
  return name === "left" || name === "center" || name === "right" ? name : null;
}

/** Returns the alignment that the ancestors of an element give to its text. */
function sideAround(element: Node): Side {
  for (let at = element.parentNode; at; at = at.parentNode) {
    // Text in a table does not inherit the alignment around the table, because old browsers ignored it.
    if (at.nodeName === "TABLE") return "left";
    const side = at.nodeType === 1 ? statedSide(at as Element) : null;
    if (side !== null) return side;
  }
  return "left";
}

/** Returns an element's alignment. Null if the element states none, or the same as the text around it. */
function newSide(element: Element): Side | null {
  const side = statedSide(element);
  return side === null || side === sideAround(element) ? null : side;
}

/** Whether a table stands beside the text: the words of the text flow around the table. */
export function isBesideText(table: Element): boolean {
  const side = statedSide(table);
  return side === "left" || side === "right";
}

const lonePicture =
  /^(\[)?(!\[(?:[^\]\\]|\\.)*\]\((?:<[^>\n]*>|[^\s()<>]*)(?: "(?:[^"\\]|\\.)*")?\))(\]\((?:<[^>\n]*>|[^\s()<>]*)\))?$/;

/** Returns a picture with a class for its position. Returns null if `text` is not exactly one picture. */
function placedPicture(text: string, side: Side): string | null {
  const [, opening = "", picture = "", target = ""] = lonePicture.exec(text.replace(`{.${side}}`, "")) ?? [];
  if (picture === "" || (opening === "") !== (target === "")) return null;
  return `${opening}${picture}{.${side}}${target}`;
}

/**
 * Wraps Markdown blocks in an element that aligns them, because Markdown has no notation for this.
 * Does not wrap centred images, because Markdown can state the position of an image.
 */
function inAlignedBlock(blocks: string, side: Side, note: () => void): string {
  const text = blocks.replace(/^[ \t\n]+|[ \t\n]+$/g, "");
  if (text === "") return "";
  const pictures = side === "center" ? text.split(/\n{2,}/).map((part) => placedPicture(part, side)) : [null];
  if (pictures.every((picture) => picture !== null)) return pictures.join("\n\n");
  note();
  return `<div align="${side}">\n\n${text}\n\n</div>`;
}

/** Keeps the alignment of an element in its Markdown. Calls `note` if Markdown has no notation for it. */
export function aligned(content: string, element: Element, note: () => void): string {
  const side = newSide(element);
  if (side === null) return content;
  if (isInOneLine(element)) {
    note();
    return content;
  }
  const more = "<!--more-->";
  const parts = content.split(more).map((part) => inAlignedBlock(part, side, note));
  return `\n\n${parts.join(`\n\n${more}\n\n`)}\n\n`;
}

/**
 * Returns a table's Markdown with the alignment of the original table.
 * In an aligned table, marks columns without an alignment as left-aligned.
 * Otherwise, they would take on the alignment of the block around the table.
 */
export function alignedTable(markdown: string, table: Element, note: () => void): string {
  const isElsewhere = newSide(table) !== null || sideAround(table) !== "left";
  const text = isElsewhere
    ? markdown.replace(/^\|(?: :?---+:? \|)+$/m, (row) => row.replaceAll(" --- ", " :--- "))
    : markdown;
  return aligned(text, table, note);
}

/** Adds turndown's rule for elements such as `<center>` and `<div>` that align their text. */
export function addAlignmentRules(service: TurndownService, note: () => void): void {
  service.addRule("alignment", {
    filter: (node) =>
      /^(?:CENTER|DIV|P|SECTION|ARTICLE|FIGURE)$/.test(node.nodeName) && newSide(node) !== null,
    replacement: (content, node) => `\n\n${aligned(content, node as Element, note)}\n\n`,
  });
}
