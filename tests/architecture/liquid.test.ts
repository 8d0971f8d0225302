import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { importsOf, repository, roomFiles, specifierTarget } from "./rooms.ts";

/** The folder whose code uses LiquidJS, and the only file in it that other folders may import. */
const fence = "electron/engine/site/theme/liquid/";
const gate = `${fence}template-engine.ts`;
/** The only file that uses internals of LiquidJS. */
const privateParts = `${fence}syntax/private-parts.ts`;

/** Returns the reasons why a file breaks the rules about LiquidJS; empty if it does not. */
function faultsOf(file: string, source: string): string[] {
  const isInside = file.startsWith(fence);
  const imports = importsOf(source).flatMap((specifier) => {
    const target = specifierTarget(file, specifier);
    if (target.kind === "package" && /^liquidjs(\/|$)/.test(target.name)) {
      if (target.name !== "liquidjs") return [`${file} imports a file of the package: ${specifier}`];
      return isInside ? [] : [`${file} imports ${specifier}`];
    }
    const leads = target.kind === "room" && target.path.startsWith(fence) && target.path !== gate;
    return leads && !isInside ? [`${file} imports ${specifier}`] : [];
  });
  return [...imports, ...(isInside && file !== privateParts ? insideKnowledge(file, source) : [])];
}

/**
 * Matches code that bypasses the types of LiquidJS. The types hide private fields.
 * Also matches undocumented field names of parsed templates.
 */
function insideKnowledge(file: string, source: string): string[] {
  const code = source.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, "");
  const ways =
    /(?:\b[a-z]\w*|[)\]])(?:\?\.)?\["\w+"\]|\bas (?:any|unknown)\b|@ts-|useLiteralKeys|\bTypeGuards\b|\bTokenizer\b|\.(?:elseTemplates|hash|initial|props|lhs|rhs|identifier|withVar|forBinding)\b/g;
  const found = [...code.matchAll(ways), ...source.matchAll(/@ts-|useLiteralKeys/g)];
  return found.map(([way]) => `${file} knows the inside of LiquidJS: ${way}`);
}

test("other folders import only the template engine, and nothing outside its folder imports LiquidJS", async () => {
  const rooms = await Promise.all(
    (["contract", "engine", "main", "preload", "renderer"] as const).map(roomFiles),
  );
  const files = rooms.flat();
  const faults: string[] = [];
  for (const file of files) faults.push(...faultsOf(file, await readFile(join(repository, file), "utf8")));
  expect(faults).toEqual([]);
  // If no files were found, the check would pass without checking anything
  expect(files.filter((file) => file.startsWith(fence)).length).toBeGreaterThan(20);
  const parts = await readFile(join(repository, privateParts), "utf8");
  expect(insideKnowledge(privateParts, parts).length).toBeGreaterThan(10);
});

test("finds planted faults", () => {
  const outside = "electron/engine/site/pages/planted.ts";
  expect(faultsOf(outside, 'import { Run } from "../theme/liquid/run/run.ts";')).toHaveLength(1);
  expect(faultsOf(outside, 'import { f } from "#engine/site/theme/liquid/run/read.ts";')).toHaveLength(1);
  expect(faultsOf(outside, 'import type { Liquid } from "liquidjs";')).toHaveLength(1);
  expect(faultsOf(outside, 'import { f } from "../theme/liquid/template-engine.ts";')).toEqual([]);
  const inside = `${fence}compile/planted.ts`;
  expect(faultsOf(inside, 'import { Render } from "liquidjs/dist/render";')).toHaveLength(1);
  expect(faultsOf(inside, 'const group = tag["group"];')).toHaveLength(1);
  expect(faultsOf(inside, "const { lhs } = token; use(token.lhs);")).toHaveLength(1);
  expect(faultsOf(inside, "if (TypeGuards.isRangeToken(token)) return;")).toHaveLength(1);
  expect(faultsOf(inside, 'import { Drop } from "liquidjs";\n// tag["group"]\n')).toEqual([]);
});
