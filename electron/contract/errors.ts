import { z } from "zod";
import { errorCodes } from "./error-codes.ts";

/** The code of an error that a person can meet. */
export const errorCodeSchema = z.enum(errorCodes);
export type ErrorCode = z.infer<typeof errorCodeSchema>;

/** Values that a message needs: file names, line numbers, host names. Never a secret. */
export const messageValuesSchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));
export type MessageValues = z.infer<typeof messageValuesSchema>;

/**
 * Something that a person or the world can cause and a person can mend. Its code names two messages in the locales:
 * `error.<code>.what` (what happened, why) and `error.<code>.todo` (what to do). Everything else is a bug and throws.
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

/** Turns whatever was thrown into what may cross a process boundary; unknown errors become `internal`. */
export function toWireError(error: unknown): WireError {
  if (error instanceof AppError) return { code: error.code, values: error.values };
  return { code: "internal", values: { reason: error instanceof Error ? error.message : String(error) } };
}

/** Turns a received error back into the `AppError` that was thrown on the other side. */
export function fromWireError(error: WireError): AppError {
  return new AppError(error.code, error.values);
}

/** A finding about the blog itself, with the place to mend it. Same codes and messages as errors. */
export const problemSchema = z.object({
  code: errorCodeSchema,
  severity: z.enum(["error", "warning"]),
  /** Path inside the blog folder, with `/`. */
  file: z.string().optional(),
  /** 1-based. */
  line: z.number().int().positive().optional(),
  values: messageValuesSchema,
  /** It is in a draft, which nobody but its author sees. */
  draft: z.boolean().optional(),
});
export type Problem = z.infer<typeof problemSchema>;
