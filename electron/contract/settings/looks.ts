/**
 * The designs for a new blog. Each design consists of a theme and of values for the theme's options.
 * If `onlyFor` names a language, the program offers the design only for blogs in that language.
 */
const looks = {
  fude: { theme: "fude", options: {} },
  "fude-sans": { theme: "fude", options: { typeface: "sans" } },
  hitokoto: { theme: "hitokoto", options: {} },
  kami: { theme: "kami", options: {} },
  koyomi: { theme: "koyomi", options: {} },
  "fude-vertical": { theme: "fude", options: { vertical: true }, onlyFor: "ja" },
} as const satisfies Record<string, Look>;

interface Look {
  readonly theme: string;
  readonly options: Readonly<Record<string, string | boolean>>;
  readonly onlyFor?: string;
}

export type LookId = keyof typeof looks;

export const lookIds = Object.keys(looks) as [LookId, ...LookId[]];

/** The design that a new blog has by default. */
export const firstLook: LookId = "fude";

/** Returns the theme of a design, and its options. */
export function lookOf(id: LookId): Look {
  return looks[id];
}

/** Returns the designs that are offered for blogs in a language. */
export function looksFor(language: string): LookId[] {
  return lookIds.filter((id) => lookOf(id).onlyFor === undefined || lookOf(id).onlyFor === language);
}
