import type { PlannedPut } from "../plan/plan-types.ts";

/** A file to be published, and its name in the staging directory. */
export interface StagedPut extends PlannedPut {
  readonly staged: string;
}

/** Suffix of the name of an incomplete large file. */
export const partSuffix = ".part";

/**
 * Names each file in the staging directory after its SHA-256, so that a later publish can find the file.
 * Adds a number to the names of files with equal content, so that each file has a name of its own.
 */
export function nameStaged(puts: readonly PlannedPut[]): StagedPut[] {
  const seen = new Map<string, number>();
  return puts.map((put) => {
    const { sha256 } = put.file;
    const number = seen.get(sha256) ?? 0;
    seen.set(sha256, number + 1);
    return { ...put, staged: number === 0 ? sha256 : `${sha256}.${number}` };
  });
}
