import type { editor } from "monaco-editor/editor";

/**
 * Inserted texts: letters, line ends of all kinds, and nothing.
 * Also characters of two units, and halves of such characters.
 */
const pieces = [
  "a",
  "雨",
  "",
  "\n",
  "\r\n",
  "\r",
  "𠮷野家",
  "🍚",
  "\ud842",
  "\udfb7",
  "段落\n\n段落",
  "👨‍👩‍👧",
];

/** Makes random edits, some at several positions at once, some undone. `seed` determines all edits. */
export function editAtRandom(view: editor.ICodeEditor, seed: number, count: number): void {
  const random = generator(seed);
  const model = view.getModel();
  if (!model) throw new Error("no text");
  for (let edit = 0; edit < count; edit += 1) {
    const kind = random(10);
    if (kind === 0) view.trigger("test", "undo", null);
    else if (kind === 1) view.trigger("test", "redo", null);
    else if (kind < 5) type(view, random);
    else view.executeEdits("test", randomEdits(model, random));
    if (random(3) === 0) view.pushUndoStop();
  }
}

/** Types at several carets. */
function type(view: editor.ICodeEditor, random: (below: number) => number): void {
  const model = view.getModel();
  if (!model) return;
  view.setSelections(
    Array.from({ length: 1 + random(3) }, () => {
      const [start, end] = [random(model.getValueLength()), random(6)];
      const [from, to] = [model.getPositionAt(start), model.getPositionAt(start + end)];
      return {
        selectionStartLineNumber: from.lineNumber,
        selectionStartColumn: from.column,
        positionLineNumber: to.lineNumber,
        positionColumn: to.column,
      };
    }),
  );
  const key = random(4);
  if (key === 0) view.trigger("test", "deleteLeft", null);
  else if (key === 1) view.trigger("test", "deleteRight", null);
  else view.trigger("test", "type", { text: pieces[random(pieces.length)] });
}

/** Edits at up to four positions that do not touch each other, in any order. */
function randomEdits(
  model: editor.ITextModel,
  random: (below: number) => number,
): editor.IIdentifiedSingleEditOperation[] {
  const edits: editor.IIdentifiedSingleEditOperation[] = [];
  let at = 0;
  for (let count = 0; count < 1 + random(4); count += 1) {
    at += random(40);
    const [start, end] = [model.getPositionAt(at), model.getPositionAt(at + random(8))];
    at = model.getOffsetAt(end) + 3;
    if (at >= model.getValueLength()) break;
    edits.push({
      range: {
        startLineNumber: start.lineNumber,
        startColumn: start.column,
        endLineNumber: end.lineNumber,
        endColumn: end.column,
      },
      text: pieces[random(pieces.length)] ?? "",
    });
  }
  return random(2) === 0 ? edits : edits.reverse();
}

/** Returns a generator of integers below a limit; a linear congruential generator is random enough here. */
function generator(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * Math.max(1, below));
  };
}
