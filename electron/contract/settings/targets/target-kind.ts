import { z } from "zod";
import type { ErrorCode } from "../../errors.ts";
import { isAccount, isFolderPath, isHost, isWebAddress, plainHost } from "../target-values.ts";

/** Schema of the settings of one kind of target. */
export type TargetObject = z.ZodObject<
  { readonly kind: z.ZodLiteral<string> } & Readonly<Record<string, z.ZodType>>
>;

type KeyOf<Schema extends TargetObject> = Exclude<keyof z.infer<Schema> & string, "kind">;

/** A kind of target. For each kind, the engine has a transport, which publishes to targets of this kind. */
export interface TargetKind<Schema extends TargetObject = TargetObject> {
  readonly schema: Schema;
  /** Returns where a target publishes. The author sees this place before trusting a blog folder. */
  readonly placeOf: (target: z.infer<Schema>) => TargetPlace;
  /**
   * Keys of the settings that determine the server and folder to which a target publishes.
   * After a change of the server or folder, scheduled posts wait until the author has published once by hand.
   * Never change the order in an existing list, because the key that identifies a target depends on it.
   */
  readonly identity: readonly KeyOf<Schema>[];
  /** Default values of the settings in `identity`. A default applies if the target lacks the setting. */
  readonly usual?: Readonly<Record<string, unknown>>;
  /** The form in which the author sets up a target of this kind. Null if the kind has no settings. */
  readonly form: TargetForm<KeyOf<Schema>> | null;
}

/**
 * Where a target publishes: server, folder and URL. Values that the kind lacks are "".
 * If `host` and `program` are "", `directory` is a folder of this computer.
 * Such a folder must not contain backups.
 */
export interface TargetPlace {
  readonly host: string;
  /** Port of the server, or null for the usual port. */
  readonly port: number | null;
  readonly user: string;
  /** Folder, file or remote into which the site is written. */
  readonly directory: string;
  readonly url: string;
  /** Name of the external program that writes the site, such as `rclone`, or "" for Hitofude itself. */
  readonly program: string;
}

export const noPlace: TargetPlace = { host: "", port: null, user: "", directory: "", url: "", program: "" };

/** The form in which the author sets up a target. `Message` is the type of the interface's text keys. */
export interface TargetForm<Key extends string = string, Message extends string = string> {
  readonly fields: readonly FormField<Key, Message>[];
  /** Keys of settings that have no field in the form. Their values in an existing target are kept. */
  readonly notInForm: readonly Key[];
  /** Whether the text about this kind of target (`host.<kind>.first`) is shown for existing targets, too. */
  readonly isAlwaysExplained?: true;
}

export type FormField<Key extends string = string, Message extends string = string> =
  /** Fields for the values that only the web host's customer knows (`host-presets.ts`). */
  | { readonly type: "hostPreset" }
  | TextSetting<Key, Message>
  | SwitchSetting<Key, Message>
  | SignInSetting<Key, Message>;

interface Setting<Key extends string, Message extends string> {
  readonly key: Key;
  readonly label: Message;
  readonly detail?: Message;
  /** Whether the field is hidden until the author requests more settings. */
  readonly isAdvanced?: true;
}

/**
 * A field for a text or a number. The schema checks its value.
 * An empty field is an error, unless the field is optional.
 */
export interface TextSetting<Key extends string = string, Message extends string = string>
  extends Setting<Key, Message> {
  readonly type: "text" | "number";
  readonly example: string;
  /** Whether full-width letters and digits, which input methods produce, are converted to ASCII. */
  readonly isAscii?: true;
  /** The form shows no errors before the text contains this string, for example `:`. */
  readonly isCheckedFrom?: string;
  readonly onlyIf?: { readonly key: Key; readonly is: string };
  readonly isOptional?: true;
  /** What the author can choose in a dialog instead of typing its path. */
  readonly chosen?: "privateKey" | "publicKey" | "folder";
  /** If the field is empty, the value of this name in the author's OpenSSH configuration is used. */
  readonly alias?: "host" | "port" | "user" | "key";
}

/**
 * A switch in the form. While it is on, the setting has the value `on`. Switching off removes the setting.
 */
interface SwitchSetting<Key extends string = string, Message extends string = string>
  extends Setting<Key, Message> {
  readonly type: "switch";
  readonly detail: Message;
  readonly on: string | true;
}

/** A field for choosing one of the ways to log in that the web host supports. */
export interface SignInSetting<Key extends string = string, Message extends string = string>
  extends Setting<Key, Message> {
  readonly type: "signIn";
}

/** Returns a schema of texts that satisfy a condition. `code` is the error for any other text. */
export const text = (isOfKind: (value: string) => boolean, code: ErrorCode) =>
  z.string().refine(isOfKind, { params: { code } });

/** A schema of file permissions, such as `644`. */
const octalMode = z.string().regex(/^[0-7]{3}$/);

export const host = text(isHost, "target.hostInvalid");
export const port = z.number().int().min(1).max(65535);
export const user = text(isAccount, "target.userInvalid");
export const directory = text(isFolderPath, "target.directoryInvalid");
export const url = text(isWebAddress, "target.urlInvalid");

/** The permissions of the files and folders that a publish writes on a server. */
export const permissions = {
  fileMode: octalMode.default("644").describe("Permissions of files on the server, octal."),
  directoryMode: octalMode.default("755").describe("Permissions of folders on the server, octal."),
};

/** The fields for an account on a server. Each kind of target adds its own examples. */
export const serverFields = {
  host: { type: "text", key: "host", label: "targets.host", isAscii: true, isAdvanced: true },
  port: { type: "number", key: "port", label: "targets.port", isAscii: true, isAdvanced: true },
  user: {
    type: "text",
    key: "user",
    label: "targets.user",
    example: "example",
    isAscii: true,
    isAdvanced: true,
  },
  directory: { type: "text", key: "directory", label: "targets.directory", isAdvanced: true },
} as const;

/** The form's field for the setting `url`. Every kind that has a form has this field. */
export const urlField = {
  type: "text",
  key: "url",
  label: "targets.url",
  example: "https://example.com/",
  isAscii: true,
} as const satisfies FormField;

/** Returns the host of a target. Adds the port unless it is the usual port. */
export function serverOf({ host, port }: Pick<TargetPlace, "host" | "port">): string {
  const name = plainHost(host);
  if (port === null) return name;
  return `${name.includes(":") ? `[${name}]` : name}:${port}`;
}
