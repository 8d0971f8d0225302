import { languages } from "monaco-editor/editor";
import { type BlockState, firstState, isSameState, tokenizeLine } from "../writing/markdown/block-tokens.ts";

/** Monaco's id of our Markdown. */
export const proseLanguage = "hitofude-markdown";

class SessionState implements languages.IState {
  readonly block: BlockState;

  constructor(block: BlockState) {
    this.block = block;
  }

  clone(): SessionState {
    return this;
  }

  equals(other: languages.IState): boolean {
    return other instanceof SessionState && isSameState(other.block, this.block);
  }
}

/** Registers our Markdown with Monaco. Call it once. */
export function registerProseLanguage(): void {
  languages.register({ id: proseLanguage });
  languages.setTokensProvider(proseLanguage, {
    getInitialState: () => new SessionState(firstState),
    tokenize: (line, state) => {
      const { tokens, end } = tokenizeLine(line, state instanceof SessionState ? state.block : firstState);
      return {
        tokens: tokens.map(({ start, scope }) => ({ startIndex: start, scopes: scope })),
        endState: new SessionState(end),
      };
    },
  });
  languages.setLanguageConfiguration(proseLanguage, {
    // Typed over a selection, these surround it; nothing closes automatically, which would disturb input
    // methods.
    surroundingPairs: ["()", "[]", '""', "**", "__", "``", "「」", "『』", "（）"].map((pair) => ({
      open: pair.charAt(0),
      close: pair.charAt(1),
    })),
    autoClosingPairs: [],
    brackets: [],
  });
}
