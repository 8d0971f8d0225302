import type { ErrorCode } from "#contract/errors.ts";
import { readRcloneRemote } from "#contract/settings/rclone-remote.ts";
import type { TargetSettings } from "#contract/settings/target.ts";
import { isAccount, isFolderPath, isHost, isWebAddress } from "#contract/settings/target-values.ts";
import {
  fillPattern,
  type HostField,
  type HostPreset,
  hostPresets,
  type SignInKind,
} from "#contract/settings/host-presets.ts";

/**
 * Where the author wants to publish: at a web host that Hitofude knows, in a folder, or with a remote of
 * rclone.
 */
export type Place = HostPreset["id"] | "folder" | "rclone";

export const places: readonly Place[] = [...hostPresets.map(({ id }) => id), "folder", "rclone"];

/** Settings that are computed from the other fields as long as the author enters no value. */
export type OwnKey = "host" | "port" | "user" | "directory" | "url";

/** A target that is being set up, with its fields as the author typed them. */
export interface TargetDraft {
  readonly name: string;
  readonly place: Place;
  readonly fields: Readonly<Partial<Record<HostField, string>>>;
  readonly own: Readonly<Partial<Record<OwnKey, string>>>;
  readonly signIn: SignInKind;
  readonly key: string;
  readonly remote: string;
  readonly makeDefault: boolean;
  /** Whether encryption is permitted that is no longer safe. */
  readonly permitsOld: boolean;
  /**
   * Whether a publish changes the whole site at once: the document root is a link, which is switched to a new
   * folder.
   */
  readonly swaps: boolean;
  /** Settings of an existing target that the form does not show and that stay as they are. */
  readonly kept: { readonly fileMode: string; readonly directoryMode: string };
}

const usualModes = { fileMode: "644", directoryMode: "755" };

/** Returns a new target to fill in, for a web host, a folder or rclone. */
export function draftFor(place: Place, name: string): TargetDraft {
  const [signIn] = presetOf(place)?.signIns ?? ["password"];
  return {
    name,
    place,
    fields: {},
    own: {},
    signIn,
    key: "",
    remote: "",
    makeDefault: true,
    permitsOld: false,
    swaps: false,
    kept: usualModes,
  };
}

/** Returns an existing target to edit; null for the practice site, which has no settings. */
export function draftOf(name: string, target: TargetSettings): TargetDraft | null {
  const none = {
    name,
    fields: {},
    key: "",
    remote: "",
    signIn: "password",
    makeDefault: false,
    permitsOld: false,
    swaps: false,
  } as const;
  switch (target.kind) {
    case "practice":
      return null;
    case "folder":
      return {
        ...none,
        place: "folder",
        own: { directory: target.directory, url: target.url },
        kept: usualModes,
      };
    case "rclone":
      return { ...none, place: "rclone", remote: target.remote, own: { url: target.url }, kept: usualModes };
    case "sftp": {
      const { host, port, user, directory, url, signIn, key = "", fileMode, directoryMode } = target;
      const own = { host, port: String(port), user, directory, url };
      const [permitsOld, swaps] = [target.oldAlgorithms === true, target.mode === "swap"];
      return {
        ...none,
        place: "openssh",
        own,
        signIn,
        key,
        permitsOld,
        swaps,
        kept: { fileMode, directoryMode },
      };
    }
  }
}

export function presetOf(place: Place): HostPreset | undefined {
  return hostPresets.find(({ id }) => id === place);
}

/** Returns the value of a setting: what the author entered, otherwise what follows from the other fields. */
export function settingOf(draft: TargetDraft, key: OwnKey): string {
  const own = draft.own[key];
  if (own !== undefined) return own;
  const preset = presetOf(draft.place);
  if (!preset) return "";
  return key === "port" ? String(preset.port) : fillPattern(preset[key], draft.fields);
}

/**
 * Converts full-width letters and digits to ASCII. Authors with an input method may type host names, ports
 * and accounts in full width.
 */
export function plain(text: string): string {
  return text.normalize("NFKC").trim();
}

/** Returns what is wrong with the value of a setting; null if nothing is, or if nothing was typed yet. */
export function faultOf(draft: TargetDraft, key: OwnKey): ErrorCode | null {
  const value = key === "directory" ? settingOf(draft, key).trim() : plain(settingOf(draft, key));
  if (value === "") return null;
  if (key === "host" && !isHost(value)) return "target.hostInvalid";
  if (key === "user" && !isAccount(value)) return "target.userInvalid";
  if (key === "directory" && !isFolderPath(value)) return "target.directoryInvalid";
  return key === "url" && !isWebAddress(value) ? "target.urlInvalid" : null;
}

/** Whether a text consists of the name of an rclone remote and a folder in it. */
export function isRemote(text: string): boolean {
  return readRcloneRemote(text.trim()) !== null;
}

const checked = ["host", "user", "directory", "url"] as const;

/** Returns the settings of the target; null if something is still missing. */
export function targetOf(draft: TargetDraft): TargetSettings | null {
  const value = (key: OwnKey): string => plain(settingOf(draft, key));
  const [directory, url] = [settingOf(draft, "directory").trim(), value("url")];
  if (url === "" || draft.name.trim() === "") return null;
  if (checked.some((key) => faultOf(draft, key) !== null)) return null;
  if (draft.place === "folder") return directory === "" ? null : { kind: "folder", directory, url };
  if (draft.place === "rclone") {
    const remote = draft.remote.trim();
    return isRemote(remote) ? { kind: "rclone", remote, url } : null;
  }
  const [host, user, port] = [value("host"), value("user"), Number(value("port"))];
  const { signIn, key, kept } = draft;
  const isPort = Number.isInteger(port) && port > 0 && port < 65_536;
  if (host === "" || user === "" || directory === "" || !isPort) return null;
  if (signIn === "key" && key.trim() === "") return null;
  const keyFile = key.trim() === "" ? {} : { key: key.trim() };
  const old = draft.permitsOld ? { oldAlgorithms: true } : {};
  const mode = draft.swaps ? ({ mode: "swap" } as const) : {};
  return { kind: "sftp", host, port, user, directory, url, signIn, ...keyFile, ...old, ...mode, ...kept };
}
