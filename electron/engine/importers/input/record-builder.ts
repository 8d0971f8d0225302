import { escapeAttribute } from "#engine/base/markup.ts";

/** An element of a record, without processing instructions and comments. */
export interface XmlElement {
  readonly name: string;
  /** Maps the name of each attribute, without its prefix, to the attribute's value. */
  readonly attributes: Readonly<Record<string, string>>;
  /**
   * The text directly in the element, without the text of child elements. CDATA sections are included.
   * Unescaped HTML stays in the text, including its tags.
   */
  readonly text: string;
  readonly children: readonly XmlElement[];
  /** Whether the file ends within this record. */
  readonly isCut?: boolean;
}

/** The start tag of an element. */
export interface StartTag {
  /** Name of the element in the file, with its prefix. */
  readonly written: string;
  /** Name that the importer uses for the element, independent of the prefix in the file. */
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** Maximum number of characters of a record, more than any post has. The rest of a longer one is dropped. */
const longestRecord = 32 * 2 ** 20;

/** Maximum depth of elements in a record. Deeper elements are dropped, and their text is kept. */
const deepest = 16;

/** Maximum depth of all open elements, including HTML in texts and elements outside of records. */
const deepestTag = 1000;

/** HTML elements that belong to a text, because no export format has fields with these names. */
const htmlElement =
  /^(?:a|abbr|b|big|blockquote|br|center|cite|code|dd|del|div|dl|dt|em|fig(?:caption|ure)|font|h[1-6]|hr|i|iframe|img|ins|kbd|li|mark|ol|p|pre|q|rb|rp|rt|ruby|s|small|span|strike|strong|sub|sup|table|tbody|td|tfoot|th|thead|tr|tt|u|ul)$/i;
const withoutEnd = /^(?:br|hr|img)$/i;

interface OpenElement extends StartTag {
  readonly texts: string[];
  readonly children: XmlElement[];
  /**
   * - `outside`: the element is not in a record.
   * - `part`: the element is a record, or a field of a record.
   * - `html`: the element is markup inside the text of a field.
   */
  readonly place: "outside" | "part" | "html";
}

/**
 * Builds records from the tags of a file.
 * Keeps all text and all later fields, even if an end tag of a damaged file is wrong or missing.
 */
export class RecordBuilder {
  readonly #names: ReadonlySet<string>;
  readonly #onDamage: (reason: string) => void;
  readonly #open: OpenElement[] = [];
  /** The open record, and the open fields in it. */
  readonly #parts: OpenElement[] = [];
  /** Number of open elements that are dropped because they are nested too deeply. */
  #tooDeep = 0;
  #records: XmlElement[] = [];
  #length = 0;

  /** `names` are the names of the elements that are records. */
  constructor(names: ReadonlySet<string>, onDamage: (reason: string) => void) {
    this.#names = names;
    this.#onDamage = onDamage;
  }

  /** Returns the records that ended since the last call. */
  take(): XmlElement[] {
    const records = this.#records;
    this.#records = [];
    return records;
  }

  begin(tag: StartTag): void {
    if (this.#tooDeep > 0 || this.#open.length >= deepestTag) {
      this.#tooDeep += 1;
      return;
    }
    if (this.#parts.length > 1 && htmlElement.test(tag.written)) {
      this.#addText(tagText(tag));
      if (!withoutEnd.test(tag.written)) this.#push(tag, "html");
      return;
    }
    const record = this.#parts[0];
    if (record?.written === tag.written) {
      // Ends the open record, because a second record inside it means that an end tag is missing.
      this.#onDamage("an end tag is missing");
      this.#endDownTo(this.#open.indexOf(record));
    } else this.#endFieldWithText();
    if (this.#parts.length >= deepest) this.#tooDeep += 1;
    else this.#push(tag, this.#parts.length > 0 || this.#names.has(tag.name) ? "part" : "outside");
  }

  /** Adds text to the innermost open field of the record. */
  text(text: string): void {
    this.#addText(this.#open.at(-1)?.place === "html" ? escapeAttribute(text) : text);
  }

  /** Ends the element with this name. If no such element is open, the end tag is wrong. */
  end(written: string): void {
    if (this.#tooDeep > 0) {
      this.#tooDeep -= 1;
      return;
    }
    const at = this.#open.findLastIndex((element) => element.written === written);
    if (at >= 0) this.#endDownTo(at);
    // A wrong end tag ends the open field, unless it is the end tag of an HTML element.
    else if (this.#isInField() && !htmlElement.test(written)) this.#endDownTo(this.#open.length - 1);
  }

  /** Call this at the end of the file. Returns the last record if its end is missing, otherwise null. */
  finish(): XmlElement | null {
    const record = this.#parts[0];
    if (!record) return null;
    this.#endDownTo(this.#open.indexOf(record));
    const cut = this.#records.pop();
    return cut ? { ...cut, isCut: true } : null;
  }

  #push(tag: StartTag, place: OpenElement["place"]): void {
    const element = { ...tag, texts: [], children: [], place };
    this.#open.push(element);
    if (place === "part") this.#parts.push(element);
  }

  #addText(text: string): void {
    const field = this.#parts.at(-1);
    if (!field) return;
    this.#length += text.length;
    if (this.#length <= longestRecord) field.texts.push(text);
    else this.#onDamage("an entry is too long");
  }

  /** Whether the innermost open element is a field of a record. */
  #isInField(): boolean {
    return this.#parts.length > 1 && this.#open.at(-1) === this.#parts.at(-1);
  }

  /** Ends the open field at a start tag if the field has text, because such a field has no children. */
  #endFieldWithText(): void {
    if (!this.#isInField() || !this.#parts.at(-1)?.texts.some((text) => /\S/.test(text))) return;
    this.#onDamage("an end tag is missing");
    this.#endDownTo(this.#open.length - 1);
  }

  #endDownTo(at: number): void {
    while (this.#open.length > at) this.#endTop();
  }

  #endTop(): void {
    const top = this.#open.pop();
    if (top?.place === "html") this.#addText(`</${top.written}>`);
    if (top?.place !== "part") return;
    this.#parts.pop();
    const { name, attributes, texts, children } = top;
    const element = { name, attributes, text: texts.join(""), children };
    const parent = this.#parts.at(-1);
    if (parent) parent.children.push(element);
    else {
      this.#length = 0;
      this.#records.push(element);
    }
  }
}

function tagText({ written, attributes }: StartTag): string {
  const list = Object.entries(attributes).map(([name, value]) => ` ${name}="${escapeAttribute(value)}"`);
  return `<${written}${list.join("")}>`;
}
