/** The user's guide, made from `docs/guide` when the interface is built (`scripts/guide-pages.mjs`). */
declare module "virtual:guide" {
  /** A piece of text, or an element of one of the few kinds that the guide has. */
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
    /** Its words, to be searched. */
    readonly text: string;
    readonly content: readonly GuideNode[];
  }

  export const guide: Readonly<Record<"ja" | "en", readonly GuideTopic[]>>;
}
