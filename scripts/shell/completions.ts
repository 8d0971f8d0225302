import { type ShellCommand, shellCommands } from "#contract/shell-words.ts";
import {
  exclusive,
  type OptionName,
  operands,
  optionChoices,
  options,
  optionsOf,
  valueKinds,
} from "#engine/cli/command-table.ts";
import { commandTexts } from "#engine/cli/help/command-texts.ts";

/** Completions for bash, zsh and fish, made from the tables that define the command line. */

const texts = commandTexts.en;
const everywhere = ["help", "version"] as const satisfies readonly OptionName[];

/** Returns the options of a command as they are typed, such as `--out`. */
function flagsOf(command: (typeof shellCommands)[number]): string[] {
  return optionsOf[command].map((name) => `--${name}`);
}

/** The options that have a value, in three groups: a path, one of several choices, and any other text. */
const withFolder = (Object.keys(valueKinds) as OptionName[]).filter((name) => valueKinds[name] === "path");
const withChoices = Object.entries(optionChoices);
const withText = (Object.keys(valueKinds) as OptionName[]).filter(
  (name) => valueKinds[name] !== "path" && !optionChoices[name],
);

/** Returns the completion for bash 3.2 and newer. The package bash-completion is not needed. */
export function bashCompletion(): string {
  const flags = (names: readonly OptionName[]): string => names.map((name) => `--${name}`).join(" | ");
  const perCommand = shellCommands.map((command) => {
    const action = takesFiles(command) ? "file" : "directory";
    return `    ${command}) options='${flagsOf(command).join(" ")}' operand=${action} ;;`;
  });
  return `# bash completion for hitofude
_hitofude() {
  local word=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD - 1]} command='' options='' operand='' i line
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; i++)); do
    case \${COMP_WORDS[i]} in
      ${shellCommands.join(" | ")}) command=\${COMP_WORDS[i]}; break ;;
    esac
  done
  case $command in
${perCommand.join("\n")}
    *) options='${everywhere.map((name) => `--${name}`).join(" ")}' ;;
  esac
  local choice=(-W "$options")
  case $before in
    ${flags(withFolder)}) choice=(-A directory) ;;
${withChoices.map(([name, words]) => `    --${name}) choice=(-W '${words.join(" ")}') ;;`).join("\n")}
    ${flags(withText)}) return ;;
    *)
      if [[ $word != -* ]]; then
        if [[ -z $command ]]; then
          choice=(-W '${shellCommands.join(" ")}')
        else
          choice=(-A "$operand")
        fi
      fi
      ;;
  esac
  [[ \${choice[0]} == -A ]] && compopt -o filenames 2>/dev/null
  while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen "\${choice[@]}" -- "$word")
}
complete -F _hitofude hitofude
`;
}

/** Returns the completion for zsh. zsh finds the file as `_hitofude` on the `fpath`. */
export function zshCompletion(): string {
  const quoted = (text: string): string => text.replaceAll("'", "'\\''").replaceAll(":", "\\:");
  const commands = shellCommands.map((command) => `    '${command}:${quoted(texts.commands[command])}'`);
  const perCommand = shellCommands.map((command) => {
    const lines = optionsOf[command].map((name) => `        '${zshOption(name)}' \\`);
    const action = takesFiles(command) ? "_files" : "_files -/";
    return `      ${command})\n      _arguments \\\n${lines.join("\n")}${lines.length > 0 ? "\n" : ""}        '1:${texts.operands[operands[command]].replace(/[[\]]/g, "")}:${action}'\n      ;;`;
  });
  return `#compdef hitofude
_hitofude() {
  local -a commands
  commands=(
${commands.join("\n")}
  )
  if (( CURRENT == 2 )); then
    _describe command commands
    _arguments '--help[${texts.options.help}]' '--version[${texts.options.version}]'
    return
  fi
  local command=$words[2]
  shift words
  (( CURRENT-- ))
  case $command in
${perCommand.join("\n")}
  esac
}
_hitofude "$@"
`;
}

/** Returns an option in the notation that zsh's `_arguments` reads. */
function zshOption(name: OptionName): string {
  const text = texts.options[name].replaceAll("'", "'\\''").replace(/[[\]:]/g, "\\$&");
  const group = exclusive.find((one) => one.includes(name));
  const others = group ? `(${group.map((one) => `--${one}`).join(" ")})` : "";
  const kind = valueKinds[name];
  const repeats = "multiple" in options[name] ? "*" : "";
  const words = optionChoices[name];
  const values = kind === "path" ? "_files -/" : words ? `(${words.join(" ")})` : " ";
  const value = kind === undefined ? "" : `:${texts.values[kind]}:${values}`;
  return `${others}${repeats}--${name}[${text}]${value}`;
}

/** Returns the completion for fish. */
export function fishCompletion(): string {
  const quoted = (text: string): string => `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
  const lines = ["complete -c hitofude -f"];
  for (const name of everywhere) {
    lines.push(`complete -c hitofude -n __fish_use_subcommand -l ${name} -d ${quoted(texts.options[name])}`);
  }
  for (const command of shellCommands) {
    const here = `-n '__fish_seen_subcommand_from ${command}'`;
    lines.push(
      `complete -c hitofude -n __fish_use_subcommand -a ${command} -d ${quoted(texts.commands[command])}`,
      `complete -c hitofude ${here} ${takesFiles(command) ? "-F" : "-a '(__fish_complete_directories)'"}`,
    );
    for (const name of optionsOf[command]) {
      const kind = valueKinds[name];
      const words = kind === "path" ? "(__fish_complete_directories)" : optionChoices[name]?.join(" ");
      const value = kind === undefined ? "" : words ? ` -x -a '${words}'` : " -x";
      lines.push(`complete -c hitofude ${here} -l ${name}${value} -d ${quoted(texts.options[name])}`);
    }
  }
  return `${lines.join("\n")}\n`;
}

function takesFiles(command: ShellCommand): boolean {
  return /^(?:file|post|sources)$/.test(operands[command]);
}
