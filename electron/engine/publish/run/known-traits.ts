import type { PublishResult } from "#contract/types/publish-run-types.ts";
import { keptPrefix } from "../commit/return-file.ts";
import { hasName } from "../plan/expect-names.ts";
import { isProtection } from "../plan/server-rules.ts";
import type { MadeState } from "../state/make-state.ts";
import type { ServerTraits } from "../base/server-traits.ts";
import type { Deletion } from "../base/directories.ts";
import { probeNameRules } from "../state/probe-names.ts";
import type { RunOptions } from "./publish-options.ts";
import type { RunOutcome } from "./run-outcome.ts";
import type { RemoteFiles } from "../base/remote-files.ts";
import type { StateLook } from "../state/remote-state.ts";
import { dependsOnNames } from "../plan/same-names.ts";

export type PublishNote = PublishResult["notes"][number];

/** Maximum number of file names in a note to the author. */
const maxNamed = 3;

/** Returns the known traits of the server. Tests the server's name rules if they are unknown but needed. */
export async function knownTraits(
  files: RemoteFiles,
  place: StateLook | MadeState,
  { input, review, hostInclude }: RunOptions,
): Promise<ServerTraits | undefined> {
  const isKnown = hostInclude !== undefined && hostInclude !== "unknown";
  const found = "traits" in place ? place.traits : (place.manifest ?? place.journal)?.traits;
  if (!found) return undefined;
  const traits = isKnown ? { ...found, include: hostInclude } : found;
  if ("traits" in place) return traits;
  const { manifest, root } = place;
  // If the author reviews the plan, tests names again, even those that the server has refused before.
  const known = review ? { ...traits, refused: [] } : traits;
  const isOpen = traits.names === undefined && manifest !== null;
  if (!isOpen || !(review || dependsOnNames(input.files, manifest))) return known;
  const names = await probeNameRules(files, root);
  return names ? { ...known, names } : known;
}

/**
 * Returns the options without files whose names the server has refused. With `review`, keeps all files.
 * Files that protect pages are always kept, because the pages would otherwise be live without a password.
 */
export function withoutRefusedNames(options: RunOptions, traits: ServerTraits | undefined): RunOptions {
  const { input, review } = options;
  const refused = traits?.refused ?? [];
  if (review || refused.length === 0) return options;
  return {
    ...options,
    input: {
      ...input,
      files: input.files.filter((file) => isProtection(file) || !hasName(file.path, refused)),
    },
  };
}

/** Returns notes for the author about refused files and about a publicly readable state directory. */
export function notesOf(
  { input }: RunOptions,
  { refused = [] }: ServerTraits,
  place?: StateLook | MadeState,
): PublishNote[] {
  const left = input.files.flatMap((file) =>
    hasName(file.path, refused) && !isProtection(file) ? [file.path] : [],
  );
  return [
    ...(left.length > 0
      ? [{ code: "server.dotFiles" as const, values: { files: named(left), count: left.length } }]
      : []),
    ...(place && "isOpen" in place && place.isOpen
      ? [{ code: "server.openState" as const, values: { directory: place.state } }]
      : []),
  ];
}

/** Returns a note if an earlier publish has moved files of other people into the state directory. */
export function keptAsideNote(directory: string, entries: readonly string[]): PublishNote[] {
  const kept = entries.filter((name) => name.startsWith(keptPrefix));
  if (kept.length === 0) return [];
  return [{ code: "server.keptAside", values: { directory, files: named(kept), count: kept.length } }];
}

/**
 * Returns notes if files are not published, because the author chose not to follow symbolic links.
 * Each `LinkEnd` has a note of its own.
 */
export function linksLeftNotes({ behindLinks }: Pick<RunOutcome, "behindLinks">): PublishNote[] {
  return [...new Set(behindLinks.map(({ end }) => end))].map((end) => {
    const links = behindLinks.filter((file) => file.end === end).map(({ link }) => link);
    const values = { folders: named([...new Set(links)]), count: links.length, end };
    return { code: "server.linksLeft", values };
  });
}

function named(files: readonly string[]): string {
  return [...files.slice(0, maxNamed), ...(files.length > maxNamed ? ["…"] : [])].join(", ");
}

/** Returns a note if the server refused deletions in the state directory. */
export function refusalNote(directory: string, refused: ReadonlySet<Deletion>): PublishNote[] {
  const [first] = refused;
  if (!first) return [];
  const operation = refused.size > 1 ? "both" : first;
  return [{ code: "server.refusesDeletion", values: { operation, directory } }];
}
