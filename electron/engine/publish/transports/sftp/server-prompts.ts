import type { Prompt } from "ssh2";
import { serverText } from "../../base/server-text.ts";

/** What a server wants to know, in its own words. */
export interface ServerPrompts {
  /** Lines that came before the questions themselves. */
  readonly words: readonly string[];
  readonly prompts: readonly { readonly text: string; readonly echo: boolean }[];
}

/**
 * Tells what a server says from what it asks: OpenSSH puts the messages of PAM into the same text as the question, in lines of their own.
 */
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

/**
 * Whether the one thing that is asked is the account's password: it is hidden, and its name says so. Anything else, such as the code of a
 * second factor, is never answered with the password.
 */
export function asksForPassword({ prompts }: ServerPrompts): boolean {
  const [first, ...more] = prompts;
  if (!first || first.echo || more.length > 0) return false;
  return (
    /password|passwd|パスワード|密码|密碼|비밀번호/i.test(first.text) &&
    !/one.?time|otp|oath|token|code|verification|new |ワンタイム|確認|新しい/i.test(first.text)
  );
}

/** Whether a new password is to be chosen, as PAM asks for one that has expired: once, and once more to be sure. */
export function asksForNewPassword({ text, echo }: ServerPrompts["prompts"][number]): boolean {
  return !echo && /password|passwd|パスワード|密码|密碼|비밀번호/i.test(text) && /\bnew\b|新|새/i.test(text);
}

/** An input method in full width types digits that no server takes for a code. */
export function withPlainDigits(answer: string): string {
  return /^[０-９\s]+$/.test(answer) ? answer.normalize("NFKC").trim() : answer;
}

function linesOf(text: string): string[] {
  return serverText(text)
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}
