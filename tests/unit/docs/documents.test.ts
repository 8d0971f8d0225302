import { existsSync, readFileSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const textOf = (file: string): string => readFileSync(join(root, file), "utf8");

/** The largest number of words, counted as `wc -w` does, that these documents may have. */
const limits = { "docs/performance.md": 1500, "docs/publishing.md": 1500, "docs/architecture.md": 1500 };

test.each(Object.entries(limits))("%s has at most %i words", (file, limit) => {
  const words = textOf(file).trim().split(/\s+/).length;
  expect(words).toBeGreaterThan(500);
  expect(words).toBeLessThanOrEqual(limit);
});

test("every link between the documents leads to a file and a heading that exist", async () => {
  const files = await documents();
  const links = files.flatMap((file) =>
    [...withoutCode(textOf(file)).matchAll(/\]\((?!\w+:)([^)#\s]*)(?:#([^)\s]+))?\)/g)].map(
      ([, path = "", heading]) => ({ file, path, heading }),
    ),
  );
  expect(links.length).toBeGreaterThan(150);
  const faults = links.filter(({ file, path, heading }) => {
    const target = path === "" ? join(root, file) : join(root, dirname(file), decodeURI(path));
    if (!existsSync(target)) return true;
    return heading !== undefined && target.endsWith(".md") && !headingsOf(target).has(decodeURI(heading));
  });
  expect(faults.map(({ file, path, heading }) => `${file}: ${path}#${heading ?? ""}`)).toEqual([]);
});

test("each decision has a number of its own, which is also in its heading", async () => {
  const names = (await readdir(join(root, "docs/decisions"))).filter((name) => /^\d{4}-.*\.md$/.test(name));
  const numbers = names.map((name) => name.slice(0, 4));
  expect(numbers.length).toBeGreaterThan(50);
  expect(numbers.filter((number, at) => numbers.indexOf(number) !== at)).toEqual([]);
  const faults = names.filter(
    (name) => !textOf(`docs/decisions/${name}`).startsWith(`# ${name.slice(0, 4)}: `),
  );
  expect(faults).toEqual([]);
});

async function documents(): Promise<string[]> {
  const inDocs = await readdir(join(root, "docs"), { recursive: true });
  const atRoot = await readdir(root);
  return [...inDocs.map((path) => join(root, "docs", path)), ...atRoot.map((path) => join(root, path))]
    .filter((path) => path.endsWith(".md"))
    .map((path) => relative(root, path));
}

function withoutCode(text: string): string {
  return text.replace(/^(```|~~~)[\s\S]*?^\1/gm, "").replace(/`[^`\n]*`/g, "");
}

/** Returns the anchors that GitHub gives to the headings of a file. */
function headingsOf(path: string): ReadonlySet<string> {
  const found = new Set<string>();
  for (const [, heading = ""] of readFileSync(path, "utf8").matchAll(/^#{1,6} +(.+)$/gm)) {
    const plain = heading.toLowerCase().replace(/[^\p{L}\p{N}\p{M}_ -]/gu, "");
    found.add(plain.replaceAll(" ", "-"));
  }
  return found;
}
