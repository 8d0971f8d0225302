import { percentEncoded } from "#contract/text/percent-encoding.ts";
import { codePattern, outsideCode } from "../conversion/markdown-text.ts";

/** Returns the address of a note by its name or path, or undefined if there is no such note. */
export type NoteLinks = (target: string) => string | undefined;

/** File name endings of pictures that a note can embed. */
const shown = /\.(?:jpe?g|png|gif|webp|avif|svg|bmp)$/i;
const played = /\.(?:mp4|webm|ogv|mp3|m4a|ogg|wav|flac)$/i;

/** The text of a note as Markdown. */
export interface NoteText {
  readonly text: string;
  readonly hadComments: boolean;
  /**
   * Whether a comment is never closed. Obsidian hides the rest of the note, but `text` contains it.
   */
  readonly hasOpenComment: boolean;
}

/**
 * Converts the syntax of Obsidian that Markdown lacks: `[[links]]`, `![[pictures]]` and `==marks==`.
 * Removes comments in `%%`, names of blocks such as `^name`, and sizes of pictures.
 * Code stays as it is.
 */
export function withoutVaultSyntax(text: string, links: NoteLinks): NoteText {
  // Matches code or a comment, whichever begins first. A comment can contain code.
  const codeOrComment = new RegExp(`${codePattern}|%%[\\s\\S]*?%%`, "gm");
  let [hadComments, hasOpenComment] = [false, false];
  const visible = text.replace(codeOrComment, (part) => {
    if (!part.startsWith("%%")) return part;
    hadComments = true;
    return "";
  });
  const markdown = outsideCode(visible, (part) => {
    if (part.includes("%%")) hasOpenComment = true;
    return converted(part, links);
  });
  return { text: markdown, hadComments, hasOpenComment };
}

function converted(text: string, links: NoteLinks): string {
  const plain = text
    .replace(/==(?=\S)((?:(?!==)[^\n])+)(?<=\S)==/g, "<mark>$1</mark>")
    .replace(/(?:^|[ \t]+)\^[A-Za-z0-9-]+[ \t]*$/gm, "")
    .replace(/(!\[[^\]\n]*?)\\?\|\d+(?:x\d+)?(?=\]\()/g, "$1");
  return plain.replace(
    /(!?)\[\[([^\][|#\n]*)(?:#([^\][|\n]*))?(?:\\?\|((?:(?!\[\[)[^\]\n])*))?\]\]/g,
    (_, mark: string, target: string, place: string | undefined, label: string | undefined) => {
      // A link to a block (`^name`) leads to the whole post, because posts have no names of blocks.
      const heading = place?.startsWith("^") ? undefined : place;
      const name = target.trim();
      const path = name.replace(/[\s()<>[\]%]/g, percentEncoded);
      // In Obsidian, the label of a picture can be its width, which is no description of the picture.
      if (mark === "!" && shown.test(name))
        return `![${/^\d+(?:x\d+)?$/.test(label ?? "") ? "" : (label ?? "")}](${path})`;
      if (mark === "!" && played.test(name)) return `![](${path})`;
      const text = label ?? (name === "" ? (heading ?? "") : heading ? `${name} > ${heading}` : name);
      const address = name === "" ? "" : links(name);
      if (address === undefined) return text;
      const anchor = heading ? `#${anchorOf(heading)}` : "";
      return `[${text}](${encodeURI(address).replace(/[()]/g, percentEncoded)}${anchor})`;
    },
  );
}

/** Returns the id that this program gives to a heading. */
function anchorOf(heading: string): string {
  return encodeURIComponent(heading.split("#").at(-1)?.trim().toLowerCase().replace(/\s+/g, "-") ?? "");
}
