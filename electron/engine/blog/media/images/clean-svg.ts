import { type SaxesAttributeNS, SaxesParser, type SaxesTagNS } from "saxes";
import { decodeUtf8Strict } from "#engine/base/text/text-encoding.ts";
import { plainEntities } from "./svg-document-type.ts";
import { actingElements, drawingElements, isDrawingAttribute, namespaces } from "./svg-names.ts";
import { isHarmlessReference, isHarmlessStyle } from "./svg-values.ts";

/** The result of `cleanSvg`. */
export type SvgVerdict =
  /** The SVG without metadata. `actsUncleaned` is true if a removed part of the original could run code. */
  | { readonly kind: "clean"; readonly bytes: Uint8Array; readonly actsUncleaned: boolean }
  /** The SVG could run code, or contains something other than a drawing. `found` names this content. */
  | { readonly kind: "unsafe"; readonly found: string }
  | { readonly kind: "damaged" };

/**
 * Removes from an SVG its metadata and everything else that is not part of the drawing.
 * Refuses an SVG with code, even if the code runs only when a browser opens the file itself.
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

/** Maximum nesting depth of elements, because parsing time grows with the depth. Browsers allow less. */
const maxDepth = 500;
/** Maximum length of all expanded entities of a DOCTYPE, so that a short file cannot fill the memory. */
const maxExpanded = 1_000_000;

class Unsafe extends Error {
  readonly found: string;

  constructor(found: string) {
    super(found);
    this.found = found.length > 60 ? `${found.slice(0, 60)}…` : found;
  }
}

/** Parses an SVG and writes only the parts that belong to the drawing. */
class SvgReader {
  readonly #parser = new SaxesParser({ xmlns: true, position: false });
  #text = "";
  /** The cleaned drawing up to the current element. */
  #written = "";
  /**
   * Whether the cleaned drawing has to replace the original.
   * The original needs a replacement if something was removed, or if another parser could misread it.
   */
  #isChanged = false;
  /** Names of the open elements, innermost last. */
  readonly #open: string[] = [];
  /** Number of open elements within the part that is being removed. 0 if no part is being removed. */
  #skipped = 0;
  /** Namespace of the root element in the original. The cleaned drawing always has SVG's namespace. */
  #namespace: string = namespaces.svg;
  #style = "";
  /** Whether the removed parts could run code. */
  actsUncleaned = false;

  /** Returns the cleaned drawing, or null if the original needs no change. */
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
      // Refuses an XSLT style sheet, which could turn the drawing into another document.
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
    if (expandedLength(this.#text, entities) > maxExpanded) throw new Error("too long");
    for (const [name, value] of entities) this.#parser.ENTITIES[name] = value;
    this.#isChanged = true;
  }

  #begin(tag: SaxesTagNS): void {
    const depth = this.#open.length + this.#skipped;
    if (depth === 0) this.#readRoot(tag);
    if (depth >= maxDepth) throw new Error("too deep");
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

  /** Whether to remove an element. Throws `Unsafe` if the element makes the SVG unacceptable. */
  #isLeftOut({ uri, local, name }: SaxesTagNS): boolean {
    const isDrawing = uri === this.#namespace || uri === namespaces.svg;
    if (isDrawing && drawingElements.has(local)) return false;
    // Does not refuse a `foreignObject` in a `switch`, but removes it: the `switch` contains an alternative.
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
        : // An animation could set `href` or `style` to a value that is not allowed there.
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

/** Whether a removed element could run code in a browser. */
function canAct({ local, attributes }: SaxesTagNS): boolean {
  const name = local.toLowerCase();
  if (actingElements.has(name) && name !== "foreignobject") return true;
  return Object.values(attributes).some(({ local: attribute, value }) => {
    // Removes spaces and control characters, because browsers ignore them in URLs.
    const address = value.replace(/[\s\p{Cc}]/gu, "");
    return (
      /^on|^(?:srcdoc|formaction|http-equiv)$/i.test(attribute) ||
      /^(?:javascript|vbscript|data):/i.test(address)
    );
  });
}

/** Whether browsers can parse the value of an attribute as CSS. Names and texts such as `id` are not CSS. */
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
