import { expect, test } from "vitest";
import {
  asksForNewPassword,
  asksForPassword,
  readPrompts,
  withPlainDigits,
} from "#engine/publish/transports/sftp/server-prompts.ts";

const hidden = (prompt: string) => readPrompts("", [{ prompt, echo: false }]);

test("only a prompt for a password is recognised as one", () => {
  for (const prompt of [
    "Password: ",
    "(author@example.com) Password:",
    "Passwd",
    "パスワード：",
    "author's password:",
  ]) {
    expect(asksForPassword(hidden(prompt)), prompt).toBe(true);
  }
  for (const prompt of [
    "Verification code: ",
    "One-time password (OATH) for `author': ",
    "OTP Password: ",
    "New password: ",
    "Retype new password: ",
    "ワンタイムパスワード:",
    "Passphrase: ",
    "",
  ]) {
    expect(asksForPassword(hidden(prompt)), prompt).toBe(false);
  }
  expect(asksForPassword(readPrompts("", [{ prompt: "Password: ", echo: true }]))).toBe(false);
  const two = [
    { prompt: "Password: ", echo: false },
    { prompt: "Code: ", echo: false },
  ];
  expect(asksForPassword(readPrompts("", two))).toBe(false);
  expect(asksForPassword(readPrompts("Password:", []))).toBe(false);
});

test("a prompt for a new password is distinguished from one for the current password", () => {
  for (const text of [
    "New password:",
    "Retype new password:",
    "Enter new UNIX password:",
    "新しいパスワード：",
  ]) {
    expect(asksForNewPassword({ text, echo: false }), text).toBe(true);
  }
  for (const text of ["Current password:", "Password:", "New code:", "Verification code:"]) {
    expect(asksForNewPassword({ text, echo: false }), text).toBe(false);
  }
  expect(asksForNewPassword({ text: "New password:", echo: true })).toBe(false);
});

test("lines before the prompt are the server's message", () => {
  expect(readPrompts("Hello\r\n", [{ prompt: "Maintenance\n\nCode: ", echo: true }])).toEqual({
    words: ["Hello", "Maintenance"],
    prompts: [{ text: "Code:", echo: true }],
  });
  expect(readPrompts("Bye\n", [])).toEqual({ words: ["Bye"], prompts: [] });
});

test("full-width digits become ASCII digits, and other answers stay unchanged", () => {
  expect(withPlainDigits("１２３　４５６")).toBe("123 456");
  expect(withPlainDigits(" ひみつ１ ")).toBe(" ひみつ１ ");
  expect(withPlainDigits("")).toBe("");
});
