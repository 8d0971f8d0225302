import { z } from "zod";
import { folderKind } from "./targets/folder.ts";
import { ftpsKind } from "./targets/ftps.ts";
import { practiceKind } from "./targets/practice.ts";
import { rcloneKind } from "./targets/rclone.ts";
import { sftpKind } from "./targets/sftp.ts";
import { serverOf, type TargetKind, type TargetPlace } from "./targets/target-kind.ts";

/** Every kind of target, in the order of the form for a new target. */
export const targetKinds = [practiceKind, sftpKind, ftpsKind, folderKind, rcloneKind] as const;

type Schema = (typeof targetKinds)[number]["schema"];

/** Settings of a target: where and how to publish. */
export const targetSchema = z.discriminatedUnion(
  "kind",
  // Corrects the type: `map` returns a type that allows an empty list, but this list is never empty.
  targetKinds.map(({ schema }) => schema) as unknown as readonly [Schema, ...Schema[]],
);
export type TargetSettings = z.infer<typeof targetSchema>;

export type TargetOf<Kind extends TargetSettings["kind"]> = Extract<TargetSettings, { kind: Kind }>;

/** The kind of a target, such as `sftp`. */
export const targetKindSchema = z.enum(targetSchema.options.map((option) => option.shape.kind.value));

/** Returns where a target publishes: server, folder and public URL. */
export function placeOf(target: TargetSettings): TargetPlace {
  return kindOf(target).placeOf(target);
}

/** Where a target publishes: server, user, folder and URL, as texts for display. Missing values are "". */
export const shownPlaceSchema = z.object({
  /** The host, followed by the port unless it is the default port. */
  host: z.string(),
  user: z.string(),
  directory: z.string(),
  url: z.string(),
});
export type ShownPlace = z.infer<typeof shownPlaceSchema>;

/** Returns where a target publishes: server, user, folder and URL, as texts for display. */
export function shownPlaceOf(target: TargetSettings): ShownPlace {
  const place = placeOf(target);
  const { user, directory, url } = place;
  return { host: serverOf(place), user, directory, url };
}

/** Returns a key that identifies the server and folder to which a target publishes. */
export function identityOf(target: TargetSettings): string {
  const { identity: keys, usual } = kindOf(target);
  if (keys.length === 0) return target.kind;
  const settings: Readonly<Record<string, unknown>> = { ...usual, ...target };
  return JSON.stringify([target.kind, ...keys.map((key) => settings[key])]);
}

function kindOf(target: TargetSettings): TargetKind {
  const kind = targetKinds.find(({ schema }) => schema.shape.kind.value === target.kind);
  // The search always succeeds: the type of a target is derived from `targetKinds`, which lists every kind.
  return kind as unknown as TargetKind;
}
