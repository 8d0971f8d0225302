import { readFileSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { familyOf } from "../processes.ts";

/** Secrets by what they are, such as `password`. */
export type Secrets = Readonly<Record<string, string>>;

/** A secret in each form in which it would still be one. */
function formsOf(secret: string): Buffer[] {
  const bytes = Buffer.from(secret);
  // Base64 of a text differs by where in a longer one it stands; what depends on the neighbours is cut off.
  const encoded = [0, 1, 2].map((shift) => {
    const text = Buffer.concat([Buffer.alloc(shift), bytes]).toString("base64");
    const [from, tail] = [shift === 0 ? 0 : 4, ((bytes.length + shift) % 3) + 4];
    return text.slice(from, text.length - tail);
  });
  const texts = [...encoded, bytes.toString("hex"), bytes.toString("hex").toUpperCase()];
  return [bytes, Buffer.from(secret, "utf16le"), ...texts.map((text) => Buffer.from(text))];
}

/** Names of the secrets that stand in some bytes. */
export function secretsIn(bytes: Buffer | string, secrets: Secrets): string[] {
  const haystack = Buffer.from(bytes);
  return Object.keys(secrets).filter((name) =>
    formsOf(secrets[name] ?? "").some((form) => haystack.includes(form)),
  );
}

/** What of a private key must not be anywhere: each line of its file, and the bytes that they stand for. */
export async function keySecrets(name: string, file: string): Promise<Record<string, string>> {
  const lines = (await readFile(file, "utf8")).split("\n").filter((line) => /^[\w+/=]{16,}$/.test(line));
  // The first lines say what kind of key it is, and hold the public half.
  const secret = lines.slice(Math.floor(lines.length / 2));
  return Object.fromEntries(secret.map((line, index) => [`${name}, line ${index + 1}`, line]));
}

/** Searches names and contents of all files in a folder: `file: secret` for each that was found, and how many were read. */
export async function searchFolder(
  folder: string,
  secrets: Secrets,
): Promise<{ found: string[]; files: number }> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const found: string[] = [];
  let files = 0;
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name);
    const bytes = entry.isFile() ? await readFile(path).catch(() => null) : null;
    if (bytes) files += 1;
    const names = secretsIn(Buffer.concat([Buffer.from(path), bytes ?? Buffer.alloc(0)]), secrets);
    found.push(...names.map((name) => `${path}: ${name}`));
  }
  return { found, files };
}

/** Searches the command lines and the environments of a process and all that it has started. */
export function searchProcesses(processId: number, secrets: Secrets): { found: string[]; count: number } {
  const found: string[] = [];
  const family = familyOf(processId);
  for (const { id, commandLine } of family) {
    for (const file of ["cmdline", "environ"]) {
      const bytes = readOrNothing(`/proc/${id}/${file}`);
      found.push(...secretsIn(bytes, secrets).map((name) => `${commandLine} ${file}: ${name}`));
    }
  }
  return { found, count: family.length };
}

/** Searches what a page shows, what it keeps in its storages, and all that is on its script's heap. */
export async function searchPage(page: Page, secrets: Secrets): Promise<string[]> {
  const shown = await page.evaluate(async () => {
    const fields = [...document.querySelectorAll("input, textarea")].map((field) =>
      Reflect.get(field, "value"),
    );
    const stored = [localStorage, sessionStorage].map((storage) => JSON.stringify({ ...storage }));
    const databases = await indexedDB.databases();
    const addresses = performance.getEntries().map(({ name }) => name);
    return [document.documentElement.outerHTML, ...fields, ...stored, ...addresses, databases.length].join(
      "\n",
    );
  });
  const heap = await heapOf(page);
  return [
    ...secretsIn(shown, secrets).map((name) => `page: ${name}`),
    ...secretsIn(heap, secrets).map((name) => `heap: ${name}`),
  ];
}

/** Every string and object on the heap of a page's script, as the debugger writes it down after collecting what is unused. */
export async function heapOf(page: Page): Promise<string> {
  const session = await page.context().newCDPSession(page);
  const chunks: string[] = [];
  session.on("HeapProfiler.addHeapSnapshotChunk", ({ chunk }) => void chunks.push(chunk));
  await session.send("HeapProfiler.enable");
  await session.send("HeapProfiler.collectGarbage");
  await session.send("HeapProfiler.takeHeapSnapshot", { reportProgress: false });
  await session.detach();
  return chunks.join("");
}

function readOrNothing(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch {
    return Buffer.alloc(0);
  }
}
