import { readTags } from "../html/html-tags.ts";
import { loadTemml } from "./lazy-packages.ts";
import { TextCache } from "#engine/base/text-cache.ts";

/** Maximum length of a formula, in UTF-16 units. */
const lengthLimit = 5_000;
/**
 * Maximum number of macro expansions in one formula. It applies to macros that the formula defines (`\def`)
 * and to TeX's own macros.
 */
const expansionLimit = 300;
/** Maximum width and height of a space or a rule, in em. */
const sizeLimit: [number, number] = [40, 40];

/**
 * The elements that the result may contain: the elements of MathML Core, older ones that Temml still writes,
 * and the element around the number of an equation.
 */
const allowed = new Set(
  (
    "math semantics annotation menclose merror mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts mroot " +
    "mrow ms mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover none span"
  ).split(" "),
);
/**
 * Matches attributes that the result must not contain: they link to other pages, run code, or could have the
 * same id as in another formula.
 */
const refused = /\s(?:id|href|src|on[a-z]+)\s*=/i;

/**
 * A formula as MathML, which contains the source of the formula as an annotation. If the source cannot be
 * parsed, `html` is null, and the reason is given in English as Temml reports it.
 */
export type WrittenFormula = { readonly html: string } | { readonly html: null; readonly reason: string };

const cache = new TextCache<WrittenFormula>(2_000_000);

/**
 * Converts a formula in TeX to MathML. `display` makes it a display formula instead of an inline one. Macros
 * that a formula defines apply only to that formula.
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

/**
 * Returns the message of an error without the quoted piece of the formula, which Temml underlines with
 * combining characters.
 */
function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/ at (?:position \d+|end of input):[\s\S]*$/, "").trim();
}
