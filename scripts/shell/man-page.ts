import type { Language } from "#contract/messages.ts";
import { shellCommands } from "#contract/shell-words.ts";
import { type OptionName, options } from "#engine/cli/command-table.ts";
import { commandTexts } from "#engine/cli/help/command-texts.ts";
import { optionSyntax, synopsisOf } from "#engine/cli/help/synopsis.ts";
import { notes } from "#engine/cli/help/usage.ts";

const headings = {
  en: {
    name: "NAME",
    summary: "write Markdown, see the page, publish it over SFTP",
    synopsis: "SYNOPSIS",
    window: "without a command, opens the window, with a blog folder or a Markdown file",
    commands: "COMMANDS",
    options: "OPTIONS",
    details: "DETAILS",
    examples: "EXAMPLES",
  },
  ja: {
    name: "名前",
    summary: "Markdown で書き、ページを見て、SFTP で公開する",
    synopsis: "書式",
    window: "コマンドがなければ、ブログのフォルダーや Markdown ファイルのウィンドウを開きます",
    commands: "コマンド",
    options: "オプション",
    details: "詳しい説明",
    examples: "例",
  },
} as const satisfies Record<Language, Record<string, string>>;

const examples = [
  "hitofude new --sample diary",
  "hitofude check diary",
  "hitofude build --out site --url https://example.com/ diary",
  "hitofude publish --dry-run diary",
];

/** Returns the man page in the macros of man(7). */
export function manPage(language: Language, version: string): string {
  const words = headings[language];
  const texts = commandTexts[language];
  const { paragraphs, exitCodes, secrets } = notes[language];
  const lines = [
    `.TH HITOFUDE 1 "" "Hitofude ${escaped(version)}" ""`,
    `.SH ${words.name}`,
    `hitofude \\- ${escaped(words.summary)}`,
    `.SH ${words.synopsis}`,
    `.B hitofude`,
    escaped("[PATH]"),
    ".br",
    ...shellCommands.flatMap((command) => {
      const { needed, optional } = synopsisOf(command, language);
      return [".B hitofude", escaped([needed, ...optional].join(" ")), ".br"];
    }),
    ".PP",
    `.B hitofude`,
    escaped(words.window),
    `.SH ${words.commands}`,
    ...shellCommands.flatMap((command) => [".TP", `.B ${command}`, escaped(texts.commands[command])]),
    `.SH ${words.options}`,
    ...(Object.keys(options) as OptionName[]).flatMap((name) => [
      ".TP",
      `.B ${escaped(optionSyntax(name, language))}`,
      escaped(texts.options[name]),
    ]),
    `.SH ${words.details}`,
    ...paragraphs.flatMap((paragraph, index) => [...(index > 0 ? [".PP"] : []), ...paragraph.map(escaped)]),
    ".PP",
    escaped(exitCodes),
    ".PP",
    escaped(secrets),
    `.SH ${words.examples}`,
    ".nf",
    ...examples.map(escaped),
    ".fi",
  ];
  return `${lines.join("\n")}\n`;
}

/**
 * Escapes text that man would read as a macro or an escape.
 * `\-` is the minus that can be copied into a shell.
 */
function escaped(text: string): string {
  return text.replaceAll("\\", "\\e").replaceAll("-", "\\-").replace(/^[.']/, "\\&$&");
}
