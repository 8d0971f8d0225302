/** Services whose exports differ from those of Movable Type itself. */
export type Service = "hatena" | "sakura" | "seesaa" | "fc2" | "livedoor" | "goo" | "ameba" | "cocolog";

/** Texts that occur only in the exports of one service. Most are hosts of images. */
const marks: readonly (readonly [Service, string])[] = [
  ["hatena", "st-hatena.com"],
  ["hatena", "/keyword/"],
  ["hatena", "\nIMAGE: "],
  ["fc2", ".fc2.com"],
  ["fc2", "\nSECRET: "],
  ["livedoor", "livedoor.blogimg.jp"],
  ["livedoor", "image.blog.livedoor.jp"],
  ["seesaa", ".up.seesaa.net"],
  ["seesaa", ".seesaa.net/article/"],
  ["seesaa", ".seesaa.net/image/"],
  ["sakura", ".sakura.ne.jp/image"],
  ["sakura", ".sakura.ne.jp/archives"],
  ["sakura", ".sblo.jp/"],
  ["goo", "blogimg.goo.ne.jp"],
  ["goo", "blog.goo.ne.jp/"],
  ["ameba", ".ameba.jp/"],
  ["ameba", "ameblo.jp/"],
  ["cocolog", ".cocolog-nifty.com/"],
];

/** Guesses which service wrote an export, by the texts in `marks` that occur in the entries. */
export class ServiceGuess {
  readonly #counts = new Map<Service, number>();
  #entries = 0;

  add(entry: Buffer): void {
    this.#entries += 1;
    const found = new Set(marks.filter(([, mark]) => entry.includes(mark)).map(([service]) => service));
    for (const service of found) this.#counts.set(service, (this.#counts.get(service) ?? 0) + 1);
  }

  /**
   * The service whose `marks` occur in the most entries.
   * Null if no service's `marks` occur in at least a tenth of all entries.
   */
  get service(): Service | null {
    const [best] = [...this.#counts].sort((one, other) => other[1] - one[1]);
    return best && best[1] >= Math.max(1, this.#entries * 0.1) ? best[0] : null;
  }
}
