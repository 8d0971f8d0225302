import { type SaxesAttributeNS, SaxesParser, type SaxesTagNS } from "saxes";
import { decodeUtf8Strict } from "#engine/base/text-encoding.ts";
import { plainEntities } from "./svg-document-type.ts";
import { actingElements, drawingElements, isDrawingAttribute, namespaces } from "./svg-names.ts";
import { isHarmlessReference, isHarmlessStyle } from "./svg-values.ts";

/** What became of an SVG. */
export type SvgVerdict =
  /** `actsUncleaned`: something of what was left out could run, so that only `bytes` are harmless, not the file itself. */
  | { readonly kind: "clean"; readonly bytes: Uint8Array; readonly actsUncleaned: boolean }
  /** It could run something: what stands in it, for the message. */
  | { readonly kind: "unsafe"; readonly found: string }
  | { readonly kind: "damaged" };

/**
 * An SVG with nothing in it but a drawing. One that is so already stays as it is, byte for byte; what drawing programs note
 * for themselves is left out of others; one that could run something, also when it is opened by itself, is refused.
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

/** Deeper than any drawing, and than browsers read: each level costs a look at those around it. */
const mostDepth = 500;
/** Characters that names of a DOCTYPE may stand for in all, so that a short file cannot fill the memory. */
const mostExpanded = 1_000_000;

class Unsafe extends Error {
  readonly found: string;

  constructor(found: string) {
    super(found);
    this.found = found.length > 60 ? `${found.slice(0, 60)}…` : found;
  }
}

/** Reads a file once, and writes what of it is a drawing. */
class SvgReader {
  readonly #parser = new SaxesParser({ xmlns: true, position: false });
  #text = "";
  /** The drawing as it is written anew. */
  #written = "";
  /** Whether something was left out, or could be read in another way than it was here. */
  #isChanged = false;
  /** Elements around, innermost last. */
  readonly #open: string[] = [];
  /** How deep in something that is left out. */
  #skipped = 0;
  /** A drawing without any namespace is shown by no browser; this one is meant. */
  #namespace: string = namespaces.svg;
  #style = "";
  /** Whether something that was left out could run. */
  actsUncleaned = false;

  /** The drawing, or null when the text is it. */
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
      // A style sheet may be a program that makes another document of this one
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

  /** Throws for what is not left out silently. */
  #isLeftOut({ uri, local, name }: SaxesTagNS): boolean {
    const isDrawing = uri === this.#namespace || uri === namespaces.svg;
    if (isDrawing && drawingElements.has(local)) return false;
    // A switch has something else for those who do not read it
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
        : // An animation can set a link to what the link itself may not be
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

/** Whether an element that is left out, of whatever kind, could run something in a browser. */
function canAct({ local, attributes }: SaxesTagNS): boolean {
  const name = local.toLowerCase();
  if (actingElements.has(name) && name !== "foreignobject") return true;
  return Object.values(attributes).some(({ local: attribute, value }) => {
    // Browsers skip spaces and control characters in an address
    const address = value.replace(/[\s\p{Cc}]/gu, "");
    return (
      /^on|^(?:srcdoc|formaction|http-equiv)$/i.test(attribute) ||
      /^(?:javascript|vbscript|data):/i.test(address)
    );
  });
}

/** Words for readers and notes may say anything. */
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
