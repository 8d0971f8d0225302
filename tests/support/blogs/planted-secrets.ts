import { readFileSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { familyOf } from "../processes.ts";

/** Secrets by name, such as `password`. */
export type Secrets = Readonly<Record<string, string>>;

/** Returns a secret in all encodings in which a file or page could reveal it. */
function formsOf(secret: string): Buffer[] {
  const bytes = Buffer.from(secret);
  // The base64 form of a secret depends on the secret's offset in the encoded text.
  // Base64 characters that depend on the neighbouring text are cut off.
  const encoded = [0, 1, 2].map((shift) => {
    const text = Buffer.concat([Buffer.alloc(shift), bytes]).toString("base64");
    const [from, tail] = [shift === 0 ? 0 : 4, ((bytes.length + shift) % 3) + 4];
    return text.slice(from, text.length - tail);
  });
  const texts = [...encoded, bytes.toString("hex"), bytes.toString("hex").toUpperCase()];
  return [bytes, Buffer.from(secret, "utf16le"), ...texts.map((text) => Buffer.from(text))];
}

/** Returns the names of the secrets that occur in some bytes. */
export function secretsIn(bytes: Buffer | string, secrets: Secrets): string[] {
  const haystack = Buffer.from(bytes);
  return Object.keys(secrets).filter((name) =>
    formsOf(secrets[name] ?? "").some((form) => haystack.includes(form)),
  );
}

/**
 * Returns the secret lines of a private key file. The keys are names such as `name, line 7`.
 */
export async function keySecrets(name: string, file: string): Promise<Record<string, string>> {
  const lines = (await readFile(file, "utf8")).split("\n").filter((line) => /^[\w+/=]{16,}$/.test(line));
  // The first lines of the file contain the type and the public half of the key.
  const secret = lines.slice(Math.floor(lines.length / 2));
  return Object.fromEntries(secret.map((line, index) => [`${name}, line ${index + 1}`, line]));
}

/**
 * Searches names and contents of all files in a folder.
 * Returns `file: secret` for each secret that was found, and the number of files.
 */
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

/** Searches the command lines and environments of a process and of all its descendants. */
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

/** Searches the visible content of a page, its storages, and its script's heap. */
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

/**
 * Returns all strings and objects on the heap of a page's script.
 * Takes a heap snapshot with the debugger, after a garbage collection.
 */
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
