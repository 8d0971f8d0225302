import { AppError, type ErrorCode, type MessageValues, type Problem, toWireError } from "#contract/errors.ts";
import type { PostNote } from "#engine/importers/report/import-report.ts";
import type { PublishResult } from "#contract/types/publish-run-types.ts";
import { createMessages, type Language, resolveLanguage, type Translate } from "#contract/messages.ts";
import { formatSize } from "#contract/text/file-size.ts";
import en from "#resources/locales/en.json" with { type: "json" };
import ja from "#resources/locales/ja.json" with { type: "json" };
import { type JsonCommand, schemaName } from "./command-table.ts";
import { ConsoleText } from "./console-text.ts";
import { UsageError } from "./help/usage.ts";

type TextKey = keyof typeof ja;

/** Minimum time between two changes of the line of progress, in milliseconds. */
const progressMs = 250;

/** Prints output in the language of the environment: results to stdout, everything else to stderr. */
export class Report {
  readonly language: Language;
  readonly #translate: Translate<TextKey>;
  readonly #console = new ConsoleText();
  #hasProgress = false;
  #progressAt = 0;
  #isQuiet = false;
  #hasJson = false;

  constructor(language: Language) {
    this.language = language;
    this.#translate = language === "ja" ? createMessages("ja", ja) : createMessages("en", en);
  }

  say(line: string): void {
    this.#endProgress();
    process.stderr.write(this.#console.encode(`${line}\n`, process.stderr.isTTY));
  }

  /** Implements `--quiet`: from now on, prints only problems and questions. */
  beQuiet(): void {
    this.#isQuiet = true;
  }

  /** Prints a message about the work of the command, unless `--quiet` is given. */
  info(line: string): void {
    if (!this.#isQuiet) this.say(line);
  }

  /**
   * Shows the progress of the work at a terminal, on a line that the next output replaces.
   * Leaves out what comes too soon after the last change of the line.
   */
  progress(key: TextKey, values: MessageValues): void {
    if (!process.stderr.isTTY || this.#isQuiet) return;
    const now = performance.now();
    if (this.#hasProgress && now - this.#progressAt < progressMs) return;
    this.#progressAt = now;
    this.#endProgress();
    process.stderr.write(this.#console.encode(this.text(key, values), true));
    this.#hasProgress = true;
  }

  #endProgress(): void {
    if (this.#hasProgress) process.stderr.write("\r\u001b[K");
    this.#hasProgress = false;
  }

  result(line: string): void {
    this.#endProgress();
    process.stdout.write(this.#console.encode(`${line}\n`, process.stdout.isTTY));
  }

  /** Prints output for other programs, in UTF-8 on every system. */
  data(text: string): void {
    this.#endProgress();
    process.stdout.write(`${text}\n`);
  }

  /** Decodes standard input that is not in UTF-8. Returns null if the text cannot be decoded. */
  decodeInput(bytes: Uint8Array): string | null {
    return this.#console.decode(bytes);
  }

  /** Prints the object of a command with `--json`: the schema's name, `ok` and the properties of `value`. */
  json(command: JsonCommand, value: object, ok = true): void {
    this.#hasJson = true;
    this.data(JSON.stringify({ schema: schemaName(command), ok, ...value }, null, 2));
  }

  /** Prints the JSON object of a failed command, unless the command has already printed an object. */
  failure(command: JsonCommand, error: unknown, more: object = {}): void {
    if (this.#hasJson) return;
    const { code, values } =
      error instanceof UsageError
        ? { code: "usage", values: { fault: error.fault, ...error.values } }
        : toWireError(error);
    const message =
      error instanceof UsageError
        ? this.text(`shell.usage.${error.fault}`, error.values)
        : this.sentence(toWireError(error).code, values);
    this.json(command, { error: { code, values, message }, ...more }, false);
  }

  /** Prints problems like a compiler, for editors: `posts/a.md:12: warning: what happened; what to do`. */
  problems(problems: readonly Problem[]): void {
    for (const problem of problems) {
      const place = [problem.file, problem.line].filter((part) => part !== undefined).join(":");
      const kind = problem.draft ? `${problem.severity} (${this.text("state.draft")})` : problem.severity;
      const where = place === "" ? "" : `${place}: `;
      this.say(`${where}${kind}: ${this.sentence(problem.code, problem.values)}`);
    }
  }

  /** Prints an error. The stack of an unexpected error is printed only if `HITOFUDE_DEBUG` is set. */
  error(error: unknown): void {
    if (error instanceof AppError) {
      this.say(this.sentence(error.code, error.values));
      return;
    }
    const { message, stack } = error instanceof Error ? error : new Error(String(error));
    this.say(this.sentence("internal", { reason: message }));
    if (process.env.HITOFUDE_DEBUG) this.say(stack ?? message);
  }

  /** Returns a text of the interface in the language of this report. */
  text(key: TextKey, values: MessageValues = {}): string {
    return this.#translate(key, values);
  }

  /** Returns a number of bytes as text, such as `12 MB`. */
  size(bytes: number): string {
    return formatSize(this.language, bytes);
  }

  /**
   * Returns the text for an error: what happened, and what to do.
   * Uses the advice for the command line if there is one, and otherwise the general advice.
   */
  sentence(code: ErrorCode, values: MessageValues): string {
    const atShell = `shell.todo.${code}`;
    const todo = isText(atShell) ? atShell : (`error.${code}.todo` as const);
    const what = this.#translate(`error.${code}.what`, values);
    return `${what}${afterSentence(what)}${this.#translate(todo, values)}`;
  }

  /** Returns the text of a note about a publish. Some notes have a different text on the command line. */
  note(code: PublishResult["notes"][number]["code"], values: MessageValues): string {
    const atShell = `shell.note.${code}`;
    return this.#translate(isText(atShell) ? atShell : `publish.note.${code}`, values);
  }

  /**
   * Returns the text of a note about an imported post. Some notes have a different text on the command line.
   */
  importNote(note: PostNote): string {
    const atShell = `shell.import.${note}`;
    return this.#translate(isText(atShell) ? atShell : `import.note.${note}`);
  }
}

/** Returns what to print after a sentence: a space, or for Japanese nothing or the missing full stop. */
function afterSentence(sentence: string): string {
  // A quotation, such as the words of a server, does not end the sentence.
  if (sentence.endsWith("」")) return "。";
  return sentence.endsWith("。") ? "" : " ";
}

function isText(key: string): key is TextKey {
  return Object.hasOwn(ja, key);
}

/** Returns the language of Windows. On other systems, uses `LC_ALL`, `LC_MESSAGES` or `LANG`. */
export function shellLanguage(
  environment: NodeJS.ProcessEnv,
  platform: string = process.platform,
  systemLocale = (): string => new Intl.DateTimeFormat().resolvedOptions().locale,
): Language {
  if (platform === "win32") return resolveLanguage("system", systemLocale());
  const { LC_ALL, LC_MESSAGES, LANG } = environment;
  return resolveLanguage("system", LC_ALL || LC_MESSAGES || LANG || "en");
}
