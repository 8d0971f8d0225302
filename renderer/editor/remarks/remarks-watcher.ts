import { editor } from "monaco-editor/editor";
import type { Problem } from "#contract/errors.ts";
import type { Remark } from "../../state/current-editor.ts";
import { inSlices } from "../../state/slices.ts";
import { problemRemark } from "./remark.ts";
import { type TextLines, TextWords, type WordPosition } from "./text-words.ts";

/** The functions of the window that the watcher calls. */
export interface RemarksHost {
  /** Returns the problems of the current text. `line` is 0-based and does not count the front matter. */
  problems(): Promise<readonly { readonly problem: Problem; readonly line: number }[]>;
  /** Returns the misspelt words in `words`. Returns none if spell checking is off. */
  misspelt(words: readonly string[]): Promise<readonly string[]>;
  /** Returns the message to show for a problem or misspelt word. */
  describe(remark: Remark): string;
  isComposing(): boolean;
}

/** Pause in typing before the text is checked, in milliseconds. */
const rest = 600;
const owner = "hitofude";

/** Checks the text when the author pauses, and marks problems and misspelt words. */
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

  /** The problems and misspelt words that the last check found. */
  get remarks(): readonly Remark[] {
    return this.#remarks;
  }

  /** Schedules a check for the author's next pause. */
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
    // True if the author has typed since the check began. The next pause starts another check.
    const isOver = (): boolean =>
      model !== this.#view.getModel() || model.isDisposed() || model.getVersionId() !== version;
    const words = await inSlices(this.#words.look(linesOf(model)), isOver);
    if (!words) return;
    const earlier = this.#remarks.flatMap((remark) => (remark.kind === "word" ? [remark.word] : []));
    const [problems, misspelt] = await Promise.all([
      this.#host.problems().catch(() => null),
      this.#host.misspelt(words).catch(() => earlier),
    ]);
    // If the check fails, for instance during a restart of the engine, the earlier marks stay.
    if (!problems || isOver()) return;
    this.#remarks = [
      ...problems.map(({ problem, line }) => problemRemark(problem, line, lineOf(model, line))),
      ...this.#words.positionsOf(new Set(misspelt)).map(wordRemark),
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

/** Monaco's numbers for severities. */
const markerSeverity = { Info: 2, Warning: 4, Error: 8 } as const;

function linesOf(model: editor.ITextModel): TextLines {
  return { count: model.getLineCount(), at: (line) => lineOf(model, line) };
}

/** Returns the text of a 0-based line, or "" if the line does not exist. */
function lineOf(model: editor.ITextModel, line: number): string {
  return line < model.getLineCount() ? model.getLineContent(line + 1) : "";
}

function wordRemark({ word, line, column }: WordPosition): Remark {
  return { kind: "word", word, line, start: column, end: column + word.length };
}
