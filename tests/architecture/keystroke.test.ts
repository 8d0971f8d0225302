import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { importsOf, repository, specifierTarget } from "./rooms.ts";

/**
 * Maximum number of files between a key press and the preview.
 * The diagram in docs/preview.md, "The way of a key", lists them.
 */
const mostFiles = 20;

interface Step {
  readonly from: string;
  readonly to: string;
  /** The files that connect both ends, or the name of a call; undefined: one file imports the other. */
  readonly by: string | undefined;
}

const files = new Map<string, string>();
const steps: Step[] = [];
const sources = new Map<string, string>();

beforeAll(async () => {
  const text = await readFile(join(repository, "docs/preview.md"), "utf8");
  const picture = /^## The way of a key$[\s\S]*?```mermaid\n([\s\S]*?)```/m.exec(text)?.[1] ?? "";
  for (const line of picture.split("\n").map((line) => line.trim())) {
    const [, id, file] = /^(\w+)\["([\w./-]+)<br>[^"]+"\]$/.exec(line) ?? [];
    if (id && file) files.set(id, file);
    else steps.push(...stepsIn(line));
  }
  const named = steps.flatMap(({ by }) => (by?.includes("/") ? by.split(", ") : []));
  for (const file of [...files.values(), ...named]) {
    sources.set(file, await readFile(join(repository, file), "utf8"));
  }
});

/** Returns the arrows of a line such as `a --> b -- "label" --> c`. */
function stepsIn(line: string): Step[] {
  const found: Step[] = [];
  let [, from = ""] = /^(\w+)/.exec(line) ?? [];
  for (const [, by, to = ""] of line.matchAll(/ (?:-- "([^"]+)" )?-->\s*(\w+)/g)) {
    found.push({ from: files.get(from) ?? from, to: files.get(to) ?? to, by });
    from = to;
  }
  return found;
}

function imports(file: string, other: string): boolean {
  return importsOf(sources.get(file) ?? "").some((specifier) => {
    const target = specifierTarget(file, specifier);
    return target.kind === "room" && target.path === other;
  });
}

function areConnected(one: string, other: string): boolean {
  return imports(one, other) || imports(other, one);
}

test("at most twenty files handle a key press on its way to the preview", () => {
  expect(files.size).toBeGreaterThan(15);
  expect(files.size).toBeLessThanOrEqual(mostFiles);
  expect(new Set(files.values()).size).toBe(files.size);
});

test("each file in the diagram passes the key press to the next one", () => {
  expect(steps.length).toBeGreaterThanOrEqual(files.size - 1);
  for (const { from, to, by } of steps) {
    if (by === undefined || by.includes("/")) {
      const way = [from, ...(by?.split(", ") ?? []), to];
      const gaps = way.slice(1).filter((file, index) => !areConnected(way[index] ?? "", file));
      expect(gaps, way.join(" --> ")).toEqual([]);
    } else {
      const call = `"${by}"`;
      expect([sources.get(from)?.includes(call), sources.get(to)?.includes(call)], by).toEqual([true, true]);
    }
  }
});

test("the diagram begins only at Monaco's event and connects all its files", () => {
  const [first = ""] = files.values();
  const reached = new Set([first]);
  for (const file of reached) for (const { from, to } of steps) if (from === file) reached.add(to);
  expect([...files.values()].filter((file) => !reached.has(file))).toEqual([]);
  expect(sources.get(first)).toContain("onDidChangeModelContent");
  expect(steps.filter(({ to }) => to === first)).toEqual([]);
});
