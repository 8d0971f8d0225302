import { spawnSync } from "node:child_process";
import { encodeLegacy } from "#engine/base/legacy-encoder.ts";

/** The part of the system that decides how a console writes characters. */
export interface ConsoleSystem {
  readonly platform: string;
  /** Returns what the program `chcp` of Windows prints: the number of the console's code page. */
  chcp(): string;
}

const thisSystem: ConsoleSystem = {
  platform: process.platform,
  chcp: () => spawnSync("chcp.com", { encoding: "latin1", windowsHide: true }).stdout ?? "",
};

/** The code page of Japanese consoles on Windows. */
const japaneseCodePage = "932";

/**
 * Characters to and from the programs of a console. A console itself shows everything: Node hands it
 * characters, whatever its code page. Other programs of Windows read pipes and files in the code page, and
 * write in it, so Japanese consoles (code page 932) get Shift_JIS there. Everything else is UTF-8.
 */
export class ConsoleText {
  readonly #system: ConsoleSystem;
  #isJapanese: boolean | undefined;

  constructor(system: ConsoleSystem = thisSystem) {
    this.#system = system;
  }

  /** Returns a text as bytes for a pipe or file, or as it is for a console. */
  encode(text: string, isConsole: boolean): string | Buffer {
    return isConsole || !this.#isInShiftJis() ? text : encodeLegacy(text, "Shift_JIS", () => "?");
  }

  /** Decodes bytes that are no UTF-8. Returns null if they are not in the code page either. */
  decode(bytes: Uint8Array): string | null {
    if (!this.#isInShiftJis()) return null;
    try {
      return new TextDecoder("shift_jis", { fatal: true }).decode(bytes);
    } catch {
      return null;
    }
  }

  #isInShiftJis(): boolean {
    if (this.#system.platform !== "win32") return false;
    this.#isJapanese ??= /(\d+)\D*$/.exec(this.#system.chcp())?.[1] === japaneseCodePage;
    return this.#isJapanese;
  }
}
