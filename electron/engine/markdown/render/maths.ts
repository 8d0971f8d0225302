import { messageOf } from "#contract/errors.ts";
import { readTags } from "../html/html-tags.ts";
import { loadTemml } from "./lazy-packages.ts";
import { TextCache } from "#engine/base/text-cache.ts";

/** Maximum length of a formula, in UTF-16 units. */
const lengthLimit = 5_000;
/** Maximum number of macro expansions in one formula, including macros that the formula defines (`\def`). */
const expansionLimit = 300;
/** Maximum width and height of a space or a rule, in em. */
const sizeLimit: [number, number] = [40, 40];

/** The permitted elements: MathML Core, older elements that Temml writes, and `span` for equation numbers. */
const allowed = new Set(
  (
    "math semantics annotation menclose merror mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts mroot " +
    "mrow ms mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover none span"
  ).split(" "),
);
/** Matches forbidden attributes: links, code, and ids that could occur twice on a page. */
const refused = /\s(?:id|href|src|on[a-z]+)\s*=/i;

/** A formula as MathML that also contains the source. `reason` is Temml's error message in English. */
export type WrittenFormula = { readonly html: string } | { readonly html: null; readonly reason: string };

const cache = new TextCache<WrittenFormula>(2_000_000);

/**
 * Converts a TeX formula to MathML. `display` says whether it is a display formula.
 * Macros that a formula defines apply only to this formula.
 */
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

/** Returns the message of an error. Leaves out the end, where Temml quotes and underlines the formula. */
function reasonOf(error: unknown): string {
  return messageOf(error)
    .replace(/ at (?:position \d+|end of input):[\s\S]*$/, "")
    .trim();
}
