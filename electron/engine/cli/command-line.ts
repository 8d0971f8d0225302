import { parseArgs } from "node:util";
import type { ShellCommand } from "#contract/shell-words.ts";
import { type ExportRequest, exportFormats } from "#contract/types/export-types.ts";
import { systemCode } from "#contract/file-retries.ts";
import {
  isJsonCommand,
  type JsonCommand,
  jsonCommands,
  type OptionName,
  type OptionValues,
  optionsOf,
  options,
  sharePeriods,
} from "./command-table.ts";
import type { PublishingRequest } from "./follow-publish.ts";
import { type ImportRequest, readImportRequest } from "./import/import-request.ts";
import { UsageError } from "./help/usage.ts";

/** The parsed command line. */
export type Request =
  | { readonly command: "help"; readonly of: ShellCommand | null }
  | { readonly command: "version" }
  | { readonly command: "schema"; readonly of: JsonCommand }
  | {
      readonly command: "build";
      readonly blog: string;
      readonly out: string;
      readonly url: string | null;
      /** Whether to build even if the output folder contains files that do not come from a build. */
      readonly force: boolean;
      readonly json: boolean;
    }
  | ({
      readonly command: "publish";
      /** Whether to compare every file on the server and always show the plan. */
      readonly review: boolean;
      /** A name shared by several computers, which publish in turn and keep no records of their publishes. */
      readonly publisher: string | undefined;
    } & ToTarget)
  | ({
      readonly command: "undo";
      /**
       * Number of the publish to restore. Null stands for the newest publish that differs from the live site.
       */
      readonly to: number | null;
      readonly list: boolean;
    } & ToTarget)
  | {
      readonly command: "test";
      readonly blog: string;
      readonly target: string | null;
      readonly yes: boolean;
      readonly trust: boolean;
      readonly json: boolean;
      readonly hostKeys: readonly string[];
    }
  | {
      readonly command: "check";
      readonly blog: string;
      /**
       * Whether to group problems by kind, and to report what an import of another program's folder would do.
       */
      readonly report: boolean;
      readonly json: boolean;
    }
  | (ExportRequest & {
      readonly command: "export";
      readonly blog: string;
      readonly out: string;
      readonly force: boolean;
      readonly json: boolean;
    })
  | {
      readonly command: "share";
      /** Path of the post's file. */
      readonly post: string;
      /** Number of days for which the secret address is valid, or null to end the sharing. */
      readonly days: number | null;
      readonly json: boolean;
    }
  | { readonly command: "new"; readonly blog: string; readonly sample: boolean }
  | { readonly command: "render"; readonly file: string }
  | { readonly command: "demo"; readonly blog: string | null }
  | ImportRequest;

interface ToTarget extends Omit<PublishingRequest, "command"> {
  readonly target: string | null;
  readonly dryRun: boolean;
}

/** Parses the arguments after the program's name. Throws `UsageError`. */
export function readCommandLine(argv: readonly string[]): Request {
  const { values, positionals } = parse(argv);
  if (values.version) return { command: "version" };
  if (values.schema !== undefined) {
    if (!isJsonCommand(values.schema)) throw new UsageError("schema", { commands: jsonCommands.join(", ") });
    return { command: "schema", of: values.schema };
  }
  const [command, ...rest] = positionals;
  if (values.help || command === "help") {
    const subject = command === "help" ? rest[0] : command;
    return { command: "help", of: subject !== undefined && isCommand(subject) ? subject : null };
  }
  if (command === undefined) throw new UsageError("noCommand");
  if (!isCommand(command)) throw new UsageError("noSuchCommand", { name: command });
  for (const [name, value] of Object.entries(values)) {
    if (value === "") throw new UsageError("emptyOption", { name: `--${name}` });
  }
  const names: readonly OptionName[] = optionsOf[command];
  for (const name of Object.keys(values) as OptionName[]) {
    if (!names.includes(name)) throw new UsageError("noSuchOption", { command, name: `--${name}` });
  }
  const json = values.json ?? false;
  switch (command) {
    case "build":
      if (values.out === undefined) throw new UsageError("needsOut", { command });
      if (values.url !== undefined && !/^https?:\/\/[^/]/.test(values.url)) {
        throw new UsageError("url");
      }
      return {
        command,
        blog: one(rest, "blog"),
        out: values.out,
        url: values.url ?? null,
        force: values.force ?? false,
        json,
      };
    case "publish":
      return {
        command,
        review: values.review === true || values.repair === true,
        publisher: values.publisher,
        ...toTarget(values, rest),
      };
    case "undo":
      if (values.to !== undefined && !/^[1-9]\d{0,8}$/.test(values.to)) {
        throw new UsageError("to");
      }
      return {
        command,
        to: values.to === undefined ? null : Number(values.to),
        list: values.list ?? false,
        ...toTarget(values, rest),
      };
    case "test": {
      const [target, yes] = [values.target ?? null, values.yes ?? false];
      const trust = values.trust ?? false;
      const hostKeys = hostKeysOf(values);
      return { command, blog: one(rest, "blog"), target, yes, trust, json, hostKeys };
    }
    case "check":
      return { command, blog: one(rest, "blog"), report: values.report ?? false, json };
    case "export":
      return toExport(values, rest);
    case "share": {
      const period = values.for ?? "week";
      if (values.for !== undefined && values.stop === true) {
        throw new UsageError("exclusive", { names: "--for, --stop" });
      }
      if (!isSharePeriod(period)) throw new UsageError("sharePeriod");
      return { command, post: one(rest, "post"), days: values.stop ? null : sharePeriods[period], json };
    }
    case "new":
      return { command, blog: one(rest, "newBlog"), sample: values.sample ?? false };
    case "render":
      return { command, file: one(rest, "file") };
    case "demo":
      return { command, blog: rest.length === 0 ? null : one(rest, "blog") };
    case "import":
      return readImportRequest(values, rest);
  }
}

function toExport(
  { as, out, post, year, vertical = false, drafts = false, force = false, json = false }: OptionValues,
  rest: readonly string[],
): Extract<Request, { command: "export" }> {
  const command = "export";
  const format = exportFormats.find((name) => name === as);
  if (format === undefined) throw new UsageError("exportFormat");
  if (out === undefined) throw new UsageError("needsOut", { command });
  if (post && year !== undefined) throw new UsageError("exclusive", { names: "--post, --year" });
  if (year !== undefined && !/^\d{4}$/.test(year)) throw new UsageError("year");
  const some = year === undefined ? ({ kind: "blog" } as const) : ({ kind: "year", year } as const);
  const scope = post ? ({ kind: "posts", paths: post } as const) : some;
  return { command, blog: one(rest, "blog"), as: format, out, scope, vertical, drafts, force, json };
}

function isSharePeriod(word: string): word is keyof typeof sharePeriods {
  return Object.hasOwn(sharePeriods, word);
}

function isCommand(word: string): word is ShellCommand {
  return Object.hasOwn(optionsOf, word);
}

function toTarget(values: OptionValues, rest: readonly string[]): ToTarget {
  const [keeps, takes] = [values["keep-theirs"] ?? false, values["take-mine"] ?? false];
  if (keeps && takes) throw new UsageError("exclusive", { names: "--keep-theirs, --take-mine" });
  return {
    blog: one(rest, "blog"),
    target: values.target ?? null,
    dryRun: values["dry-run"] ?? false,
    yes: values.yes ?? false,
    json: values.json ?? false,
    quiet: values.quiet ?? false,
    diff: values.diff ?? false,
    deletes: values.delete ?? false,
    repair: values.repair ?? false,
    theirs: keeps ? "keep" : takes ? "take" : null,
    takeOver: values["take-over"] ?? false,
    trust: values.trust ?? false,
    hostKeys: hostKeysOf(values),
  };
}

/**
 * Returns the fingerprints of host keys and certificates that the user accepts by options.
 * A key's fingerprint must have the form that `ssh-keygen -l` prints.
 * A certificate's fingerprint must have the form that OpenSSL prints.
 */
function hostKeysOf(values: OptionValues): string[] {
  return (values["host-key"] ?? []).map((given) => {
    if (/^(?:[0-9a-f]{2}:){31}[0-9a-f]{2}$/i.test(given)) return given.toUpperCase();
    const [, digest] = /^SHA256:([A-Za-z0-9+/]{43})=?$/.exec(given) ?? [];
    if (digest === undefined) throw new UsageError("hostKey");
    return `SHA256:${digest}`;
  });
}

/** Returns the command that a command line names, even if another part of the line is wrong. */
export function commandOf(argv: readonly string[]): string | undefined {
  return parseArgs({ args: [...argv], options, allowPositionals: true, strict: false }).positionals[0];
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options, allowPositionals: true });
  } catch (error) {
    throw new UsageError(...faultOf(error));
  }
}

/**
 * Converts an error of `parseArgs` to the program's own error, because `parseArgs` has only English messages.
 */
function faultOf(error: unknown): ConstructorParameters<typeof UsageError> {
  const [, name = ""] = /'(-[^\s,']*)/.exec(error instanceof Error ? error.message : "") ?? [];
  return [systemCode(error) === "ERR_PARSE_ARGS_UNKNOWN_OPTION" ? "unknownOption" : "optionValue", { name }];
}

function one(values: readonly string[], what: "blog" | "newBlog" | "file" | "post"): string {
  const [value, ...more] = values;
  if (value === undefined) throw new UsageError("missing", { what });
  if (more.length > 0) throw new UsageError("tooMany", { given: more.join(" ") });
  // Refuses an empty path, because it would mean the working folder. It often comes from an unset variable.
  if (value === "") throw new UsageError("empty", { what });
  return value;
}
