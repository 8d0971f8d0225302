import { type SaxesAttributeNS, SaxesParser, type SaxesTagNS } from "saxes";
import { AppError } from "#contract/errors.ts";
import { BareAmpersands } from "./bare-ampersands.ts";
import type { ImportFile } from "./import-file.ts";

/** An element of a record, without processing instructions and comments. */
export interface XmlElement {
  readonly name: string;
  /** Values of the attributes, by attribute name without prefix. */
  readonly attributes: Readonly<Record<string, string>>;
  /** The text directly in the element, without the text of child elements. CDATA sections are included. */
  readonly text: string;
  readonly children: readonly XmlElement[];
}

/** The first place at which a file is not well-formed XML. */
export interface XmlDamage {
  readonly line: number;
  readonly reason: string;
}

export interface XmlReading {
  /**
   * Returns the name of an element. `uri` identifies the namespace, such as `http://www.w3.org/2005/Atom`.
   */
  nameOf(local: string, uri: string): string;
  /** Names of the elements that are records. An element inside a record is a part of the record. */
  readonly records: ReadonlySet<string>;
  /**
   * Called once, if the file is damaged.
   * Records before the damage are read. If possible, records after the damage are read, too.
   */
  readonly onDamage?: (damage: XmlDamage) => void;
}

/** Maximum number of characters of one record. No post is longer; the rest of a longer record is dropped. */
const longestRecord = 32 * 2 ** 20;

/** Maximum depth of elements in a record. Deeper elements are dropped, and their text is kept. */
const deepest = 16;

/** Characters that XML does not allow, but that services write. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the control characters have to be removed
const controls = /[\x00-\x08\x0B\x0C\x0E-\x1F\uFFFE\uFFFF]/g;

interface OpenElement {
  readonly name: string;
  readonly attributes: Record<string, string>;
  readonly texts: string[];
  readonly children: XmlElement[];
}

/**
 * Reads the records of an XML file one at a time, so that a file can be larger than the memory.
 * Entities are never expanded from the file. Rejects with `import.doctype` for a DOCTYPE, or `file.*`.
 */
export async function* xmlRecords(file: ImportFile, reading: XmlReading): AsyncGenerator<XmlElement> {
  const reader = new RecordReader(file.name, reading);
  let decoder: TextDecoder | undefined;
  for await (const piece of file.read()) {
    decoder ??= new TextDecoder(encodingIn(piece));
    yield* reader.write(decoder.decode(piece, { stream: true }));
  }
  yield* reader.write(decoder?.decode() ?? "", true);
  yield* reader.close();
}

/** Returns the encoding that the XML declaration names; UTF-8 if none is named or it is unknown. */
function encodingIn(piece: Uint8Array): string {
  const start = Buffer.from(piece.subarray(0, 200)).toString("latin1");
  const named = /^[^<]*<\?xml[^>]*\sencoding=["']([\w-]+)["']/.exec(start)?.[1] ?? "utf-8";
  // UTF-16 was converted to UTF-8 when the file was read.
  if (/^utf-?16/i.test(named)) return "utf-8";
  try {
    return new TextDecoder(named).encoding;
  } catch {
    return "utf-8";
  }
}

class RecordReader {
  readonly #parser = new SaxesParser({ xmlns: true, position: true });
  readonly #reading: XmlReading;
  readonly #open: OpenElement[] = [];
  readonly #ampersands = new BareAmpersands();
  /** Maps prefixes to namespaces, because the parser forgets its namespaces after a wrong end tag. */
  readonly #namespaces = new Map<string, string>();
  #records: XmlElement[] = [];
  #length = 0;
  /** Number of open elements that are deeper than `deepest`. */
  #tooDeep = 0;
  #isDamaged = false;

  constructor(name: string, reading: XmlReading) {
    this.#reading = reading;
    const parser = this.#parser;
    parser.on("doctype", () => {
      throw new AppError("import.doctype", { name, line: parser.line });
    });
    parser.on("error", ({ message }) => this.#damaged(message.replace(/^[\d:]+ ?/, "")));
    parser.on("opentag", (tag) => this.#opened(tag));
    parser.on("closetag", () => this.#closed());
    parser.on("text", (text) => this.#text(text));
    parser.on("cdata", (text) => this.#text(text));
  }

  write(text: string, isLast = false): XmlElement[] {
    this.#parser.write(this.#ampersands.write(text.replace(controls, ""), isLast));
    const records = this.#records;
    this.#records = [];
    return records;
  }

  /** Ends the file. A record that a truncated file does not close is dropped. */
  close(): XmlElement[] {
    if (this.#open.length > 0) this.#damaged("the file ends too early");
    else this.#parser.close();
    return this.#records;
  }

  #damaged(reason: string): void {
    if (this.#isDamaged) return;
    this.#isDamaged = true;
    this.#reading.onDamage?.({ line: this.#parser.line, reason });
  }

  #opened({ local, prefix, uri, attributes }: SaxesTagNS): void {
    // For an unknown prefix, the parser reports the prefix itself as the namespace.
    if (uri !== "" && uri !== prefix) this.#namespaces.set(prefix, uri);
    const isKnown = prefix === "" || uri !== prefix;
    const name = this.#reading.nameOf(local, isKnown ? uri : (this.#namespaces.get(prefix) ?? ""));
    if (this.#open.length === 0 && !this.#reading.records.has(name)) return;
    if (this.#open.length >= deepest) this.#tooDeep += 1;
    else this.#open.push({ name, attributes: valuesOf(attributes), texts: [], children: [] });
  }

  #text(text: string): void {
    const element = this.#open.at(-1);
    if (!element) return;
    this.#length += text.length;
    if (this.#length <= longestRecord) element.texts.push(text);
    else this.#damaged("an entry is too long");
  }

  #closed(): void {
    if (this.#tooDeep > 0) {
      this.#tooDeep -= 1;
      return;
    }
    const open = this.#open.pop();
    if (!open) return;
    const { name, attributes, texts, children } = open;
    const element = { name, attributes, text: texts.join(""), children };
    const parent = this.#open.at(-1);
    if (parent) parent.children.push(element);
    else {
      this.#length = 0;
      this.#records.push(element);
    }
  }
}

function valuesOf(attributes: Readonly<Record<string, SaxesAttributeNS>>): Record<string, string> {
  return Object.fromEntries(Object.values(attributes).map(({ local, value }) => [local, value]));
}

/** Returns the text of the first child with this name. Returns "" if there is none. */
export function textIn(element: XmlElement, name: string): string {
  return element.children.find((child) => child.name === name)?.text ?? "";
}

/** Returns all children with this name. */
export function childrenIn(element: XmlElement, name: string): XmlElement[] {
  return element.children.filter((child) => child.name === name);
}
