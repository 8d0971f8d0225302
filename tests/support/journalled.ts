import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "@playwright/test";
import type { Desk } from "./program/program.ts";

/** Waits until a journal of the program contains these words. After that, a kill must not lose them. */
export async function journalled({ blog, home }: Desk, words: string): Promise<void> {
  const hasWords = async (): Promise<boolean> => {
    for (const folder of [blog, home]) {
      for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
        if (!entry.isFile() || !/[\\/]journal(?:[\\/]|$)/.test(entry.parentPath)) continue;
        // If a file is replaced while the test reads it, the next round finds the new file.
        const text = await readFile(join(entry.parentPath, entry.name), "utf8").catch(() => "");
        if (text.includes(words)) return true;
      }
    }
    return false;
  };
  await expect.poll(() => hasWords().catch(() => false)).toBe(true);
}
