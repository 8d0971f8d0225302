import type { parseArgs } from "node:util";
import type { ShellCommand } from "#contract/shell-words.ts";
import { exportFormats } from "#contract/types/export-types.ts";

/** The command line parser, the help, the completions and the man page use the tables of this file. */

/** Every option of the command line, in the form that `parseArgs` expects. */
export const options = {
  help: { type: "boolean", short: "h" },
  version: { type: "boolean", short: "v" },
  out: { type: "string" },
  url: { type: "string" },
  force: { type: "boolean" },
  target: { type: "string" },
  "dry-run": { type: "boolean" },
  review: { type: "boolean" },
  repair: { type: "boolean" },
  yes: { type: "boolean", short: "y" },
  delete: { type: "boolean" },
  report: { type: "boolean" },
  json: { type: "boolean" },
  schema: { type: "string" },
  quiet: { type: "boolean", short: "q" },
  sample: { type: "boolean" },
  diff: { type: "boolean" },
  "keep-theirs": { type: "boolean" },
  "take-mine": { type: "boolean" },
  "take-over": { type: "boolean" },
  publisher: { type: "string" },
  trust: { type: "boolean" },
  list: { type: "boolean" },
  to: { type: "string" },
  "host-key": { type: "string", multiple: true },
  undo: { type: "boolean" },
  into: { type: "string" },
  format: { type: "string" },
  encoding: { type: "string" },
  "time-zone": { type: "string" },
  pictures: { type: "string", multiple: true },
  addresses: { type: "string", multiple: true },
  "read-pages": { type: "boolean" },
  "forwarding-kit": { type: "boolean" },
  section: { type: "string" },
  "unescape-html": { type: "boolean" },
  "in-place": { type: "boolean" },
  as: { type: "string" },
  post: { type: "string", multiple: true },
  year: { type: "string" },
  vertical: { type: "boolean" },
  drafts: { type: "boolean" },
  for: { type: "string" },
  stop: { type: "boolean" },
} as const;

export type OptionName = keyof typeof options;

/** The options that need a value. */
type ValueOption = {
  [Name in OptionName]: (typeof options)[Name]["type"] extends "string" ? Name : never;
}[OptionName];

/** The options of a command line and their values, as `parseArgs` returns them. */
export type OptionValues = ReturnType<typeof parseArgs<{ options: typeof options }>>["values"];

/** The periods that `--for` accepts for sharing a draft. Maps each period to its number of days. */
export const sharePeriods = { day: 1, week: 7, month: 30 } as const;

const ofPublish = [
  "target",
  "dry-run",
  "yes",
  "json",
  "quiet",
  "diff",
  "keep-theirs",
  "take-mine",
  "take-over",
  "trust",
  "host-key",
] as const satisfies readonly OptionName[];

export const optionsOf = {
  build: ["out", "url", "force", "json"],
  publish: [...ofPublish, "delete", "review", "repair", "publisher"],
  undo: [...ofPublish, "list", "to"],
  test: ["target", "yes", "trust", "json", "host-key"],
  check: ["report", "json"],
  export: ["as", "out", "post", "year", "vertical", "drafts", "force", "json"],
  share: ["for", "stop", "json"],
  new: ["sample"],
  import: [
    "into",
    "format",
    "section",
    "encoding",
    "time-zone",
    "unescape-html",
    "in-place",
    "pictures",
    "addresses",
    "read-pages",
    "forwarding-kit",
    "dry-run",
    "yes",
    "json",
    "undo",
  ],
  render: [],
  demo: [],
} as const satisfies Record<ShellCommand, readonly OptionName[]>;

/** The commands that have the option `--json`. Each of them then prints one object. */
export const jsonCommands = [
  "build",
  "publish",
  "undo",
  "test",
  "check",
  "import",
  "export",
  "share",
] as const satisfies readonly ShellCommand[];
export type JsonCommand = (typeof jsonCommands)[number];

/** Whether a word is the name of a command that has the option `--json`. */
export function isJsonCommand(word: string | undefined): word is JsonCommand {
  return jsonCommands.some((command) => command === word);
}

/**
 * Returns the name and version of the schema for the object that a command prints with `--json`.
 * The version increases when a property is removed or changes its meaning.
 */
export function schemaName(command: JsonCommand): string {
  return `hitofude.${command}/1`;
}

/** The kinds of arguments that a command can have besides its options. */
export type Operand = "blog" | "new-blog" | "file" | "post" | "sources" | "blog-or-none";

export const operands = {
  build: "blog",
  publish: "blog",
  undo: "blog",
  test: "blog",
  check: "blog",
  export: "blog",
  share: "post",
  new: "new-blog",
  import: "sources",
  render: "file",
  demo: "blog-or-none",
} as const satisfies Record<ShellCommand, Operand>;

/** The kind of value that an option has. An option without a value is a switch. */
export type ValueKind =
  | "blog"
  | "host"
  | "path"
  | "format"
  | "address"
  | "name"
  | "number"
  | "fingerprint"
  | "zone"
  | "period";

export const valueKinds: Partial<Record<OptionName, ValueKind>> = {
  out: "path",
  as: "format",
  post: "path",
  year: "number",
  url: "address",
  target: "name",
  schema: "name",
  publisher: "name",
  to: "number",
  "host-key": "fingerprint",
  into: "blog",
  format: "name",
  section: "name",
  encoding: "name",
  "time-zone": "zone",
  pictures: "host",
  addresses: "path",
  for: "period",
} satisfies Record<ValueOption, ValueKind>;

/** The words that an option accepts as its value. */
export const optionChoices: Partial<Record<OptionName, readonly string[]>> = {
  as: exportFormats,
  for: Object.keys(sharePeriods),
};

export const requiredOptions: Partial<Record<ShellCommand, readonly OptionName[]>> = {
  build: ["out"],
  export: ["as", "out"],
  import: ["into"],
};

/** Groups of options. Two options of the same group exclude each other. */
export const exclusive: readonly (readonly OptionName[])[] = [
  ["keep-theirs", "take-mine"],
  ["post", "year"],
  ["for", "stop"],
];
