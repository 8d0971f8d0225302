import { AppError, type ErrorCode, messageOf } from "#contract/errors.ts";
import { systemCode } from "#contract/file-retries.ts";
import { HeldFileError } from "./files/retry-held.ts";

const codes: Readonly<Record<string, ErrorCode>> = {
  ENOENT: "file.notFound",
  EBUSY: "file.inUse",
  EROFS: "file.readOnly",
  EACCES: "file.readOnly",
  EPERM: "file.readOnly",
  // The system reports ELOOP if a program opens a symbolic link with `O_NOFOLLOW`.
  ELOOP: "file.linked",
  ENOSPC: "file.diskFull",
  EDQUOT: "file.diskFull",
  ENAMETOOLONG: "file.nameTooLong",
};

/** Converts an error of a file operation to an `AppError` whose message shows `path`. */
export function fileError(error: unknown, path: string): AppError {
  if (error instanceof AppError) return error;
  const code = error instanceof HeldFileError ? "file.inUse" : codes[systemCode(error)];
  if (code) return new AppError(code, { path }, error);
  const reason = messageOf(error);
  return new AppError("file.failed", { path, reason }, error);
}

/** Converts an error of a read operation to an `AppError` whose message is about reading. */
export function readError(error: unknown, path: string): AppError {
  const isRefused = ["EACCES", "EPERM"].includes(systemCode(error)) && !(error instanceof HeldFileError);
  if (isRefused) return new AppError("file.unreadable", { path }, error);
  const { code, values } = fileError(error, path);
  return new AppError(code === "file.failed" ? "file.readFailed" : code, values, error);
}
