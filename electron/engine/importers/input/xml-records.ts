import { type SaxesAttributeNS, SaxesParser, type SaxesTagNS } from "saxes";
import { AppError } from "#contract/errors.ts";
import { BareAmpersands } from "./bare-ampersands.ts";
import type { ImportFile } from "./import-file.ts";
import { RecordBuilder, type XmlElement } from "./record-builder.ts";

/** Line and reason of the first error in an XML file. */
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
  /** Whether to return the last record of a truncated file, although its end is missing. Default: false. */
  readonly keepsCut?: boolean;
}

/** Characters that XML forbids but some services write. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the control characters have to be removed
const controls = /[\x00-\x08\x0B\x0C\x0E-\x1F\uFFFE\uFFFF]/g;

/**
 * Reads the records of an XML file one at a time, so that a file can be larger than the memory.
 * Never expands entities of the file. Rejects with `file.*`, or with `import.doctype` for a DOCTYPE.
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

/** Returns the encoding that the XML declaration names. Returns UTF-8 if the name is missing or unknown. */
function encodingIn(piece: Uint8Array): string {
  const start = Buffer.from(piece.subarray(0, 200)).toString("latin1");
  const named = /^[^<]*<\?xml[^>]*\sencoding=["']([\w-]+)["']/.exec(start)?.[1] ?? "utf-8";
  // Returns UTF-8 for UTF-16, because reading the file has already converted UTF-16 to UTF-8.
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
  readonly #builder: RecordBuilder;
  readonly #ampersands = new BareAmpersands();
  /** Maps prefixes to namespaces, because the parser forgets its namespaces after a wrong end tag. */
  readonly #namespaces = new Map<string, string>();
  /** Name of the element that the parser closed last. Null if that element had no matching end tag. */
  #closed: string | null = null;
  /** The last wrong end tag. It is removed from the next text, because the parser repeats it there. */
  #wrongEnd = "";
  #isDamaged = false;

  constructor(name: string, reading: XmlReading) {
    this.#reading = reading;
    this.#builder = new RecordBuilder(reading.records, (reason) => this.#damaged(reason));
    const parser = this.#parser;
    parser.on("doctype", () => {
      throw new AppError("import.doctype", { name, line: parser.line });
    });
    parser.on("error", ({ message }) => this.#failed(message.replace(/^[\d:]+ ?/, "")));
    parser.on("opentag", (tag) => this.#opened(tag));
    parser.on("closetag", ({ name: closed }) => {
      this.#endClosed();
      this.#closed = closed;
    });
    parser.on("text", (text) => {
      this.#endClosed();
      this.#builder.text(text.startsWith(this.#wrongEnd) ? text.slice(this.#wrongEnd.length) : text);
      this.#wrongEnd = "";
    });
    parser.on("cdata", (text) => {
      this.#endClosed();
      this.#builder.text(text);
    });
  }

  write(text: string, isLast = false): XmlElement[] {
    this.#parser.write(this.#ampersands.write(text.replace(controls, ""), isLast));
    this.#endClosed();
    return this.#builder.take();
  }

  /**
   * Call this at the end of the file. Returns the remaining records, a truncated record only with `keepsCut`.
   */
  close(): XmlElement[] {
    // Makes the parser emit the text that it still buffers.
    this.#parser.close();
    const cut = this.#builder.finish();
    return [...this.#builder.take(), ...(cut && this.#reading.keepsCut ? [cut] : [])];
  }

  /**
   * Records an error of the parser as damage.
   * At an end tag without a start tag, the parser closes every open element, one after another.
   * The builder decides instead which elements such a tag ends.
   */
  #failed(reason: string): void {
    const wrong = /^unmatched closing tag: (.*)\.$/.exec(reason)?.[1];
    if (reason === "unexpected close tag." || wrong !== undefined) this.#closed = null;
    if (wrong !== undefined) {
      this.#builder.end(wrong);
      this.#wrongEnd = `</${wrong}>`;
    }
    this.#damaged(reason);
  }

  /** Ends the element that the parser closed last. */
  #endClosed(): void {
    const closed = this.#closed;
    this.#closed = null;
    if (closed !== null) this.#builder.end(closed);
  }

  #damaged(reason: string): void {
    if (this.#isDamaged) return;
    this.#isDamaged = true;
    this.#reading.onDamage?.({ line: this.#parser.line, reason });
  }

  #opened({ name: written, local, prefix, uri, attributes }: SaxesTagNS): void {
    this.#endClosed();
    // Skips unknown prefixes, for which the parser reports the prefix itself as the namespace.
    if (uri !== "" && uri !== prefix) this.#namespaces.set(prefix, uri);
    const isKnown = prefix === "" || uri !== prefix;
    const name = this.#reading.nameOf(local, isKnown ? uri : (this.#namespaces.get(prefix) ?? ""));
    this.#builder.begin({ written, name, attributes: valuesOf(attributes) });
  }
}

function valuesOf(attributes: Readonly<Record<string, SaxesAttributeNS>>): Record<string, string> {
  return Object.fromEntries(Object.values(attributes).map(({ local, value }) => [local, value]));
}

/** Returns the text of the first child with this name. Returns "" if there is none. */
export function textIn(element: XmlElement, name: string): string {
  return element.children.find((child) => child.name === name)?.text ?? "";
}

/** Returns all child elements with this name. */
export function childrenIn(element: XmlElement, name: string): XmlElement[] {
  return element.children.filter((child) => child.name === name);
}
