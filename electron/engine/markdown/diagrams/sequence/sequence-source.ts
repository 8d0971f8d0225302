import type { DiagramSource } from "../diagram-source.ts";
import { DiagramError, type SourceLine } from "../diagram-types.ts";
import { readLabel } from "../label.ts";
import type { MessageHead, Participant, Sequence, Step } from "./sequence-types.ts";

export const sequenceHeader = /^sequenceDiagram;?$/;

const participantsLimit = 20;
const depthLimit = 6;

const declaration = /^(create\s+)?(participant|actor)\s+(.+?)(?:\s+as\s+(.+))?$/;
const message = /^(.+?)\s*(<<-{1,2}>>|-{1,2}(?:>>|>|x|\)))\s*([+-]?)\s*([^:\s<>+-][^:]*?)\s*(?::\s*(.*))?$/;
const note = /^note\s+(?:(left|right)\s+of|(over))\s+([^:]+?)\s*:\s*(.*)$/i;
const change = /^(activate|deactivate|destroy)\s+(.+)$/;
const numbering = /^autonumber(?:\s+(off|\d{1,6})(?:\s+(\d{1,6}))?)?$/;
const frame = /^(loop|alt|opt|par|critical|break|rect)(?:\s+(.*))?$/;
const section = /^(else|and|option)(?:\s+(.*))?$/;
const owners: Readonly<Record<string, string>> = { else: "alt", and: "par", option: "critical" };

const heads: Readonly<Record<string, MessageHead>> = {
  ">>": "arrow",
  ">": "none",
  x: "cross",
  ")": "open-arrow",
};

/** Parses a sequence diagram of Mermaid. Not supported: menus, links, and boxes around participants. */
export function readSequence(source: DiagramSource): Sequence {
  const reader = new SequenceReader(source.header);
  for (const line of source.lines) reader.read(line);
  return reader.finish();
}

class SequenceReader {
  readonly #participants = new Map<string, Participant>();
  readonly #steps: Step[] = [];
  /** The keywords of the open frames. */
  readonly #frames: string[] = [];
  #line: SourceLine;
  #number: { next: number; step: number } | undefined;

  constructor(line: SourceLine) {
    this.#line = line;
  }

  read(line: SourceLine): void {
    this.#line = line;
    const text = line.text.replace(/;$/, "");
    const isRead =
      this.#readFrame(text) ||
      this.#readDeclaration(text) ||
      this.#readNote(text) ||
      this.#readChange(text) ||
      this.#readMessage(text);
    if (!isRead) this.#fail();
  }

  finish(): Sequence {
    if (this.#frames.length > 0 || this.#participants.size === 0) this.#fail();
    return { participants: [...this.#participants.values()], steps: this.#steps };
  }

  #fail(isTooLarge = false): never {
    throw new DiagramError(this.#line, isTooLarge);
  }

  #participant(id: string): Participant {
    const known = this.#participants.get(id);
    if (known) return known;
    const made = { id, label: readLabel(id), isActor: false, isCreated: false };
    this.#participants.set(id, made);
    if (this.#participants.size > participantsLimit) this.#fail(true);
    return made;
  }

  #readDeclaration(text: string): boolean {
    const [, created, kind, id, label] = declaration.exec(text) ?? [];
    if (id === undefined) return false;
    const isNew = !this.#participants.has(id);
    const participant = this.#participant(id);
    if (label !== undefined) participant.label = readLabel(label);
    participant.isActor = kind === "actor";
    participant.isCreated = created !== undefined && isNew;
    return true;
  }

  #readFrame(text: string): boolean {
    const [, word, condition = ""] = frame.exec(text) ?? [];
    if (word !== undefined) {
      this.#frames.push(word);
      if (this.#frames.length > depthLimit) this.#fail(true);
      // A frame `rect` has no label, because the text after `rect` is a colour.
      this.#steps.push({
        kind: "open",
        word: word === "rect" ? "" : word,
        label: word === "rect" ? [] : readLabel(condition),
      });
      return true;
    }
    const [, next, other = ""] = section.exec(text) ?? [];
    if (next !== undefined && owners[next] === this.#frames.at(-1)) {
      this.#steps.push({ kind: "section", label: readLabel(other) });
      return true;
    }
    if (text !== "end" || this.#frames.pop() === undefined) return false;
    this.#steps.push({ kind: "close" });
    return true;
  }

  #readNote(text: string): boolean {
    const [, side, , names, words = ""] = note.exec(text) ?? [];
    if (names === undefined) return false;
    const of = names.split(",").map((name) => this.#participant(name.trim()));
    if (of.length > 2 || (side !== undefined && of.length > 1)) this.#fail();
    const lowerSide = side?.toLowerCase();
    this.#steps.push({
      kind: "note",
      side: lowerSide === "left" || lowerSide === "right" ? lowerSide : "over",
      of,
      label: readLabel(words),
    });
    return true;
  }

  #readChange(text: string): boolean {
    const [matched, first, step] = numbering.exec(text) ?? [];
    if (matched !== undefined) {
      this.#number = first === "off" ? undefined : { next: Number(first ?? 1), step: Number(step ?? 1) };
      return true;
    }
    const [, kind, id] = change.exec(text) ?? [];
    if (id === undefined || (kind !== "activate" && kind !== "deactivate" && kind !== "destroy"))
      return false;
    this.#steps.push({ kind, of: this.#participant(id) });
    return true;
  }

  #readMessage(text: string): boolean {
    const [, from, arrow, sign, to, words = ""] = message.exec(text) ?? [];
    if (from === undefined || arrow === undefined || to === undefined) return false;
    const isBoth = arrow.startsWith("<<");
    const sender = this.#participant(from);
    const receiver = this.#participant(to);
    this.#steps.push({
      kind: "message",
      from: sender,
      to: receiver,
      label: this.#numbered(words),
      isDotted: arrow.includes("--"),
      start: isBoth ? "arrow" : "none",
      end: heads[arrow.replace(/^(?:<<)?-+/, "")] ?? "none",
    });
    if (sign === "+") this.#steps.push({ kind: "activate", of: receiver });
    if (sign === "-") this.#steps.push({ kind: "deactivate", of: sender });
    return true;
  }

  #numbered(words: string) {
    if (!this.#number) return readLabel(words);
    const { next, step } = this.#number;
    this.#number.next = next + step;
    return readLabel(`${next}. ${words}`);
  }
}
