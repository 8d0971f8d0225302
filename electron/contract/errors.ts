import { z } from "zod";
import { errorCodes } from "./error-codes.ts";

/** The code of an error that a user can encounter. */
export const errorCodeSchema = z.enum(errorCodes);
export type ErrorCode = z.infer<typeof errorCodeSchema>;

/** Values that a message needs: file names, line numbers, host names. No secrets. */
export const messageValuesSchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));
export type MessageValues = z.infer<typeof messageValuesSchema>;

/**
 * An error whose cause is outside the program, so that the user can fix it. All other errors are bugs.
 * The locales explain each code: `error.<code>.what` is the cause, and `error.<code>.todo` the remedy.
 */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly values: MessageValues;

  constructor(code: ErrorCode, values: MessageValues = {}, cause?: unknown) {
    super(`${code} ${JSON.stringify(values)}`, cause === undefined ? undefined : { cause });
    this.name = "AppError";
    this.code = code;
    this.values = values;
  }
}

export const wireErrorSchema = z.object({ code: errorCodeSchema, values: messageValuesSchema });
export type WireError = z.infer<typeof wireErrorSchema>;

/** Returns the message of a thrown value, which need not be an `Error`. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Converts a thrown value to an `AppError`. A value that is not an `AppError` gets the code `internal`. */
export function toAppError(error: unknown): AppError {
  return error instanceof AppError ? error : new AppError("internal", { reason: messageOf(error) }, error);
}

/** Converts a thrown value into data that can be sent to another process. */
export function toWireError(error: unknown): WireError {
  const { code, values } = toAppError(error);
  return { code, values };
}

export function fromWireError(error: WireError): AppError {
  return new AppError(error.code, error.values);
}

/** A problem in the blog's files, and its location. Problems have the same codes and messages as errors. */
export const problemSchema = z.object({
  code: errorCodeSchema,
  severity: z.enum(["error", "warning"]),
  /** Path of the file inside the blog folder, with `/`. */
  file: z.string().optional(),
  /** Line number in the file, starting with 1. */
  line: z.number().int().positive().optional(),
  values: messageValuesSchema,
  /** Whether the problem is in a draft. Drafts are not on the site. */
  draft: z.boolean().optional(),
});
export type Problem = z.infer<typeof problemSchema>;
