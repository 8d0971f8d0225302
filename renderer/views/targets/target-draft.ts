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

/** Where the author wants to publish: a host that is known, a folder, or whatever rclone reaches. */
export type Place = HostPreset["id"] | "folder" | "rclone";

export const places: readonly Place[] = [...hostPresets.map(({ id }) => id), "folder", "rclone"];

/** The settings that follow from the fields, unless the author writes another. */
export type OwnKey = "host" | "port" | "user" | "directory" | "url";

/** A target while it is set up, as it is typed. */
export interface TargetDraft {
  readonly name: string;
  readonly place: Place;
  readonly fields: Readonly<Partial<Record<HostField, string>>>;
  readonly own: Readonly<Partial<Record<OwnKey, string>>>;
  readonly signIn: SignInKind;
  readonly key: string;
  readonly remote: string;
  readonly makeDefault: boolean;
  /** Encryption that is no longer safe may be used. */
  readonly permitsOld: boolean;
  /** The whole site is changed at once, by a link in the place of the document root. */
  readonly swaps: boolean;
  /** What the form does not show of a target that was there before. */
  readonly kept: { readonly fileMode: string; readonly directoryMode: string };
}

const usualModes = { fileMode: "644", directoryMode: "755" };

/** A draft for a new target at a place. */
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

/** A draft of a target that is there; null for the practice site, which has nothing to set up. */
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

/** A setting as it is now: the author's own, or what follows from the fields. */
export function settingOf(draft: TargetDraft, key: OwnKey): string {
  const own = draft.own[key];
  if (own !== undefined) return own;
  const preset = presetOf(draft.place);
  if (!preset) return "";
  return key === "port" ? String(preset.port) : fillPattern(preset[key], draft.fields);
}

/** Host names, ports and accounts are ASCII, however the input method wrote them. */
export function plain(text: string): string {
  return text.normalize("NFKC").trim();
}

/** What is wrong with a setting as it is now; null where nothing is, or nothing was typed yet. */
export function faultOf(draft: TargetDraft, key: OwnKey): ErrorCode | null {
  const value = key === "directory" ? settingOf(draft, key).trim() : plain(settingOf(draft, key));
  if (value === "") return null;
  if (key === "host" && !isHost(value)) return "target.hostInvalid";
  if (key === "user" && !isAccount(value)) return "target.userInvalid";
  if (key === "directory" && !isFolderPath(value)) return "target.directoryInvalid";
  return key === "url" && !isWebAddress(value) ? "target.urlInvalid" : null;
}

/** Whether what was typed names a remote of rclone and a folder in it. */
export function isRemote(text: string): boolean {
  return readRcloneRemote(text.trim()) !== null;
}

const checked = ["host", "user", "directory", "url"] as const;

/** The target as it goes into the settings; null while something is missing. */
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
