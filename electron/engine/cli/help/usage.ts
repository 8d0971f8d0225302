import type { MessageValues } from "#contract/errors.ts";
import type ja from "#resources/locales/ja.json";
import type { Language } from "#contract/messages.ts";
import { type ShellCommand, shellCommands } from "#contract/shell-words.ts";
import { commandTexts } from "./command-texts.ts";
import { type OptionName, optionsOf } from "../command-table.ts";
import { optionSyntax, synopsisOf } from "./synopsis.ts";

/**
 * Column at which the description of a command begins in the help. `lastColumn` is the last column of a line.
 */
const textColumn = 34;
const lastColumn = 120;

interface Notes {
  /** The word that introduces the line with the usage, such as `Usage:`. */
  readonly usage: string;
  readonly command: string;
  /** Returns the line that explains how to show the options of one command. */
  readonly more: (command: string) => string;
  /** The paragraphs of additional notes in the help. Each paragraph is a list of printed lines. */
  readonly paragraphs: readonly (readonly string[])[];
  readonly exitCodes: string;
  readonly secrets: string;
}

/** For each paragraph of additional notes, the commands whose help contains it. */
const subjects: readonly (readonly ShellCommand[])[] = [
  ["publish", "undo"],
  ["publish", "undo", "test"],
  ["publish", "undo", "test"],
  ["import"],
];

/** The texts of the help, except its tables. The man page also uses these texts. */
export const notes: Readonly<Record<Language, Notes>> = {
  en: {
    usage: "Usage:",
    command: "COMMAND [OPTIONS]",
    more: (command) => `“hitofude ${command} --help” explains the options of one command.`,
    paragraphs: [
      [
        "Files on the server that are not as they were published are never overwritten or deleted without a choice: --keep-theirs",
        "leaves them, --take-mine publishes yours, --diff shows the differences. --take-over goes on where another computer stopped",
        "in the middle and shows no sign of life. Published files that the site no longer has are deleted only with --delete, or after",
        "a question at a terminal. --yes agrees to everything else in a plan, but never accepts the key of a server.",
      ],
      [
        "--host-key SHA256:… says which key the server has, as its host gives it; may be repeated. Any other key is refused, so",
        "give those of the server and of each jump host. Without the option, an unknown key is asked about at a terminal, and refused",
        "where there is none.",
      ],
      [
        "A folder that was neither made nor trusted on this computer sends nothing before --trust, which shows its targets and is",
        "remembered; building and checking need no trust.",
      ],
      [
        "import shows what it would do and asks at a terminal before it writes; --yes agrees, --dry-run writes nothing. Importing the",
        "same files again changes nothing; a newer export adds and updates only posts that you have not edited. Drafts and private",
        "posts become drafts. import --undo --into BLOG undoes the last import.",
      ],
    ],
    exitCodes:
      "Exit codes: 0 success, 1 a problem in the blog, at the target or with the output, 2 wrong use, 3 published or exported, but\nsome files were left out, because they cannot be read or used, 141 nobody reads the output.",
    secrets: "Secrets are asked at the terminal, or read from HITOFUDE_PASSWORD and HITOFUDE_PASSPHRASE.",
  },
  ja: {
    usage: "使い方:",
    command: "コマンド [オプション]",
    more: (command) => `「hitofude ${command} --help」で、コマンドのオプションを説明します。`,
    paragraphs: [
      [
        "サーバーのファイルが公開したときと違うときは、選ばないかぎり、上書きも削除もしません。--keep-theirs はそのまま残し、",
        "--take-mine は自分のものを公開し、--diff は違いを表示します。--take-over は、ほかのコンピューターが途中で止まり、動いている",
        "様子がないときに、続きを引き受けます。サイトからなくなった公開済みのファイルは、--delete を付けるか、端末での確認に",
        "答えたときだけ削除します。--yes は公開内容のほかの確認すべてに同意しますが、サーバーの鍵は受け入れません。",
      ],
      [
        "--host-key SHA256:… で、サーバーの鍵の指紋を、レンタルサーバーの案内どおりに指定します（複数可）。ほかの鍵は断るため、",
        "踏み台を通るときは、踏み台とサーバーの両方を指定します。指定しないと、知らない鍵は端末で確認し、端末がなければ断ります。",
      ],
      [
        "このコンピューターで作っても信頼してもいないフォルダーは、--trust を付けるまで何も送りません。--trust は公開先を表示し、",
        "次からは覚えています。build と check には要りません。",
      ],
      [
        "import は、端末では、何が変わるかを表示し、確認してから書き込みます。--yes は確認なしで取り込み、--dry-run は何も書き込み",
        "ません。同じファイルをもう一度取り込んでも何も変わりません。新しいエクスポートからは、編集していない記事だけを追加・更新します。",
        "下書きと非公開の記事は下書きになります。import --undo --into ブログ で、最後の取り込みを取り消します。",
      ],
    ],
    exitCodes:
      "終了コード: 0 成功、1 ブログ・公開先・出力の問題、2 使い方の誤り、3 公開や書き出しはできたが、読めない、または使えない\nファイルを除いたとき、141 出力の読み手がいなくなったとき。",
    secrets: "パスワードなどは端末で尋ねるか、HITOFUDE_PASSWORD と HITOFUDE_PASSPHRASE から読みます。",
  },
};

/** Returns the help of the command line program. */
export function usage(language: Language): string {
  const { paragraphs, command, more } = notes[language];
  const parts = [
    `${usageLine(language, command)}\n${more(command.split(" ")[0] ?? "")}`,
    [
      ...shellCommands.flatMap((name) => commandLines(name, language)),
      "",
      "  --help, --version, --schema COMMAND",
    ].join("\n"),
    ...paragraphs.map((lines) => lines.join("\n")),
    endOf(language),
  ];
  return `${parts.join("\n\n")}\n`;
}

/** Returns the help of one command, with a line for each option. */
export function commandUsage(command: ShellCommand, language: Language): string {
  const { needed, optional } = synopsisOf(command, language);
  const names: readonly OptionName[] = optionsOf[command];
  const parts = [
    wrapped([usageLine(language, needed), ...optional]).join("\n"),
    commandTexts[language].commands[command],
    names.map((name) => entry(optionSyntax(name, language), commandTexts[language].options[name])).join("\n"),
    ...notes[language].paragraphs
      .filter((_, index) => subjects[index]?.includes(command))
      .map((lines) => lines.join("\n")),
    endOf(language),
  ];
  return `${parts.join("\n\n")}\n`;
}

/**
 * Returns the lines after a message about wrong arguments: the usage of the command, and a hint at its help.
 * `command` is the first argument, which may be an unknown word.
 */
export function usageHint(command: string | undefined, language: Language): string {
  const known = shellCommands.find((name) => name === command);
  const { command: any, more } = notes[language];
  if (known === undefined) {
    return `${usageLine(language, any)}\n  ${shellCommands.join(", ")}\n${more(any.split(" ")[0] ?? "")}\n`;
  }
  const { needed, optional } = synopsisOf(known, language);
  return `${wrapped([usageLine(language, needed), ...optional]).join("\n")}\n${more(known)}\n`;
}

function usageLine(language: Language, words: string): string {
  return `${notes[language].usage} hitofude ${words}`;
}

function endOf(language: Language): string {
  const { exitCodes, secrets } = notes[language];
  return `${exitCodes}\n${secrets}`;
}

function commandLines(command: ShellCommand, language: Language): string[] {
  const { needed, optional } = synopsisOf(command, language);
  const first = entry(needed, commandTexts[language].commands[command]);
  return optional.length === 0 ? [first] : [first, ...wrapped([indent, ...optional])];
}

/** Returns a line of a table. If the name is long, the description is on the next line. */
function entry(name: string, description: string): string {
  const head = `  ${name}`;
  const gap = textColumn - columns(head);
  return gap > 0
    ? `${head}${" ".repeat(gap)}${description}`
    : `${head}\n${" ".repeat(textColumn)}${description}`;
}

/** The beginning of every line but the first of a usage. */
const indent = "       ";

/** Joins words into lines that fit the terminal. Every line but the first begins with `indent`. */
function wrapped([first = "", ...words]: readonly string[]): string[] {
  const lines: string[] = [];
  let line = first;
  for (const word of words) {
    if (columns(`${line} ${word}`) > lastColumn) {
      lines.push(line);
      line = indent;
    }
    line += ` ${word}`;
  }
  return [...lines, line];
}

/** Returns the width of a text on a terminal, where Japanese characters are two columns wide. */
function columns(text: string): number {
  return [...text].reduce((sum, character) => sum + (character > "\u2fff" ? 2 : 1), 0);
}

/** A fault of a command line. Its text has the key `shell.usage.<fault>`. */
export type UsageFault = keyof typeof ja extends infer Key
  ? Key extends `shell.usage.${infer F}`
    ? F
    : never
  : never;

/** Thrown for invalid arguments. The message key is `shell.usage.<fault>`. */
export class UsageError extends Error {
  readonly fault: UsageFault;
  readonly values: MessageValues;

  constructor(fault: UsageFault, values: MessageValues = {}) {
    super(fault);
    this.fault = fault;
    this.values = values;
  }
}
