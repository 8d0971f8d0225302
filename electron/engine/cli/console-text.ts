import { spawnSync } from "node:child_process";
import { encodeLegacy } from "#engine/base/text/legacy-encoder.ts";

/** The system functions that determine the encoding of a console. */
export interface ConsoleSystem {
  readonly platform: string;
  /** Returns the output of the Windows program `chcp`: the number of the console's code page. */
  chcp(): string;
}

const thisSystem: ConsoleSystem = {
  platform: process.platform,
  chcp: () => spawnSync("chcp.com", { encoding: "latin1", windowsHide: true }).stdout ?? "",
};

/** The code page of Japanese consoles on Windows. */
const japaneseCodePage = "932";

/**
 * Encodes and decodes the texts that the command line program exchanges with other programs. This is needed
 * because programs use Shift_JIS in pipes and files on Japanese consoles of Windows (code page 932).
 */
export class ConsoleText {
  readonly #system: ConsoleSystem;
  #isJapanese: boolean | undefined;

  constructor(system: ConsoleSystem = thisSystem) {
    this.#system = system;
  }

  /** Returns the bytes of a text for a pipe or file. Returns the text unchanged for a console. */
  encode(text: string, isConsole: boolean): string | Buffer {
    return isConsole || !this.#isInShiftJis() ? text : encodeLegacy(text, "Shift_JIS", () => "?");
  }

  /** Decodes bytes that are not UTF-8. Returns null if they are not a text in the console's code page. */
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
