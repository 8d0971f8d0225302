import { type SaxesAttributeNS, SaxesParser, type SaxesTagNS } from "saxes";
import { decodeUtf8Strict } from "#engine/base/text-encoding.ts";
import { plainEntities } from "./svg-document-type.ts";
import { actingElements, drawingElements, isDrawingAttribute, namespaces } from "./svg-names.ts";
import { isHarmlessReference, isHarmlessStyle } from "./svg-values.ts";

/** Result of cleaning an SVG. */
export type SvgVerdict =
  /**
   * `actsUncleaned`: removed parts could run something, so that only `bytes` are harmless, not the original
   * file.
   */
  | { readonly kind: "clean"; readonly bytes: Uint8Array; readonly actsUncleaned: boolean }
  /** It could run something: `found` is the offending part, for the message. */
  | { readonly kind: "unsafe"; readonly found: string }
  | { readonly kind: "damaged" };

/**
 * Reduces an SVG to its drawing. Returns a clean SVG byte for byte; removes editor metadata from others;
 * refuses an SVG that could run something, also when it is opened by itself.
 */
export function cleanSvg(bytes: Uint8Array): SvgVerdict {
  const text = decodeUtf8Strict(bytes)?.replace(/^\uFEFF/, "");
  if (text === undefined) return { kind: "damaged" };
  const reader = new SvgReader();
  try {
    const written = reader.read(text);
    const { actsUncleaned } = reader;
    return { kind: "clean", bytes: written === null ? bytes : Buffer.from(written), actsUncleaned };
  } catch (error) {
    return error instanceof Unsafe ? { kind: "unsafe", found: error.found } : { kind: "damaged" };
  }
}

/** Deeper than any drawing, and than browsers read: the cost of each level grows with its depth. */
const mostDepth = 500;
/**
 * Characters that entities of a DOCTYPE may expand to in all, so that a short file cannot fill the memory.
 */
const mostExpanded = 1_000_000;

class Unsafe extends Error {
  readonly found: string;

  constructor(found: string) {
    super(found);
    this.found = found.length > 60 ? `${found.slice(0, 60)}…` : found;
  }
}

/** Parses an SVG once, and writes only the drawing. */
class SvgReader {
  readonly #parser = new SaxesParser({ xmlns: true, position: false });
  #text = "";
  /** The cleaned drawing so far. */
  #written = "";
  /** Whether something was removed, or another parser could read the text differently. */
  #isChanged = false;
  /** Open elements, innermost last. */
  readonly #open: string[] = [];
  /** Depth inside a removed element. */
  #skipped = 0;
  /** The root's namespace. Browsers do not show a drawing without one; then SVG's is assumed. */
  #namespace: string = namespaces.svg;
  #style = "";
  /** Whether a removed part could run something. */
  actsUncleaned = false;

  /** Returns the cleaned drawing, or null if the text is already clean. */
  read(text: string): string | null {
    const parser = this.#parser;
    this.#text = text;
    parser.on("error", (error) => {
      throw error;
    });
    parser.on("xmldecl", ({ version = "1.0", encoding = "utf-8" }) => {
      if (version !== "1.0" || encoding.toLowerCase() !== "utf-8") this.#isChanged = true;
    });
    parser.on("doctype", (documentType) => this.#readDocumentType(documentType));
    parser.on("processinginstruction", ({ target }) => {
      // An XSLT style sheet can turn the drawing into another document
      if (/^xml-?stylesheet$/i.test(target)) throw new Unsafe(`<?${target}?>`);
      this.#isChanged = true;
    });
    parser.on("opentag", (tag) => this.#begin(tag));
    parser.on("closetag", () => this.#end());
    parser.on("text", (words) => this.#readWords(words));
    parser.on("cdata", (words) => this.#readWords(words));
    parser.write(text).close();
    return this.#isChanged ? `${this.#written}\n` : null;
  }

  #readDocumentType(documentType: string): void {
    const entities = plainEntities(documentType);
    if (!entities) throw new Unsafe(`<!DOCTYPE${documentType.replace(/\s+/g, " ").trimEnd()}>`);
    if (expandedLength(this.#text, entities) > mostExpanded) throw new Error("too long");
    for (const [name, value] of entities) this.#parser.ENTITIES[name] = value;
    this.#isChanged = true;
  }

  #begin(tag: SaxesTagNS): void {
    const depth = this.#open.length + this.#skipped;
    if (depth === 0) this.#readRoot(tag);
    if (depth >= mostDepth) throw new Error("too deep");
    if (this.#skipped > 0 || this.#isLeftOut(tag)) {
      this.#skipped += 1;
      if (canAct(tag)) this.actsUncleaned = true;
      return;
    }
    const attributes = Object.values(tag.attributes)
      .map((attribute) => this.#readAttribute(tag.local, attribute))
      .join("");
    const root =
      this.#open.length === 0 ? ` xmlns="${namespaces.svg}" xmlns:xlink="${namespaces.xlink}"` : "";
    this.#written += `<${tag.local}${root}${attributes}>`;
    this.#open.push(tag.local);
  }

  #readRoot({ uri, local }: SaxesTagNS): void {
    if (local !== "svg" || (uri !== namespaces.svg && uri !== "")) throw new Error("no drawing");
    this.#namespace = uri;
    if (uri === "") this.#isChanged = true;
  }

  /** Whether to remove an element; throws for elements that are refused instead. */
  #isLeftOut({ uri, local, name }: SaxesTagNS): boolean {
    const isDrawing = uri === this.#namespace || uri === namespaces.svg;
    if (isDrawing && drawingElements.has(local)) return false;
    // Inside `switch`, renderers without `foreignObject` use an alternative
    const isAlternative = local === "foreignObject" && this.#open.at(-1) === "switch";
    if (uri === namespaces.html || (isDrawing && actingElements.has(local.toLowerCase()) && !isAlternative))
      throw new Unsafe(`<${name}>`);
    this.#isChanged = true;
    return true;
  }

  #readAttribute(element: string, { uri, local, name, value }: SaxesAttributeNS): string {
    if (uri === namespaces.xmlns) {
      if (value !== this.#namespace && value !== namespaces.svg && value !== namespaces.xlink)
        this.#isChanged = true;
      return "";
    }
    if (/^on/i.test(local) && uri === "") throw new Unsafe(`${name}="${value}"`);
    if (!isDrawingAttribute(uri, local)) {
      this.#isChanged = true;
      return "";
    }
    const isHarmless =
      local === "href"
        ? isHarmlessReference(element, value)
        : // An animation can give a link a value that the link itself must not have
          local === "attributeName"
          ? isDrawingAttribute("", value) && value !== "href" && value !== "style"
          : isHarmlessStyle(value) || !isReadAsStyle(uri, local);
    if (!isHarmless) throw new Unsafe(`${name}="${value}"`);
    const prefix = uri === namespaces.xlink ? "xlink:" : uri === namespaces.xml ? "xml:" : "";
    return ` ${prefix}${local}="${escaped(value, /[&<>"\t\n\r]/g)}"`;
  }

  #readWords(words: string): void {
    if (this.#skipped > 0 || this.#open.length === 0) return;
    if (this.#open.at(-1) === "style") this.#style += words;
    this.#written += escaped(words, /[&<>\r]/g);
  }

  #end(): void {
    if (this.#skipped > 0) {
      this.#skipped -= 1;
      return;
    }
    const name = this.#open.pop() ?? "";
    if (name === "style") {
      if (!isHarmlessStyle(this.#style)) throw new Unsafe(`<style>${this.#style.trim()}`);
      this.#style = "";
    }
    this.#written += `</${name}>`;
  }
}

/** Whether a removed element could run something in a browser. */
function canAct({ local, attributes }: SaxesTagNS): boolean {
  const name = local.toLowerCase();
  if (actingElements.has(name) && name !== "foreignobject") return true;
  return Object.values(attributes).some(({ local: attribute, value }) => {
    // Browsers ignore spaces and control characters in URLs
    const address = value.replace(/[\s\p{Cc}]/gu, "");
    return (
      /^on|^(?:srcdoc|formaction|http-equiv)$/i.test(attribute) ||
      /^(?:javascript|vbscript|data):/i.test(address)
    );
  });
}

/** Whether an attribute may hold CSS; attributes for people and metadata may hold any text. */
function isReadAsStyle(namespace: string, name: string): boolean {
  return (
    namespace === "" && !/^(?:data|aria)-|^(?:id|class|title|systemLanguage|requiredExtensions)$/.test(name)
  );
}

function expandedLength(text: string, entities: ReadonlyMap<string, string>): number {
  if (entities.size === 0) return 0;
  let length = 0;
  for (const [, name = ""] of text.matchAll(/&([\w.-]+);/g)) length += entities.get(name)?.length ?? 0;
  return length;
}

function escaped(text: string, special: RegExp): string {
  return text.replace(special, (character) => `&#${character.charCodeAt(0)};`);
}
