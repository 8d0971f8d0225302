import type { PlannedPut } from "../plan/plan-types.ts";

/** A file to be put live, and the name under which it waits in the stage directory. */
export interface StagedPut extends PlannedPut {
  readonly staged: string;
}

/** Ends the name of a large file that is not complete. */
export const partSuffix = ".part";

/** The names that `nameStaged` gives. */
export const stagedNamePattern = /^[0-9a-f]{64}(\.\d+)?$/;

/**
 * Names waiting files by their contents, so that whatever an interrupted publish has sent is found again. Equal contents at several
 * paths need a file each, for each is moved to its place: they are numbered.
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
