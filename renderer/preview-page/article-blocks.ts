import type { BlockHtml, BlockSplice } from "#contract/text/article-splice.ts";
import { copyLines, morphNodes, same } from "./morph.ts";

/** A block of the article in the page. An invisible block, such as a comment, has no nodes. */
export interface PlacedBlock {
  readonly nodes: readonly ChildNode[];
  readonly start: number;
  readonly end: number;
  /**
   * The number of the block's first line at the time when its `data-line` attributes were written.
   * When the block moves, `data-line` is not updated, because updating is slow in a long article.
   */
  readonly writtenAt: number;
}

/**
 * The top-level blocks of the article in the page.
 * Blocks have no wrapper elements, because the page must be equal to the published page.
 */
export class ArticleBlocks {
  readonly #container: Element;
  #blocks: PlacedBlock[] = [];

  constructor(container: Element) {
    this.#container = container;
  }

  get placed(): readonly PlacedBlock[] {
    return this.#blocks;
  }

  /** Applies a change of blocks. All other blocks keep their nodes and get new line numbers. */
  apply(splice: BlockSplice): void {
    const fresh = splice.inserted.map(parse);
    const old = this.#blocks.slice(splice.at, splice.at + splice.removed);
    const first = this.#blocks.length === 0;
    const placed =
      (first && adopt(this.#container, fresh)) ||
      (old.length === fresh.length && this.#morph(old, fresh)) ||
      this.#replace(old, fresh, splice.at + splice.removed);
    this.#blocks.splice(splice.at, splice.removed, ...placed);
    this.#blocks = this.#blocks.map((block, i) => ({
      ...block,
      start: splice.lines[2 * i] ?? block.start,
      end: splice.lines[2 * i + 1] ?? block.end,
    }));
  }

  #morph(old: readonly PlacedBlock[], fresh: readonly PlacedBlock[]): PlacedBlock[] | false {
    if (old.some((block) => block.nodes.length === 0)) return false;
    return fresh.map((block, i) => ({
      ...block,
      nodes: morphNodes(this.#container, old[i]?.nodes ?? [], block.nodes),
    }));
  }

  #replace(
    old: readonly PlacedBlock[],
    fresh: readonly PlacedBlock[],
    following: number,
  ): readonly PlacedBlock[] {
    if (this.#blocks.length === 0) this.#container.replaceChildren();
    const nodes = document.createDocumentFragment();
    for (const block of fresh) nodes.append(...block.nodes);
    this.#container.insertBefore(nodes, this.#firstNode(following));
    for (const block of old) for (const node of block.nodes) node.remove();
    return fresh;
  }

  #firstNode(index: number): ChildNode | null {
    return this.#blocks.slice(index).find((block) => block.nodes.length > 0)?.nodes[0] ?? null;
  }
}

function parse(block: BlockHtml): PlacedBlock {
  const template = document.createElement("template");
  template.innerHTML = block.html;
  return {
    nodes: [...template.content.childNodes],
    start: block.start,
    end: block.end,
    writtenAt: block.start,
  };
}

/**
 * Keeps the nodes of the loaded page if they equal the nodes of `fresh`, so that nothing flickers.
 * Returns false if the nodes of the loaded page differ from `fresh`.
 */
function adopt(container: Element, fresh: readonly PlacedBlock[]): PlacedBlock[] | false {
  const present = [...container.childNodes];
  const wanted = fresh.flatMap((block) => block.nodes);
  if (present.length !== wanted.length) return false;
  if (!present.every((node, i) => same(node, wanted[i] ?? container))) return false;
  present.forEach((node, i) => {
    copyLines(node, wanted[i] ?? node);
  });
  let next = 0;
  return fresh.map((block) => {
    const nodes = present.slice(next, next + block.nodes.length);
    next += nodes.length;
    return { ...block, nodes };
  });
}
