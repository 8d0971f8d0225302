import { editor } from "monaco-editor/editor";
import type { Problem } from "#contract/errors.ts";
import { inSlices } from "../../state/slices.ts";
import { problemRemark, type Remark } from "./remark.ts";
import { type TextLines, TextWords, type WordPlace } from "./text-words.ts";

/** What the watcher asks of the window. */
export interface RemarksHost {
  /** What is wrong with the text as it is now; lines of the body from 0. */
  problems(): Promise<readonly { readonly problem: Problem; readonly line: number }[]>;
  /** Those of the words that are misspelt; none when spelling is not looked at. */
  misspelt(words: readonly string[]): Promise<readonly string[]>;
  /** What a remark says. */
  describe(remark: Remark): string;
  isComposing(): boolean;
}

/** The text rests so long, in milliseconds, before it is looked through: never while a key is pressed. */
const rest = 600;
const owner = "hitofude";

/** Looks through the text when its author pauses, and marks what might be changed; the next key ends a look. */
export class RemarksWatcher {
  readonly #view: editor.IStandaloneCodeEditor;
  readonly #host: RemarksHost;
  readonly #stop: (() => void)[];
  readonly #words = new TextWords();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #remarks: readonly Remark[] = [];

  constructor(view: editor.IStandaloneCodeEditor, host: RemarksHost) {
    this.#view = view;
    this.#host = host;
    const subscriptions = [
      view.onDidChangeModelContent(({ changes }) => {
        this.#words.changed(changes);
        this.later();
      }),
      view.onDidChangeModel(() => {
        this.#words.forget();
        this.#remarks = [];
        this.later();
      }),
      view.onDidCompositionEnd(() => this.later()),
    ];
    this.#stop = subscriptions.map((subscription) => () => subscription.dispose());
    this.later();
  }

  /** As they were when the text was last looked through. */
  get remarks(): readonly Remark[] {
    return this.#remarks;
  }

  /** Looks as soon as the text rests. */
  later(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#look(), rest);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    for (const stop of this.#stop) stop();
  }

  async #look(): Promise<void> {
    const model = this.#view.getModel();
    if (!model || this.#host.isComposing()) return;
    const version = model.getVersionId();
    // Typed on meanwhile: the next pause comes.
    const isOver = (): boolean =>
      model !== this.#view.getModel() || model.isDisposed() || model.getVersionId() !== version;
    const words = await inSlices(this.#words.look(linesOf(model)), isOver);
    if (!words) return;
    const [problems, misspelt] = await Promise.all([
      this.#host.problems().catch(() => []),
      this.#host.misspelt(words).catch(() => []),
    ]);
    if (isOver()) return;
    this.#remarks = [
      ...problems.map(({ problem, line }) => problemRemark(problem, line, lineOf(model, line))),
      ...this.#words.placesOf(new Set(misspelt)).map(wordRemark),
    ];
    const { Error: error, Warning: warning, Info: info } = markerSeverity;
    const markers = this.#remarks.map((remark) => ({
      startLineNumber: remark.line + 1,
      startColumn: remark.start + 1,
      endLineNumber: remark.line + 1,
      endColumn: remark.end + 1,
      message: this.#host.describe(remark),
      severity: remark.kind === "word" ? info : remark.problem.severity === "error" ? error : warning,
    }));
    editor.setModelMarkers(model, owner, markers);
  }
}

/** As Monaco numbers them. */
const markerSeverity = { Info: 2, Warning: 4, Error: 8 } as const;

function linesOf(model: editor.ITextModel): TextLines {
  return { count: model.getLineCount(), at: (line) => lineOf(model, line) };
}

/** A line from 0; "" when there is none. */
function lineOf(model: editor.ITextModel, line: number): string {
  return line < model.getLineCount() ? model.getLineContent(line + 1) : "";
}

function wordRemark({ word, line, column }: WordPlace): Remark {
  return { kind: "word", word, line, start: column, end: column + word.length };
}
