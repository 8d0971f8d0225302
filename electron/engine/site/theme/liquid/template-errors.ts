import { LiquidError } from "liquidjs";
import { AppError } from "#contract/errors.ts";
import type { Position } from "./syntax/nodes.ts";

/** Returns the error `theme.syntax` for a mistake in a template. Returns an `AppError` unchanged. */
export function syntaxError(error: unknown, path: string): unknown {
  if (error instanceof AppError || !(error instanceof Error)) return error;
  const line = (LiquidError.is(error) && error.token?.getPosition()[0]) || 1;
  return new AppError("theme.syntax", { template: path, line, reason: reasonOf(error) }, error);
}

/**
 * Makes the error `theme.render` from an error that was thrown while a template was rendered.
 * Returns an `AppError` unchanged.
 * `at` is the part of a template that failed. This template may differ from the template at `path`.
 */
export function renderError(
  error: unknown,
  at: Position | undefined,
  path: string,
  subject: string,
): unknown {
  if (error instanceof AppError || !(error instanceof Error)) return error;
  const line = at?.getPosition()[0] ?? 1;
  const template = at?.file ?? path;
  return new AppError("theme.render", { template, line, reason: reasonOf(error), path: subject }, error);
}

/** Returns the message of an error without the position that LiquidJS appends. */
export function reasonOf({ message }: Error): string {
  return message.replace(/, (file|line):.*$/s, "");
}
