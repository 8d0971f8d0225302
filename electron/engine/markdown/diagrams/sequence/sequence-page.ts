import { labelSize } from "../label.ts";
import { type Columns, type Extent, extentOf, loopWidth } from "./sequence-columns.ts";
import { SequencePaper } from "./sequence-paper.ts";
import { FrameStack } from "./frame-stack.ts";
import type { Participant, Step } from "./sequence-types.ts";
import { element, rectangle, round } from "../svg.ts";

type Message = Extract<Step, { kind: "message" }>;
type Note = Extract<Step, { kind: "note" }>;

/** Half the width of the bar that marks a participant as active, in pixels. */
const barHalf = 5;
const gap = 14;

/** Draws the steps of a sequence diagram, one below the other. */
export class SequencePage {
  readonly paper = new SequencePaper();
  readonly #columns: Columns;
  readonly #frames: FrameStack;
  readonly #headHeight: number;
  /** For each participant, the y coordinates at which its open activation bars begin. */
  readonly #active = new Map<Participant, number[]>();
  readonly #starts = new Map<Participant, number>();
  readonly #ends = new Map<Participant, number>();
  /** Participants that disappear after their next message (`destroy`). */
  readonly #leaving = new Set<Participant>();
  readonly #extents: Extent[] = [];
  #y: number;
  /** The y coordinate of the last message. The next activation bar begins or ends at this height. */
  #last: number;

  constructor(columns: Columns, frames: ReadonlyMap<Step, Extent>, headHeight: number) {
    this.#columns = columns;
    this.#frames = new FrameStack(this.paper, frames);
    this.#headHeight = headHeight;
    this.#y = headHeight + gap;
    this.#last = this.#y;
  }

  draw(step: Step): void {
    const extent = extentOf(step, this.#columns);
    if (extent) this.#extents.push(extent);
    if (step.kind === "message") this.#drawMessage(step);
    else if (step.kind === "note") this.#drawNote(step);
    else if (step.kind === "open") this.#y = this.#frames.open(step, this.#y);
    else if (step.kind === "section") this.#y = this.#frames.divide(step.label, this.#y);
    else if (step.kind === "close") this.#y = this.#frames.close(this.#y) + gap;
    else if (step.kind === "destroy") this.#leaving.add(step.of);
    else this.#change(step.of, step.kind === "activate");
  }

  /**
   * Closes all activation bars. Returns the y coordinates at which the diagram and the lifelines end.
   */
  finish(participants: readonly Participant[]) {
    const foot = this.#y + 4;
    this.#last = foot;
    for (const participant of participants)
      while (this.#active.get(participant)?.length) this.#change(participant, false);
    const lives = new Map(
      participants.map((participant) => {
        const start = this.#starts.get(participant) ?? this.#headHeight;
        return [participant, { start, end: this.#ends.get(participant) ?? foot }] as const;
      }),
    );
    return { foot, lives };
  }

  /** Returns the range of x coordinates of the whole diagram. */
  frame(participants: readonly Participant[]): Extent {
    const { x, width } = this.#columns;
    const heads = participants.map((one) => ({
      left: x(one) - width(one) / 2,
      right: x(one) + width(one) / 2,
    }));
    const all = [...heads, ...this.#extents, ...this.#frames.extents.values()];
    return {
      left: Math.min(...all.map(({ left }) => left)),
      right: Math.max(...all.map(({ right }) => right)),
    };
  }

  /**
   * Returns the x coordinate of a participant's lifeline.
   * If the lifeline has an open activation bar, returns the edge of the bar on the side of `toward`.
   * `toward` is an x coordinate, too.
   */
  #edge(participant: Participant, toward: number): number {
    const x = this.#columns.x(participant);
    if (!this.#active.get(participant)?.length) return x;
    return x + (toward < x ? -barHalf : barHalf);
  }

  #drawMessage(message: Message): void {
    const { from, to, label } = message;
    const { height } = labelSize(label);
    if (to.isCreated && !this.#starts.has(to)) {
      this.#starts.set(to, this.#y + height + this.#headHeight / 2);
      this.#drawLine(
        message,
        [this.#edge(from, this.#columns.x(to)), this.#headSide(from, to)],
        this.#y + height,
      );
      this.#y += height + this.#headHeight / 2 + gap;
      return;
    }
    if (from === to) this.#drawLoop(message);
    else {
      const [start, end] = [this.#columns.x(from), this.#columns.x(to)];
      this.#drawLine(message, [this.#edge(from, end), this.#edge(to, start)], this.#y + height);
      this.#y += height + gap;
    }
    for (const one of [from, to]) if (this.#leaving.delete(one)) this.#endLife(one);
  }

  #headSide(from: Participant, to: Participant): number {
    const { x, width } = this.#columns;
    return x(to) + (x(from) < x(to) ? -width(to) / 2 : width(to) / 2);
  }

  #endLife(participant: Participant): void {
    const [x, y] = [round(this.#columns.x(participant)), round(this.#last)];
    this.#ends.set(participant, y);
    this.paper.parts.lines.push(
      element("path", { d: `M${x - 7} ${y - 7}L${x + 7} ${y + 7}M${x - 7} ${y + 7}L${x + 7} ${y - 7}` }),
    );
  }

  #drawLine(message: Message, [start, end]: [number, number], y: number): void {
    const { label } = message;
    this.paper.write(label, { x: (start + end) / 2, y: y - 2 - labelSize(label).height / 2 });
    this.paper.route(message, [
      { x: start, y },
      { x: end, y },
    ]);
    this.#last = y;
  }

  #drawLoop(message: Message): void {
    const { height } = labelSize(message.label);
    const start = this.#edge(message.from, Number.POSITIVE_INFINITY);
    const [top, bottom] = [this.#y + 4, this.#y + Math.max(height, 20) + 4];
    const side = start + loopWidth - barHalf;
    this.paper.route(message, [
      { x: start, y: top },
      { x: side, y: top },
      { x: side, y: bottom },
      { x: start, y: bottom },
    ]);
    this.paper.write(message.label, { x: side + 8, y: (top + bottom) / 2 }, "start");
    this.#last = bottom;
    this.#y = bottom + gap;
  }

  #drawNote(note: Note): void {
    const extent = extentOf(note, this.#columns);
    if (!extent) return;
    const height = labelSize(note.label).height + 12;
    const box = {
      x: (extent.left + extent.right) / 2,
      y: this.#y + height / 2,
      width: extent.right - extent.left,
      height,
    };
    this.paper.parts.notes.push(rectangle(box));
    this.paper.covers.push(box);
    this.paper.write(note.label, box);
    this.#y += height + gap;
  }

  #change(of: Participant, isActive: boolean): void {
    const bars = this.#active.get(of) ?? [];
    this.#active.set(of, bars);
    if (isActive) {
      bars.push(this.#last);
      return;
    }
    const start = bars.pop();
    if (start === undefined) return;
    const height = Math.max(4, this.#last - start);
    const x = this.#columns.x(of) + bars.length * barHalf;
    this.paper.parts.bars.unshift(rectangle({ x, y: start + height / 2, width: 2 * barHalf, height }));
  }
}
