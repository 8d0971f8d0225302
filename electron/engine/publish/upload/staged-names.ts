import type { PlannedPut } from "../plan/plan-types.ts";

/** A file to be published, and its name in the stage directory. */
export interface StagedPut extends PlannedPut {
  readonly staged: string;
}

/** Suffix of an incomplete large file. */
export const partSuffix = ".part";

/** The names that `nameStaged` assigns. */
export const stagedNamePattern = /^[0-9a-f]{64}(\.\d+)?$/;

/**
 * Names staged files by their contents, so that the uploads of an interrupted publish are found again. Equal
 * contents at several paths need a file each, since each is moved to its path: they are numbered.
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
