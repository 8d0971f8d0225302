import { type KeyboardEvent, useRef } from "react";
import type { TreeRow } from "./tree-rows.ts";
import { rowByWords, type TreeStep, treeStep } from "./tree-step.ts";

export interface TreeKeys {
  readonly rows: readonly TreeRow[];
  readonly at: number;
  readonly page: (index: number, direction: 1 | -1) => number;
  /** Returns the text of a row. The author can type the beginning of this text to move to the row. */
  readonly words: (row: TreeRow) => string;
  readonly onStep: (step: TreeStep) => void;
}

/** Maximum pause in milliseconds between two typed letters that belong to the same search. */
const pause = 1000;
const nothing = { text: "", time: 0 };
const collator = new Intl.Collator(undefined, { usage: "search", sensitivity: "base" });

/** Returns the key handler of the tree, which also handles some keys of buttons in rows. */
export function useTreeKeys({ rows, at, page, words, onStep }: TreeKeys): (event: KeyboardEvent) => void {
  const typed = useRef(nothing);

  const type = (letter: string, time: number): TreeStep | null => {
    const isFirst = time - typed.current.time > pause;
    const text = isFirst ? letter : typed.current.text + letter;
    if (text === " ") return null;
    const texts = { count: rows.length, words: (index: number) => (rows[index] ? words(rows[index]) : "") };
    const to = rowByWords(texts, text.length === 1 ? at + 1 : at, text, collator);
    typed.current = to < 0 ? nothing : { text, time };
    return to < 0 ? null : { kind: "go", to };
  };

  const take = (event: KeyboardEvent, step: TreeStep | null): void => {
    if (!step) return;
    event.preventDefault();
    onStep(step);
  };
  return (event) => {
    const { key, target, timeStamp } = event;
    if (event.ctrlKey || event.metaKey || event.altKey || event.nativeEvent.isComposing) return;
    if (!(target instanceof HTMLElement)) return;
    if (target.dataset.key === undefined) {
      // On a button in a row, Left focuses the row, and Up and Down focus other rows.
      if (key === "ArrowLeft") take(event, { kind: "go", to: at });
      else if (key === "ArrowUp" || key === "ArrowDown") take(event, treeStep(key, rows, at, page));
      return;
    }
    const button = key === "ArrowRight" ? target.querySelector<HTMLElement>("button") : null;
    if (button) {
      event.preventDefault();
      button.focus();
      return;
    }
    const isTyping = key === " " && timeStamp - typed.current.time <= pause;
    const step =
      (isTyping ? null : treeStep(key, rows, at, page)) ?? (key.length === 1 ? type(key, timeStamp) : null);
    take(event, step);
  };
}
