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

/** Where the author wants to publish: a known host, a folder, or an rclone remote. */
export type Place = HostPreset["id"] | "folder" | "rclone";

export const places: readonly Place[] = [...hostPresets.map(({ id }) => id), "folder", "rclone"];

/** Settings that are derived from the fields, unless the author enters another value. */
export type OwnKey = "host" | "port" | "user" | "directory" | "url";

/** A target that is being set up, with its fields as typed. */
export interface TargetDraft {
  readonly name: string;
  readonly place: Place;
  readonly fields: Readonly<Partial<Record<HostField, string>>>;
  readonly own: Readonly<Partial<Record<OwnKey, string>>>;
  readonly signIn: SignInKind;
  readonly key: string;
  readonly remote: string;
  readonly makeDefault: boolean;
  /** Permits encryption that is no longer safe. */
  readonly permitsOld: boolean;
  /** Changes the whole site at once, by a link instead of the document root. */
  readonly swaps: boolean;
  /** Settings of an existing target that the form does not show. */
  readonly kept: { readonly fileMode: string; readonly directoryMode: string };
}

const usualModes = { fileMode: "644", directoryMode: "755" };

/** Returns a draft for a new target at a place. */
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

/** Returns a draft of an existing target; null for the practice site, which has no settings. */
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

/** Returns the current value of a setting: the author's own, or the one derived from the fields. */
export function settingOf(draft: TargetDraft, key: OwnKey): string {
  const own = draft.own[key];
  if (own !== undefined) return own;
  const preset = presetOf(draft.place);
  if (!preset) return "";
  return key === "port" ? String(preset.port) : fillPattern(preset[key], draft.fields);
}

/** Converts text to plain ASCII forms: host names, ports and accounts may be typed in full width. */
export function plain(text: string): string {
  return text.normalize("NFKC").trim();
}

/** Returns the error of a setting's current value; null when there is none, or nothing was typed yet. */
export function faultOf(draft: TargetDraft, key: OwnKey): ErrorCode | null {
  const value = key === "directory" ? settingOf(draft, key).trim() : plain(settingOf(draft, key));
  if (value === "") return null;
  if (key === "host" && !isHost(value)) return "target.hostInvalid";
  if (key === "user" && !isAccount(value)) return "target.userInvalid";
  if (key === "directory" && !isFolderPath(value)) return "target.directoryInvalid";
  return key === "url" && !isWebAddress(value) ? "target.urlInvalid" : null;
}

/** Whether a text names a remote of rclone and a folder in it. */
export function isRemote(text: string): boolean {
  return readRcloneRemote(text.trim()) !== null;
}

const checked = ["host", "user", "directory", "url"] as const;

/** Returns the target's settings; null while something is missing. */
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
