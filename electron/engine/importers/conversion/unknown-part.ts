import { escapeMarkup } from "#engine/base/markup.ts";
import type { Fields } from "../input/json-fields.ts";

/** Matches the names of fields that contain no text for readers, such as ids, sizes and colours. */
const lookFields =
  /^(?:id|type|version|visibility|layout|alignment|size|style|format|direction|indent|\w*[wW]idth|\w*[hH]eight|\w*Colou?r)$/;
const picture = /\.(?:png|jpe?g|gif|webp|avif|svg)(?:[?#]|$)/i;

/**
 * Returns the words, pictures and links in `part` as HTML, in the order of the fields.
 * `part` is JSON of another program's editor, such as a card of a kind that the importer does not know.
 */
export function wordsOfPart(part: Fields): string {
  const html: string[] = [];
  const open: (readonly [string, unknown])[] = Object.entries(part).reverse();
  for (let field = open.pop(); field; field = open.pop()) {
    const [key, value] = field;
    if (lookFields.test(key)) continue;
    if (typeof value === "string" && value.trim() !== "") html.push(valueHtml(value.trim()));
    else if (typeof value === "object" && value !== null) open.push(...Object.entries(value).reverse());
  }
  return html.join("");
}

function valueHtml(value: string): string {
  const isAddress = /^(?:https?:\/\/|__GHOST_URL__)\S+$/.test(value);
  const address = escapeMarkup(value);
  if (isAddress && picture.test(value)) return `<p><img src="${address}" alt=""></p>`;
  if (isAddress) return `<p><a href="${address}">${address}</a></p>`;
  return /<[a-z]/i.test(value) ? value : `<p>${address}</p>`;
}
