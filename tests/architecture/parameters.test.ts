import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parseSync } from "vite";
import { type RoomName, repository, roomFiles } from "./rooms.ts";

const rooms: readonly RoomName[] = ["contract", "engine", "main", "preload", "renderer"];

/** A function with more parameters takes an object with named properties instead. */
const mostParameters = 4;

/** The nodes of the syntax tree that declare parameters of their own. */
const declarations = new Set([
  "FunctionDeclaration",
  "TSDeclareFunction",
  "TSMethodSignature",
  "TSFunctionType",
  "TSCallSignatureDeclaration",
  "TSConstructSignatureDeclaration",
]);
/** The nodes whose function counts as a declaration: a method, or a variable that holds a function. */
const holders = new Set(["MethodDefinition", "TSAbstractMethodDefinition", "VariableDeclarator"]);

interface Node {
  readonly type: string;
  readonly start: number;
  readonly params?: readonly Node[];
}

/** Matches a list of parameters on one line: parentheses before a return type, a body or an arrow. */
const listInLine = /\((?:[^()\n]|\((?:[^()\n]|\([^()\n]*\))*\))*\)(?::| \{| =>)/g;
/** Matches a list of parameters on several lines, and captures its inner lines. */
const listInLines = /\(\n((?: .*\n)*?) *\)(?::| \{| =>)/g;

/**
 * Whether a source may have a function with too many parameters, judged by commas and lines.
 * Parsing takes several seconds for all sources, and most of them have only short lists.
 */
function hasLongList(source: string): boolean {
  const inLine = source.match(listInLine) ?? [];
  if (inLine.some((list) => list.split(",").length > mostParameters)) return true;
  return [...source.matchAll(listInLines)].some(
    ([, lines = ""]) => lines.split("\n").length > mostParameters,
  );
}

/**
 * Returns the lines at which a function, method or type with too many parameters is declared.
 * A function that is passed, assigned or returned does not count: its type decides about its parameters.
 */
function tooMany(file: string, source: string): string[] {
  const found: string[] = [];
  const visit = (node: Node, parent: Node | null): void => {
    const isDeclared = declarations.has(node.type) || (parent !== null && holders.has(parent.type));
    if (isDeclared && (node.params?.length ?? 0) > mostParameters) {
      found.push(`${file}:${source.slice(0, node.start).split("\n").length}`);
    }
    for (const value of Object.values(node)) for (const child of nodesIn(value)) visit(child, node);
  };
  const { program, errors } = parseSync(file, source);
  expect(errors, file).toEqual([]);
  visit(program, null);
  return found;
}

function nodesIn(value: unknown): Node[] {
  if (Array.isArray(value)) return value.flatMap(nodesIn);
  return typeof value === "object" && value !== null && "type" in value ? [value as Node] : [];
}

test("no function has more than four parameters", async () => {
  const files = (await Promise.all(rooms.map(roomFiles))).flat();
  expect(files.length).toBeGreaterThan(1000);
  const found = await Promise.all(
    files.map(async (file) => {
      const source = await readFile(join(repository, file), "utf8");
      return hasLongList(source) ? tooMany(file, source) : [];
    }),
  );
  expect(found.flat()).toEqual([]);
});

test.each([
  ["function f(a, b, c, d, e) {}"],
  ["function f(\n  a: string,\n  b: () => void,\n  c: string,\n  d: number,\n  e: [],\n): void {}"],
  ["const f = (a = g(h(1)), b = [1, 2], c = {}, d, e) => a;"],
  ["export const f = (a, b, c, d, e) => a;"],
  ["class C { constructor(a, b, c, d, e) {} }"],
  ["class C { async #f(a, b, c, d, e = 1) {} }"],
  ["interface I { f(a: 1, b: 1, c: 1, d: 1, e?: 1): void }"],
  ["type F = (a: 1, b: 1, c: 1, d: 1, e: 1) => void;"],
  ["function f(g: (a: 1, b: 1, c: 1, d: 1, e: 1) => void) {}"],
])("finds too many parameters in %s", (source) => {
  expect(hasLongList(source)).toBe(true);
  expect(tooMany("planted.ts", source)).toEqual(["planted.ts:1"]);
});

test.each([
  ["function f(a, b, c, d) {}"],
  ["function f({ a, b, c, d, e }) {}"],
  ['"x".replace(/x/, (all, a, b, c, d) => a);'],
  ["md.renderer.rules.image = (tokens, index, options, env, renderer) => index;"],
])("accepts %s", (source) => {
  expect(tooMany("planted.ts", source)).toEqual([]);
});
