/** The user's guide. `scripts/guide-pages.mjs` generates it from `docs/guide`. */
declare module "virtual:guide" {
  /** A text or an element. The guide uses only these few kinds of elements. */
  export type GuideNode =
    | string
    | {
        readonly tag: "p" | "ul" | "ol" | "li" | "strong" | "em" | "code" | "img";
        readonly attributes: Readonly<Record<string, string | number>>;
        readonly children: readonly GuideNode[];
      };

  export interface GuideTopic {
    readonly id: string;
    readonly title: string;
    /** The text of the topic without markup. A search compares this text with the query. */
    readonly text: string;
    readonly content: readonly GuideNode[];
  }

  export const guide: Readonly<Record<"ja" | "en", readonly GuideTopic[]>>;
}
