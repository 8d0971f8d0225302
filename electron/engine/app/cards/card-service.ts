import { AppError } from "#contract/errors.ts";
import { percentEncoded } from "#contract/text/percent-encoding.ts";
import { decodeByGuess } from "#engine/base/text/text-encoding.ts";
import {
  PictureError,
  PictureFetcher,
  type PictureFetcherOptions,
} from "#engine/importers/pictures/picture-fetcher.ts";
import type { PostService } from "../posts/post-service.ts";
import { type PageFacts, oEmbedAddressOf, oEmbedFactsOf, pageFactsOf } from "./page-facts.ts";

interface CardServiceParts extends Pick<PictureFetcherOptions, "proxyOf"> {
  readonly posts: Pick<PostService, "addMedia">;
  /**
   * For tests: returns an object that looks up the IP addresses of hosts. The next fetch uses this object.
   */
  readonly pinned?: (() => PictureFetcherOptions["pinned"]) | undefined;
}

/** Time limit for making a card, in milliseconds. */
const timeoutMs = 20_000;

/** Makes cards of pages on other sites (decision 0095). Fetches only from the public internet. */
export class CardService {
  readonly #parts: CardServiceParts;

  constructor(parts: CardServiceParts) {
    this.#parts = parts;
  }

  /**
   * Fetches title, description and picture of a page, and stores the picture for a post.
   * Returns a Markdown link with title, description and picture.
   * If the page has no usable picture, returns a link with the title only.
   * Rejects with `card.unreachable`, `card.private` or `card.noTitle`.
   */
  async make(post: string, address: string): Promise<string> {
    const { proxyOf, pinned } = this.#parts;
    const fetcher = new PictureFetcher({ hosts: "public", accept: "*/*", proxyOf, pinned: pinned?.() });
    const signal = AbortSignal.timeout(timeoutMs);
    const facts = await this.#factsOf(fetcher, address, signal);
    const words = [`**${escaped(facts.title)}**`, escaped(facts.description)].filter((text) => text !== "");
    const picture = await this.#pictureOf(post, facts, fetcher, signal);
    const target = address.replace(/[\s()<>[\]\\]/g, percentEncoded);
    if (picture === null) return `[${escaped(facts.title)}](${target})`;
    return `[${picture} ${words.join(" ")}](${target})`;
  }

  async #factsOf(fetcher: PictureFetcher, address: string, signal: AbortSignal): Promise<PageFacts> {
    const host = new URL(address).host;
    try {
      const described = oEmbedAddressOf(address);
      if (described !== null) {
        const answer = await fetcher.fetch(described, signal).catch(() => null);
        const facts = answer && oEmbedFactsOf(answer.toString("utf8"), address);
        if (facts) return facts;
      }
      const facts = pageFactsOf(decodeByGuess(await fetcher.fetch(address, signal)), address);
      if (facts) return facts;
    } catch (error) {
      const isPrivate = error instanceof PictureError && error.fault === "private";
      if (error instanceof PictureError || signal.aborted)
        throw new AppError(isPrivate ? "card.private" : "card.unreachable", { host }, error);
      throw error;
    }
    throw new AppError("card.noTitle", { host });
  }

  /** Returns the Markdown of the stored picture. Returns null if the page has no usable picture. */
  async #pictureOf(
    post: string,
    { picture }: PageFacts,
    fetcher: PictureFetcher,
    signal: AbortSignal,
  ): Promise<string | null> {
    if (picture === null) return null;
    try {
      const bytes = await fetcher.fetch(picture, signal);
      const name = new URL(picture).pathname.split("/").at(-1) ?? "";
      const stored = await this.#parts.posts.addMedia({ post, name, bytes, isPlayed: false });
      return stored.markdown;
    } catch (error) {
      const isUnusable = error instanceof AppError && error.code.startsWith("image.");
      if (isUnusable || error instanceof PictureError || signal.aborted) return null;
      throw error;
    }
  }
}

/** Escapes a text, so that Markdown shows the text unchanged. */
function escaped(text: string): string {
  return text.replace(/[\\[\]`*_<>{$~|｜《]|&(?=#?\w+;)/g, "\\$&");
}
