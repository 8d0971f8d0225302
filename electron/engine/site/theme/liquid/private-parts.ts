// biome-ignore-all lint/complexity/useLiteralKeys: the parser keeps these private to its types, though it is all we take of it
import {
  type AssignTag,
  type CaptureTag,
  type Context,
  type CycleTag,
  type DecrementTag,
  type EchoTag,
  type FilteredValueToken,
  type IncludeTag,
  IncrementTag,
  type LayoutTag,
  type RawTag,
  type RenderTag,
  type Template,
  type Token,
  type Value,
} from "liquidjs";

/** The name of a partial or layout: plain text, text with `{{ … }}`, or a value; undefined for `none`. */
export type FileName = string | readonly Template[] | Token | undefined;

/** Named arguments of a tag. An argument without a value is true. */
export type NamedArguments = Readonly<Record<string, Token | undefined>>;

/**
 * A value that is passed to a partial, and the name under which the partial sees it. Without `alias`, that is
 * the partial's own name.
 */
export interface Binding {
  readonly value: Token;
  readonly alias: string | undefined;
}

/** Returns how much a limiter has counted. */
export function countOf(limiter: Context["memoryLimit"]): number {
  return limiter["base"];
}

/** Returns the parts of `assign`. */
export function assignParts(tag: AssignTag): { name: string; value: Value } {
  return { name: tag["key"], value: tag["value"] };
}

/** Returns the parts of `capture`. */
export function captureParts({ variable, templates }: CaptureTag): { name: string; templates: Template[] } {
  return { name: variable, templates };
}

/** Returns the name of the counter of `increment` and `decrement`. */
export function counterName(tag: IncrementTag | DecrementTag): string {
  return tag instanceof IncrementTag ? tag["variable"] : tag["variable"];
}

/** Returns the parts of `cycle`. */
export function cycleParts(tag: CycleTag): {
  group: Token | undefined;
  candidates: readonly FilteredValueToken[];
} {
  return { group: tag["group"], candidates: tag["candidates"] };
}

/** Returns the value that `echo` prints; undefined if it has none. */
export function echoValue(tag: EchoTag): Value | undefined {
  return tag["value"];
}

/** Returns the text inside `raw`. */
export function rawText(tag: RawTag): string {
  return tag["tokens"].map((token: Token) => token.getText()).join("");
}

/** Returns the parts of `render`. */
export function renderParts(tag: RenderTag): {
  file: FileName;
  args: NamedArguments;
  single: Binding | undefined;
  each: Binding | undefined;
} {
  return { file: tag["file"], args: tag["hash"].hash, single: tag["with"], each: tag["forBinding"] };
}

/** Returns the parts of `include`. */
export function includeParts(tag: IncludeTag): {
  file: FileName;
  args: NamedArguments;
  single: Token | undefined;
} {
  return { file: tag["file"], args: tag["hash"].hash, single: tag["withVar"] };
}

/** Returns the parts of `layout`. */
export function layoutParts({ file, args, templates }: LayoutTag): {
  file: FileName;
  args: NamedArguments;
  templates: Template[];
} {
  return { file, args: args.hash, templates };
}
