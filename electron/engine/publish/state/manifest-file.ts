import { type Manifest, manifestNames, manifestSchema, maxStateBytes, parseState } from "./manifest.ts";
import { settled } from "../base/pipeline.ts";
import { orMissing, type RemoteFiles } from "../base/remote-files.ts";
import { readHead, readWhole } from "../base/whole-file.ts";

/**
 * Size and first bytes of a manifest. Together they identify the manifest,
 * because the first bytes contain the generation number and the time.
 */
export interface ManifestMark {
  readonly size: number;
  readonly head: Uint8Array;
}

const headBytes = 512;

/**
 * Reads the manifest of a state directory, or the previous manifest if the current file is missing.
 * The current file can be missing after an interrupted publish on a server that cannot replace files.
 */
export async function readManifest(
  files: RemoteFiles,
  directory: string,
): Promise<{ manifest: Manifest | null; mark: ManifestMark | null }> {
  const reading = [manifestNames.current, manifestNames.previous].map((name) =>
    orMissing(readWhole(files, `${directory}/${name}`, maxStateBytes)),
  );
  await settled(reading);
  const [current, previous] = await Promise.all(reading);
  const bytes = current ?? previous;
  const manifest = bytes ? parseState(manifestSchema, bytes, `${directory}/${manifestNames.current}`) : null;
  const mark = current ? { size: current.length, head: current.slice(0, headBytes) } : null;
  return { manifest, mark };
}

/** Whether the server still has the manifest that `mark` identifies. */
export async function isManifestUnchanged(
  files: RemoteFiles,
  directory: string,
  mark: ManifestMark,
): Promise<boolean> {
  const path = `${directory}/${manifestNames.current}`;
  const looks = [orMissing(readHead(files, path, mark.head.length)), orMissing(files.lstat(path))] as const;
  await settled(looks);
  const [head, entry] = await Promise.all(looks);
  return head !== null && entry?.size === mark.size && Buffer.compare(head, mark.head) === 0;
}
