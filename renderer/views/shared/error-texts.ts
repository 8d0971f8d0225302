import type { AppError, Problem } from "#contract/errors.ts";
import type { Messages } from "../../state/language.ts";

/**
 * Returns the texts for an error in the author's language: `what` happened and why, and what to do next
 * (`todo`).
 */
export function errorTexts(t: Messages, error: AppError | Problem): { what: string; todo: string } {
  return {
    what: t(`error.${error.code}.what`, error.values),
    todo: t(`error.${error.code}.todo`, error.values),
  };
}
