import { type ErrorCode, errorCodeSchema } from "#contract/errors.ts";
import {
  type HostField,
  type HostPreset,
  hostPresets,
  presetSettings,
} from "#contract/settings/host-presets.ts";
import type { SshAlias } from "#contract/settings/targets/sftp.ts";
import { type TargetSettings, targetKinds, targetSchema } from "#contract/settings/target.ts";
import type { FormField, TargetForm, TargetObject } from "#contract/settings/targets/target-kind.ts";
import type { MessageKey } from "../../state/language.ts";

type Kind = (typeof targetKinds)[number];
type KindWithForm = Extract<Kind, { readonly form: object }>;
type FormKind = KindWithForm["schema"]["shape"]["kind"]["value"];

/** The author's choice of where to publish: a listed web host, or a kind of target. */
export type Place = HostPreset["id"] | Exclude<FormKind, HostPreset["kind"]>;

export type Field = FormField<string, MessageKey>;
type SettingField = Exclude<Field, { readonly type: "hostPreset" }>;

/** A kind of target that can be set up. `MessageKey` ensures that the locales have its labels. */
interface SetUpKind {
  readonly kind: FormKind;
  readonly schema: TargetObject;
  readonly form: TargetForm<string, MessageKey>;
}
const kinds: readonly SetUpKind[] = targetKinds.flatMap(({ schema, form }) =>
  form === null ? [] : [{ kind: schema.shape.kind.value, schema, form }],
);

export const places: readonly Place[] = kinds.flatMap(({ kind }): readonly Place[] =>
  kind === "sftp" || kind === "ftps"
    ? hostPresets.filter((preset) => preset.kind === kind).map(({ id }) => id)
    : [kind],
);

/** A target being set up, and the settings that the author entered. */
export interface TargetDraft {
  readonly name: string;
  readonly place: Place;
  /** The values that the author found at the web host, such as the account. */
  readonly fields: Readonly<Partial<Record<HostField, string>>>;
  /** The settings that the author entered. All other settings are computed from `fields`. */
  readonly own: Readonly<Record<string, string | boolean>>;
  readonly makeDefault: boolean;
  /** What the author's OpenSSH configuration says about the host, or null. */
  readonly ssh: SshAlias | null;
  /** Settings of an existing target that the form hides and keeps. */
  readonly kept: Readonly<Record<string, unknown>>;
}

/** Returns a new target to fill in. */
export function draftFor(place: Place, name: string): TargetDraft {
  return { name, place, fields: {}, own: {}, makeDefault: true, ssh: null, kept: {} };
}

/** Returns a draft of an existing target. Returns null for the practice site, which has no settings. */
export function draftOf(name: string, target: TargetSettings): TargetDraft | null {
  const kind = kinds.find((candidate) => candidate.kind === target.kind);
  if (!kind) return null;
  const settings = new Map<string, unknown>(Object.entries(target));
  const own = settingFields(kind.form).map((field) => [
    field.key,
    enteredValue(field, settings.get(field.key)),
  ]);
  const kept = kind.form.notInForm.map((key) => [key, settings.get(key)]);
  return {
    name,
    place: generalPlaceOf(kind.kind),
    fields: {},
    own: Object.fromEntries(own),
    makeDefault: false,
    ssh: null,
    kept: Object.fromEntries(kept),
  };
}

/** Returns the choice (`Place`) for a target that is not at a listed web host. */
function generalPlaceOf(kind: FormKind): Place {
  if (kind !== "sftp" && kind !== "ftps") return kind;
  return kind === "sftp" ? "openssh" : "ftps";
}

export function presetOf(place: Place): HostPreset | undefined {
  return hostPresets.find(({ id }) => id === place);
}

export function formOf(place: Place): TargetForm<string, MessageKey> {
  return kindOf(place).form;
}

/** The choice to sign in as the author's OpenSSH configuration says. This choice saves no setting. */
export const asConfigured = "config" as const;

/** Returns the value that the author entered, or otherwise the value for the web host. */
export function settingOf(draft: TargetDraft, key: string): string {
  const own = draft.own[key];
  const isOwn = typeof own === "string" && (key !== "signIn" || (own !== "" && own !== asConfigured));
  if (isOwn) return own;
  if (draft.ssh && key === "signIn") return asConfigured;
  if (draft.ssh && key === "port") return "";
  const preset = presetOf(draft.place);
  return (preset && presetSettings(preset, draft.fields)[key]) ?? "";
}

/** Whether a field is shown. Some fields depend on the value of another setting. */
export function isShown(draft: TargetDraft, field: Field): boolean {
  const condition = "onlyIf" in field ? field.onlyIf : undefined;
  return condition === undefined || settingOf(draft, condition.key) === condition.is;
}

/** Converts the full-width letters and digits of an input method to ASCII. */
export function plain(text: string): string {
  return text.normalize("NFKC").trim();
}

/** Returns what is wrong with a setting's value, or null if the value is valid or empty. */
export function faultOf(draft: TargetDraft, key: string): ErrorCode | null {
  const { form, schema } = kindOf(draft.place);
  const field = settingFields(form).find((candidate) => candidate.key === key);
  const value = field && savedValue(draft, field);
  if (value === undefined) return null;
  const [issue] = schema.shape[key]?.safeParse(value).error?.issues ?? [];
  const code = issue?.code === "custom" ? issue.params?.code : undefined;
  return errorCodeSchema.safeParse(code).data ?? null;
}

/** Returns the settings of the target, or null if a setting is missing or invalid. */
export function targetOf(draft: TargetDraft): TargetSettings | null {
  const { kind, form } = kindOf(draft.place);
  if (draft.name.trim() === "") return null;
  const settings = new Map<string, unknown>(Object.entries({ ...draft.kept, kind }));
  for (const field of settingFields(form)) {
    const value = savedValue(draft, field);
    if (value !== undefined) settings.set(field.key, value);
    else if (isShown(draft, field) && isRequired(draft, field)) return null;
  }
  return targetSchema.safeParse(Object.fromEntries(settings)).data ?? null;
}

/** Whether a target is incomplete without a value in this field. */
function isRequired({ ssh }: TargetDraft, field: SettingField): boolean {
  if (field.type === "switch" || field.type === "signIn" || field.isOptional) return false;
  return field.alias === undefined || (ssh?.[field.alias] ?? null) === null;
}

function kindOf(place: Place): SetUpKind {
  const name = presetOf(place)?.kind ?? place;
  const found = kinds.find(({ kind }) => kind === name);
  if (!found) throw new Error(`no kind of target ${name}`);
  return found;
}

function settingFields({ fields }: SetUpKind["form"]): SettingField[] {
  return fields.filter((field) => field.type !== "hostPreset");
}

/** Returns the value that the field of a setting shows for an existing target. */
function enteredValue({ type }: SettingField, value: unknown): string | boolean {
  if (type === "switch") return value !== undefined && value !== false;
  return value === undefined ? "" : String(value);
}

/** Returns the value to save for a setting. Undefined if the switch is off or the field is empty. */
function savedValue(draft: TargetDraft, field: SettingField): string | number | boolean | undefined {
  if (field.type === "switch") return draft.own[field.key] === true ? field.on : undefined;
  const typed = settingOf(draft, field.key);
  if (field.type === "signIn") return typed === asConfigured ? undefined : typed;
  const text = field.isAscii ? plain(typed) : typed.trim();
  if (text === "") return undefined;
  return field.type === "number" ? Number(text) : text;
}
