import type { Liquid, Template, Token } from "liquidjs";

export type Position = Pick<Token, "file" | "getPosition">;

/** The content between a tag and its end tag, as LiquidJS has parsed it. */
export type Body = readonly Template[];

/** The name of a partial or layout: text, text with `{{ … }}`, or a value. Undefined for `none`. */
export type FileName = string | Body | Token | undefined;

/** Named arguments of a tag. An argument without a value is true. */
export type NamedArguments = Readonly<Record<string, Token | undefined>>;

/** A value for a partial. `alias` is its name in the partial; the default is the partial's own name. */
interface Binding {
  readonly value: Token;
  readonly alias: string | undefined;
}

/** A value without filters, or an operator in an expression. */
export type Term =
  | { readonly kind: "constant"; readonly value: unknown }
  | { readonly kind: "path"; readonly root: Token | undefined; readonly keys: readonly Token[] }
  | { readonly kind: "range"; readonly low: Token; readonly high: Token }
  | { readonly kind: "operator"; readonly name: string };

/** An argument of a filter. A positional argument has no name. */
export interface FilterArgument {
  readonly name: string | undefined;
  readonly value: Token | undefined;
}

export interface FilterCall {
  readonly name: string;
  readonly args: readonly FilterArgument[];
}

/** An expression in postfix order, and the filters that are applied to its value. */
export interface FilteredValue {
  readonly postfix: readonly Token[];
  readonly filters: readonly FilterCall[];
  /** Whether the last filter of the value is `raw`, so that the value is output without escaping. */
  readonly isRaw: boolean;
}

/**
 * A body and its condition.
 * The body is output if the condition and `wanted` are both true, or both false.
 */
interface Branch {
  readonly condition: FilteredValue;
  readonly wanted: boolean;
  readonly body: Body;
}

/** A value of `cycle`. `value` may throw: LiquidJS parses the filters only when it outputs the value. */
export interface CycleCandidate {
  readonly text: string;
  value(liquid: Liquid): FilteredValue;
}

type TextNode = Kind<"text", { readonly text: string }>;
type OutputNode = Kind<"output", { readonly value: FilteredValue }>;
export type IfNode = Kind<"if", { readonly branches: readonly Branch[]; readonly otherwise: Body }>;
export type CaseNode = Kind<
  "case",
  {
    readonly value: FilteredValue;
    readonly branches: readonly { readonly values: readonly Token[]; readonly body: Body }[];
    readonly otherwise: Body;
  }
>;
interface LoopParts {
  readonly variable: string;
  readonly collection: Token;
  readonly args: NamedArguments;
  readonly body: Body;
}
export type ForNode = Kind<"for", LoopParts & { readonly otherwise: Body }>;
export type TablerowNode = Kind<"tablerow", LoopParts>;
export type AssignNode = Kind<"assign", { readonly name: string; readonly value: FilteredValue }>;
export type CaptureNode = Kind<"capture", { readonly name: string; readonly body: Body }>;
/** The tag `increment` (`by` is 1) or `decrement` (`by` is -1). */
export type CounterNode = Kind<"counter", { readonly name: string; readonly by: 1 | -1 }>;
export type CycleNode = Kind<
  "cycle",
  { readonly group: Token | undefined; readonly candidates: readonly CycleCandidate[] }
>;
export type RenderNode = Kind<
  "render",
  {
    readonly file: FileName;
    readonly args: NamedArguments;
    /** The value of `with`. */
    readonly single: Binding | undefined;
    /** The list of `for`. */
    readonly each: Binding | undefined;
  }
>;
export type IncludeNode = Kind<
  "include",
  { readonly file: FileName; readonly args: NamedArguments; readonly single: Token | undefined }
>;
export type LayoutNode = Kind<
  "layout",
  { readonly file: FileName; readonly args: NamedArguments; readonly body: Body }
>;
export type BlockNode = Kind<"block", { readonly name: string; readonly body: Body }>;
type LiquidNode = Kind<"liquid", { readonly body: Body }>;
type HaltNode = Kind<"break" | "continue", object>;

export type Node =
  | TextNode
  | OutputNode
  | IfNode
  | CaseNode
  | ForNode
  | TablerowNode
  | AssignNode
  | CaptureNode
  | CounterNode
  | CycleNode
  | RenderNode
  | IncludeNode
  | LayoutNode
  | BlockNode
  | LiquidNode
  | HaltNode;

type Kind<Name extends string, Parts extends object> = { readonly kind: Name; readonly at: Position } & Parts;
