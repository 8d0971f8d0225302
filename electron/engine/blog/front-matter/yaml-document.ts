import {
  type Alias,
  Composer,
  type CST,
  type Document,
  isAlias,
  isNode,
  isPair,
  isScalar,
  type LineCounter,
  type Node,
  Parser,
  visit,
  YAMLParseError,
  type YAMLMap,
} from "yaml";

/** Maximum length of a parsed text. The limit keeps the YAML library fast. Real texts are much shorter. */
const maxCharacters = 100_000;
const deepest = 100;
/** Maximum number of aliases, because the YAML library searches all anchors for each alias. */
const maxAliases = 1_000;

interface YamlOptions {
  readonly lineCounter?: LineCounter;
  /** Whether to keep the tokens of the source text. `findEntry` needs the tokens. */
  readonly keepSourceTokens?: boolean;
}

/** Parses YAML with the core schema in linear time. Never throws, but adds errors to the document. */
export function parseYaml(
  text: string,
  { lineCounter, keepSourceTokens = false }: YamlOptions = {},
): Document.Parsed {
  if (isTooLong(text)) return broken(tooLong, text.length);
  const tokens = [...new Parser(lineCounter?.addNewLine).parse(text)];
  const tooDeep = tokens.map(offsetTooDeep).find((offset) => offset !== null);
  if (tooDeep !== undefined) return broken(`nested more than ${deepest} times`, tooDeep);
  const document = compose(tokens, text.length, keepSourceTokens);
  const [fault] = faultsOf(document);
  const [error] = document.errors;
  // Adds the fault as the first error, unless the parser has found an error earlier in the text.
  if (fault && (!error || fault.pos[0] < error.pos[0])) document.errors.unshift(fault);
  return document;
}

/** Whether a text is too long to be parsed as YAML. */
export function isTooLong(text: string): boolean {
  return text.length > maxCharacters;
}

export const tooLong = `longer than ${maxCharacters} characters`;

function compose(tokens: readonly CST.Token[], length: number, keepSourceTokens: boolean): Document.Parsed {
  const composer = new Composer({
    schema: "core",
    prettyErrors: false,
    keepSourceTokens,
    // The YAML library's own check for duplicate keys is off, because it takes quadratic time.
    uniqueKeys: false,
  });
  const [document, second] = composer.compose(tokens, true, length);
  if (!document) return broken("no document", 0);
  if (second) {
    const [start, end] = second.range;
    document.errors.push(
      new YAMLParseError([start, end], "MULTIPLE_DOCS", "Source contains multiple documents"),
    );
  }
  return document;
}

/** Returns an empty document with one error. */
function broken(reason: string, at: number): Document.Parsed {
  const [document] = new Composer({ schema: "core", prettyErrors: false }).compose([], true, 0);
  if (!document) throw new Error(reason);
  document.errors.push(new YAMLParseError([at, at + 1], "RESOURCE_EXHAUSTION", reason));
  return document;
}

/** Returns the offset of a token that is nested too deeply, or null if there is none. */
function offsetTooDeep(token: CST.Token): number | null {
  const open: { readonly token: CST.Token; readonly depth: number }[] = [{ token, depth: 0 }];
  for (let next = open.pop(); next; next = open.pop()) {
    const depth = next.depth + 1;
    if (depth > deepest) return next.token.offset;
    for (const inner of insideOf(next.token)) open.push({ token: inner, depth });
  }
  return null;
}

function* insideOf(token: CST.Token): Generator<CST.Token> {
  if (token.type === "document" && token.value) yield token.value;
  if (!("items" in token)) return;
  for (const { key, value } of token.items) {
    if (key) yield key;
    if (value) yield value;
  }
}

/** Returns the errors for duplicate keys in a map and for too many aliases. */
function faultsOf(document: Document.Parsed): YAMLParseError[] {
  const faults: YAMLParseError[] = [];
  let aliases = 0;
  visit(document, {
    Alias: (_key, { range }) => {
      if (++aliases !== maxAliases + 1) return;
      const at = range?.[0] ?? 0;
      faults.push(new YAMLParseError([at, at + 1], "RESOURCE_EXHAUSTION", `more than ${maxAliases} aliases`));
    },
    Map: (_key, map) => {
      faults.push(...repeatedKeys(map));
    },
  });
  return faults;
}

function repeatedKeys({ items }: YAMLMap): YAMLParseError[] {
  const known = new Set<unknown>();
  return items.flatMap(({ key }) => {
    if (!isScalar(key)) return [];
    const isRepeated = known.has(key.value);
    known.add(key.value);
    const at = key.range?.[0] ?? 0;
    return isRepeated ? [new YAMLParseError([at, at + 1], "DUPLICATE_KEY", "Map keys must be unique")] : [];
  });
}

/**
 * Returns a map from each alias to the node that it refers to.
 * If an anchor is defined several times, an alias refers to the last definition before the alias.
 */
export function aliasTargets(document: Document): ReadonlyMap<Alias, Node> {
  const anchors = new Map<string, Node>();
  const targets = new Map<Alias, Node>();
  visit(document, (_key, node) => {
    if (isAlias(node)) {
      const target = anchors.get(node.source);
      if (target) targets.set(node, target);
    } else if (isNode(node) && !isPair(node) && "anchor" in node && typeof node.anchor === "string") {
      anchors.set(node.anchor, node);
    }
  });
  return targets;
}
