import type { Language } from "#contract/messages.ts";
import type { ShellCommand } from "#contract/shell-words.ts";
import {
  exclusive,
  type OptionName,
  operands,
  optionsOf,
  requiredOptions,
  valueKinds,
} from "../command-table.ts";
import { commandTexts } from "./command-texts.ts";

/** The usage of a command: name, required options, arguments, and other options in brackets. */
export interface Synopsis {
  /** Name, required options and arguments, such as `build --out PATH BLOG`. */
  readonly needed: string;
  /** The other options, such as `[--url ADDRESS]`. Exclusive options share a pair of brackets. */
  readonly optional: readonly string[];
}

/** Returns the usage of a command. The names of values, such as `DIR`, are in `language`. */
export function synopsisOf(command: ShellCommand, language: Language): Synopsis {
  const required = requiredOptions[command] ?? [];
  const names: readonly OptionName[] = optionsOf[command];
  const optional: string[] = [];
  for (const name of names) {
    const group = exclusive.find((one) => one.includes(name)) ?? [name];
    if (required.includes(name) || group[0] !== name) continue;
    optional.push(`[${group.map((one) => optionSyntax(one, language)).join(" | ")}]`);
  }
  const operand = commandTexts[language].operands[operands[command]];
  const options = required.map((name) => optionSyntax(name, language));
  return { needed: [command, ...options, operand].join(" "), optional };
}

/** Returns the written form of an option, such as `--out PATH`. */
export function optionSyntax(name: OptionName, language: Language): string {
  const kind = valueKinds[name];
  return kind === undefined ? `--${name}` : `--${name} ${commandTexts[language].values[kind]}`;
}
