import type { Lines } from "../diagram-types.ts";

export interface Participant {
  readonly id: string;
  label: Lines;
  isActor: boolean;
  /** Whether the participant first appears with the message that creates it (`create`). */
  isCreated: boolean;
}

export type MessageHead = "none" | "arrow" | "cross" | "open-arrow";

/** The steps of a sequence, from top to bottom. */
export type Step =
  | {
      readonly kind: "message";
      readonly from: Participant;
      readonly to: Participant;
      readonly label: Lines;
      readonly isDotted: boolean;
      readonly start: MessageHead;
      readonly end: MessageHead;
    }
  | {
      readonly kind: "note";
      readonly side: "left" | "right" | "over";
      readonly of: readonly Participant[];
      readonly label: Lines;
    }
  /** Opens a frame around the next steps. `word` is the keyword (`loop`, `alt` …), `label` the condition. */
  | { readonly kind: "open"; readonly word: string; readonly label: Lines }
  | { readonly kind: "section"; readonly label: Lines }
  | { readonly kind: "close" }
  | { readonly kind: "activate" | "deactivate" | "destroy"; readonly of: Participant };

export interface Sequence {
  readonly participants: readonly Participant[];
  readonly steps: readonly Step[];
}
