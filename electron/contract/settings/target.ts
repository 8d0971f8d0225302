import { z } from "zod";
import { folderKind } from "./targets/folder.ts";
import { practiceKind } from "./targets/practice.ts";
import { rcloneKind } from "./targets/rclone.ts";
import { sftpKind } from "./targets/sftp.ts";
import { serverOf, type TargetKind, type TargetPlace } from "./targets/target-kind.ts";

/** Every kind of target, in the order in which the form for a new target offers them. */
export const targetKinds = [practiceKind, sftpKind, folderKind, rcloneKind] as const;

type Schema = (typeof targetKinds)[number]["schema"];

/** Settings of a target: where and how to publish. */
export const targetSchema = z.discriminatedUnion(
  "kind",
  // `map` returns a type that allows an empty list; this list is never empty.
  targetKinds.map(({ schema }) => schema) as unknown as readonly [Schema, ...Schema[]],
);
export type TargetSettings = z.infer<typeof targetSchema>;

/** Settings of the targets of one kind. */
export type TargetOf<Kind extends TargetSettings["kind"]> = Extract<TargetSettings, { kind: Kind }>;

/** The kind of a target, such as `sftp`. */
export const targetKindSchema = z.enum(targetSchema.options.map((option) => option.shape.kind.value));

/** Returns where a target publishes to: server, folder and public URL. */
export function placeOf(target: TargetSettings): TargetPlace {
  return kindOf(target).placeOf(target);
}

/**
 * Server, user, folder and URL of the place that a target publishes to, as texts to be shown. A text is "" if
 * the target has no such thing.
 */
export const shownPlaceSchema = z.object({
  /** Host, with its port unless that is the usual one. */
  host: z.string(),
  user: z.string(),
  /** Folder, file or remote into which the site is written. */
  directory: z.string(),
  /** Public URL. */
  url: z.string(),
});
export type ShownPlace = z.infer<typeof shownPlaceSchema>;

/** Returns where a target publishes to, as texts to be shown. */
export function shownPlaceOf(target: TargetSettings): ShownPlace {
  const place = placeOf(target);
  const { user, directory, url } = place;
  return { host: serverOf(place), user, directory, url };
}

/**
 * Returns a key that identifies the server and folder that a target publishes to. If either changes, the key
 * changes. The target's name does not affect the key.
 */
export function identityOf(target: TargetSettings): string {
  const keys = kindOf(target).identity;
  if (keys.length === 0) return target.kind;
  return JSON.stringify([target.kind, ...keys.map((key) => Reflect.get(target, key))]);
}

function kindOf(target: TargetSettings): TargetKind {
  const kind = targetKinds.find(({ schema }) => schema.shape.kind.value === target.kind);
  // The type of targets is made from `targetKinds`, so every target has its kind there.
  return kind as unknown as TargetKind;
}
