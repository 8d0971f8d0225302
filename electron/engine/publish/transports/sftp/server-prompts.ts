import type { Prompt } from "ssh2";
import { serverText } from "../../base/server-data.ts";

/** Messages and prompts that a server sends during the login, unchanged. */
export interface ServerPrompts {
  /** Lines that the server sent before the prompts. */
  readonly words: readonly string[];
  readonly prompts: readonly { readonly text: string; readonly echo: boolean }[];
}

/** Separates a server's messages from its prompts, because OpenSSH sends messages of PAM in prompts. */
export function readPrompts(instructions: string, prompts: readonly Prompt[]): ServerPrompts {
  const words = linesOf(instructions);
  const asked = prompts.map(({ prompt, echo }) => {
    const lines = linesOf(prompt);
    const text = lines.pop() ?? "";
    words.push(...lines);
    return { text, echo: echo === true };
  });
  return { words, prompts: asked };
}

/** Whether a server asks only for the account's password, in a single prompt without echo. */
export function asksForPassword({ prompts }: ServerPrompts): boolean {
  const [first, ...more] = prompts;
  if (!first || first.echo || more.length > 0) return false;
  return (
    /password|passwd|パスワード|密码|密碼|비밀번호/i.test(first.text) &&
    !/one.?time|otp|oath|token|code|verification|new |ワンタイム|確認|新しい/i.test(first.text)
  );
}

/** Whether a prompt asks for a new password. PAM sends two such prompts when the password has expired. */
export function asksForNewPassword({ text, echo }: ServerPrompts["prompts"][number]): boolean {
  return !echo && /password|passwd|パスワード|密码|密碼|비밀번호/i.test(text) && /\bnew\b|新|새/i.test(text);
}

/**
 * Converts full-width digits of an input method to ASCII, because servers refuse codes in full-width digits.
 */
export function withPlainDigits(answer: string): string {
  return /^[０-９\s]+$/.test(answer) ? answer.normalize("NFKC").trim() : answer;
}

function linesOf(text: string): string[] {
  return serverText(text)
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}
