import { inflateSync } from "node:zlib";

/** Offsets in the header and the table directory of a WOFF file, in bytes. */
const woff = { flavor: 4, tableCount: 12, directory: 44, entry: 20 } as const;
/** Sizes of a TrueType file's header and of an entry in its table directory, in bytes. */
const sfnt = { header: 12, entry: 16 } as const;
const alignment = 4;

interface Table {
  readonly tag: string;
  readonly checksum: number;
  /** Returns the bytes of the table, decompressed. */
  data(): Buffer;
}

/**
 * A font: its characters and their widths.
 * @see https://www.w3.org/TR/WOFF/
 */
export class FontFile {
  readonly #flavor: number;
  readonly #tables: readonly Table[];
  readonly #glyphs: ReadonlyMap<number, number>;
  readonly #advances: Buffer;
  readonly #advanceCount: number;
  readonly #unitsPerEm: number;

  /** `bytes` is a file in the format WOFF. */
  constructor(bytes: Buffer) {
    this.#flavor = bytes.readUInt32BE(woff.flavor);
    this.#tables = tablesOf(bytes);
    const table = (tag: string): Buffer =>
      this.#tables.find((one) => one.tag === tag)?.data() ?? Buffer.alloc(0);
    this.#glyphs = glyphsOf(table("cmap"));
    this.#advances = table("hmtx");
    this.#advanceCount = table("hhea").readUInt16BE(34);
    this.#unitsPerEm = table("head").readUInt16BE(18);
  }

  /** Returns the font's bytes in the format TrueType. Decompresses the whole font at each call. */
  trueType(): Buffer {
    return trueTypeOf(this.#flavor, this.#tables);
  }

  has(codePoint: number): boolean {
    return this.#glyphs.has(codePoint);
  }

  /** Returns the width of a character in em; 0 if the font does not have the character. */
  widthOf(codePoint: number): number {
    const glyph = this.#glyphs.get(codePoint);
    if (glyph === undefined) return 0;
    // Limits the index, because all glyphs after the last entry have the width of the last entry.
    const at = Math.min(glyph, this.#advanceCount - 1) * 4;
    return this.#advances.readUInt16BE(at) / this.#unitsPerEm;
  }
}

function tablesOf(bytes: Buffer): Table[] {
  return Array.from({ length: bytes.readUInt16BE(woff.tableCount) }, (_, index) => {
    const at = woff.directory + woff.entry * index;
    const [offset, packedSize, size, checksum] = [4, 8, 12, 16].map((field) =>
      bytes.readUInt32BE(at + field),
    );
    const packed = bytes.subarray(offset, (offset ?? 0) + (packedSize ?? 0));
    return {
      tag: bytes.toString("latin1", at, at + 4),
      checksum: checksum ?? 0,
      data: () => (packedSize === size ? packed : inflateSync(packed)),
    };
  });
}

function trueTypeOf(flavor: number, tables: readonly Table[]): Buffer {
  const head = Buffer.alloc(sfnt.header + sfnt.entry * tables.length);
  head.writeUInt32BE(flavor, 0);
  head.writeUInt16BE(tables.length, 4);
  const parts: Buffer[] = [head];
  let offset = head.length;
  for (const [index, { tag, checksum, data: unpack }] of tables.entries()) {
    const data = unpack();
    const at = sfnt.header + sfnt.entry * index;
    head.write(tag, at, "latin1");
    head.writeUInt32BE(checksum, at + 4);
    head.writeUInt32BE(offset, at + 8);
    head.writeUInt32BE(data.length, at + 12);
    const padding = Buffer.alloc((alignment - (data.length % alignment)) % alignment);
    parts.push(data, padding);
    offset += data.length + padding.length;
  }
  return Buffer.concat(parts);
}

/**
 * Returns the number of the glyph for each character up to U+FFFF.
 * @see https://learn.microsoft.com/en-us/typography/opentype/spec/cmap
 */
function glyphsOf(cmap: Buffer): Map<number, number> {
  const glyphs = new Map<number, number>();
  const count = cmap.length === 0 ? 0 : cmap.readUInt16BE(2);
  const starts = Array.from({ length: count }, (_, index) => cmap.readUInt32BE(4 + 8 * index + 4));
  const table = starts.map((start) => cmap.subarray(start)).find((part) => part.readUInt16BE(0) === 4);
  if (!table) return glyphs;
  const segments = table.readUInt16BE(6) / 2;
  const field = (array: number, segment: number): number =>
    14 + 2 * (array * segments + segment) + (array > 0 ? 2 : 0);
  for (let segment = 0; segment < segments; segment++) {
    const last = table.readUInt16BE(field(0, segment));
    const first = table.readUInt16BE(field(1, segment));
    const delta = table.readUInt16BE(field(2, segment));
    const rangeAt = field(3, segment);
    const range = table.readUInt16BE(rangeAt);
    for (let character = first; character <= last && character < 0xffff; character++) {
      const listed = range === 0 ? character : table.readUInt16BE(rangeAt + range + 2 * (character - first));
      const glyph = listed === 0 ? 0 : (listed + delta) & 0xffff;
      if (glyph !== 0) glyphs.set(character, glyph);
    }
  }
  return glyphs;
}
