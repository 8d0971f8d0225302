import { AppError, type ErrorCode } from "#contract/errors.ts";

const codes: Readonly<Record<string, ErrorCode>> = {
  ENOENT: "file.notFound",
  EROFS: "file.readOnly",
  EACCES: "file.readOnly",
  EPERM: "file.readOnly",
  // From opening a link with `O_NOFOLLOW`
  ELOOP: "file.linked",
  ENOSPC: "file.diskFull",
  EDQUOT: "file.diskFull",
};

/** The system's code of a failed file operation (`ENOENT`), or "" if the error has none. */
export function systemCode(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}

/** Translates a file error for users; `path` is shown in the message. Returns an `AppError` unchanged. */
export function fileError(error: unknown, path: string): AppError {
  if (error instanceof AppError) return error;
  const code = codes[systemCode(error)];
  if (code) return new AppError(code, { path }, error);
  const reason = error instanceof Error ? error.message : String(error);
  return new AppError("file.failed", { path, reason }, error);
}
