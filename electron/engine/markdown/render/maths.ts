import { readTags } from "../html/html-tags.ts";
import { loadTemml } from "./lazy-packages.ts";
import { TextCache } from "#engine/base/text-cache.ts";

/** Longest formula, in UTF-16 units. */
const lengthLimit = 5_000;
/** Macros that one formula may expand, its own (`\def`) and those that come with TeX. */
const expansionLimit = 300;
/** Widest and highest space or rule, in em. */
const sizeLimit: [number, number] = [40, 40];

/** MathML Core, the older elements that Temml still writes, and the element that holds a number. */
const allowed = new Set(
  (
    "math semantics annotation menclose merror mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts mroot " +
    "mrow ms mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover none span"
  ).split(" "),
);
/** Attributes that lead elsewhere, run something, or could clash with those of another formula. */
const refused = /\s(?:id|href|src|on[a-z]+)\s*=/i;

/** A formula as MathML, with its source as annotation; or why it cannot be read, in English, as the TeX reader says it. */
export type WrittenFormula = { readonly html: string } | { readonly html: null; readonly reason: string };

const cache = new TextCache<WrittenFormula>(2_000_000);

/** Turns TeX into MathML; `display` sets it as a block. Each formula stands for itself: macros do not outlive it. */
export function writeFormula(tex: string, display: boolean): WrittenFormula {
  const key = `${display ? "block" : "inline"}\n${tex}`;
  return cache.get(
    key,
    () => write(tex, display),
    ({ html }) => html?.length ?? 0,
  );
}

function write(tex: string, display: boolean): WrittenFormula {
  if (tex.length > lengthLimit) return { html: null, reason: `longer than ${lengthLimit} characters` };
  try {
    const html = loadTemml().renderToString(tex, {
      displayMode: display,
      annotate: true,
      throwOnError: true,
      trust: false,
      maxExpand: expansionLimit,
      maxSize: sizeLimit,
    });
    const outlaw = readTags(html).find(
      ({ name, start, end }) => !allowed.has(name) || refused.test(html.slice(start, end)),
    );
    return outlaw ? { html: null, reason: "links and labels are not supported" } : { html };
  } catch (error) {
    return { html: null, reason: reasonOf(error) };
  }
}

/** The message without the part of the formula that the reader quotes, underlined by combining characters. */
function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/ at (?:position \d+|end of input):[\s\S]*$/, "").trim();
}
