import { assignHeadingIds, type IdSource } from "../render/heading-ids.ts";
import type { Renewal } from "./renew.ts";
import type { SourceBlock } from "../types/source-block.ts";

/** Whether the new blocks define the same links as the replaced blocks. If not, all blocks must be parsed. */
export function sameDefinitions({ definitions: { replaced, parsed } }: Renewal): boolean {
  return (
    replaced.length === parsed.length &&
    replaced.every(({ label, href, title }, index) => {
      const other = parsed[index];
      return other?.label === label && other.href === href && other.title === title;
    })
  );
}

function haveImages(blocks: readonly Pick<SourceBlock, "images">[]): boolean {
  return blocks.some(({ images }) => images.length > 0);
}

/**
 * Whether the first image of the text moves from the edited blocks to a later block, or the other way round.
 * The first image of a text loads immediately, and all other images load lazily.
 */
export function movesFirstImage(
  { before, replaced, parsed, after }: Renewal,
  notes: SourceBlock | undefined,
): boolean {
  if (haveImages(replaced) === haveImages(parsed) || haveImages(before)) return false;
  return haveImages(after) || (notes !== undefined && haveImages([notes]));
}

function idSources(blocks: readonly { readonly headings: readonly IdSource[] }[]): IdSource[] {
  return blocks.flatMap(({ headings }) => headings);
}

function idsOf(blocks: readonly SourceBlock[]): string[] {
  return blocks.flatMap(({ headings }) => headings.map(({ id }) => id));
}

function sameSources(some: readonly IdSource[], others: readonly IdSource[]): boolean {
  return (
    some.length === others.length &&
    some.every(({ text, explicit }, index) => {
      const other = others[index];
      return other?.text === text && other.explicit === explicit;
    })
  );
}

/**
 * Returns the ids of the new blocks' headings.
 * Returns undefined if the edit would change the id of a heading in an unchanged block.
 */
export function renewedIds(
  { before, replaced, parsed, after }: Renewal,
  notes: SourceBlock | undefined,
  prefix: string | undefined,
): string[] | undefined {
  const sources = idSources(parsed);
  if (sameSources(idSources(replaced), sources)) return idsOf(replaced);
  const rest = notes ? [...after, notes] : after;
  const ids = assignHeadingIds([...idSources(before), ...sources, ...idSources(rest)], prefix);
  const beforeIds = idsOf(before);
  const renewed = ids.slice(beforeIds.length, beforeIds.length + sources.length);
  const expected = [...beforeIds, ...renewed, ...idsOf(rest)];
  return ids.every((id, index) => id === expected[index]) ? renewed : undefined;
}
