import { editor, languages } from "monaco-editor/editor";
import { type BlockState, firstState, isSameState, tokenizeLine } from "../writing/markdown/block-tokens.ts";

/** The id of Hitofude's Markdown as a language of Monaco. */
const proseLanguage = "hitofude-markdown";

class LineState implements languages.IState {
  readonly block: BlockState;

  constructor(block: BlockState) {
    this.block = block;
  }

  clone(): LineState {
    return this;
  }

  equals(other: languages.IState): boolean {
    return other instanceof LineState && isSameState(other.block, this.block);
  }
}

/** Registers Hitofude's Markdown as a language of Monaco. Must be called once. */
export function registerProseLanguage(): void {
  languages.register({ id: proseLanguage });
  languages.setTokensProvider(proseLanguage, {
    getInitialState: () => new LineState(firstState),
    tokenize: (line, state) => {
      const { tokens, end } = tokenizeLine(line, state instanceof LineState ? state.block : firstState);
      return {
        tokens: tokens.map(({ start, scope }) => ({ startIndex: start, scopes: scope })),
        endState: new LineState(end),
      };
    },
  });
  languages.setLanguageConfiguration(proseLanguage, {
    // A typed bracket or quotation mark surrounds selected text.
    // Brackets are not closed automatically otherwise, because this would disturb input methods.
    surroundingPairs: ["()", "[]", '""', "**", "__", "``", "「」", "『』", "（）"].map((pair) => ({
      open: pair.charAt(0),
      close: pair.charAt(1),
    })),
    autoClosingPairs: [],
    brackets: [],
  });
}

/** Creates a model without bracket colours, because Monaco would compute the colours at each key press. */
export function newProseModel(body: string): editor.ITextModel {
  const model = editor.createModel(body, proseLanguage);
  const bracketColorizationOptions = { enabled: false, independentColorPoolPerBracketType: false };
  model.updateOptions({ bracketColorizationOptions });
  return model;
}
