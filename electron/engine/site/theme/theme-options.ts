import { z } from "zod";
import type { BlogSettings } from "#contract/settings/blog-settings.ts";
import type { Problem } from "#contract/errors.ts";

/** A text of a theme: either one text for all languages, or texts by language. */
export const localizedSchema = z.union([z.string(), z.record(z.string(), z.string())]).optional();
const described = { title: localizedSchema };
const colour = z.string().regex(/^#[0-9a-f]{6}$/i);
/** Name of an option. Liquid accepts such names after a dot. */
const optionName = z.string().regex(/^[a-z][a-z0-9_]*$/);

/**
 * How pages show the author's colour in the light or in the dark look. `on` is the background of this look.
 * `lightness` and `chroma` are limits in OKLCH.
 * The theme adapts the chosen colour to these limits, so that text in the colour is readable.
 */
const shownSchema = z
  .object({
    on: colour,
    lightness: z.tuple([z.number(), z.number()]).default([0, 1]),
    chroma: z.number().default(1),
  })
  .strict();

/** An option of a theme, as `theme.yaml` declares it. */
const optionSchema = z.discriminatedUnion("kind", [
  z
    .object({
      kind: z.literal("choice"),
      choices: z.array(z.string()).min(1),
      /** Names of the choices, as the author reads them. */
      labels: z.record(z.string(), localizedSchema).optional(),
      default: z.string(),
      ...described,
    })
    .strict()
    .refine(({ choices, default: value }) => choices.includes(value), {
      error: "default must be one of choices",
    }),
  z.object({ kind: z.literal("switch"), default: z.boolean(), ...described }).strict(),
  z
    .object({
      kind: z.literal("colour"),
      default: colour,
      /** How pages show the colour in the light and in the dark look, to judge its contrast. */
      shown: z.object({ light: shownSchema.optional(), dark: shownSchema.optional() }).strict().optional(),
      ...described,
    })
    .strict(),
]);

export const themeOptionsSchema = z.record(optionName, optionSchema);

export type ThemeOptions = z.infer<typeof themeOptionsSchema>;
export type ThemeOption = z.infer<typeof optionSchema>;

/** The value of each option of a theme: the author's choice, or the default if there is no choice. */
export interface ChosenOptions {
  readonly values: Readonly<Record<string, string | boolean>>;
  /** Problems with the author's choices: `theme.optionUnknown`, `theme.optionInvalid`. */
  readonly problems: readonly Problem[];
}

/** Returns the colours of the theme that the author changed. */
export function ownColours({
  theme,
  themeOptions,
}: {
  readonly theme: { readonly options: ThemeOptions };
  readonly themeOptions: ChosenOptions;
}): readonly (readonly [name: string, value: string])[] {
  return Object.entries(theme.options).flatMap(([name, option]) => {
    const value = String(themeOptions.values[name]);
    return option.kind === "colour" && value !== option.default ? [[name, value] as const] : [];
  });
}

/** Returns each option's value: the author's choice or the default. Reports choices that are not allowed. */
export function chooseOptions(
  options: ThemeOptions,
  written: BlogSettings["themeOptions"],
  theme: string,
): ChosenOptions {
  const values: Record<string, string | boolean> = {};
  const problems: Problem[] = [];
  for (const [name, option] of Object.entries(options)) {
    const wish = written[name];
    if (wish !== undefined && !allows(option, wish)) {
      problems.push(
        warning("theme.optionInvalid", {
          theme,
          option: name,
          value: String(wish),
          allowed: allowed(option),
        }),
      );
    }
    values[name] = wish !== undefined && allows(option, wish) ? wish : option.default;
  }
  for (const name of Object.keys(written)) {
    if (Object.hasOwn(options, name)) continue;
    problems.push(
      warning("theme.optionUnknown", { theme, option: name, known: Object.keys(options).join(", ") || "–" }),
    );
  }
  return { values, problems };
}

function allows(option: ThemeOption, value: string | boolean): boolean {
  if (option.kind === "switch") return typeof value === "boolean";
  if (typeof value === "boolean") return false;
  return option.kind === "choice" ? option.choices.includes(value) : colour.safeParse(value).success;
}

function allowed(option: ThemeOption): string {
  if (option.kind === "switch") return "true, false";
  return option.kind === "choice" ? option.choices.join(", ") : "#rrggbb";
}

function warning(code: Problem["code"], values: Record<string, string>): Problem {
  return { code, severity: "warning", file: "blog.yaml", values };
}
