import { describe, expect, test, vi } from "vitest";
import { ConsoleText } from "#engine/cli/console-text.ts";
import { shellLanguage } from "#engine/cli/report.ts";

const japanese = {
  platform: "win32",
  chcp: () => "\u008c\u00bb\u008dÝ\u0082Ì\u0083R\u0081[\u0083h: 932\r\n",
};
const unicode = { platform: "win32", chcp: () => "Active code page: 65001\r\n" };
const german = { platform: "win32", chcp: () => "Aktive Codepage: 850.\r\n" };
const none = { platform: "win32", chcp: () => "" };
const linux = { platform: "linux", chcp: () => "932" };

const text = "公開しました〜①: 12 ファイル\n";

describe("what other programs read of the shell", () => {
  test("is Shift_JIS in a console with code page 932", () => {
    const bytes = new ConsoleText(japanese).encode(text, false);
    expect(bytes).toBeInstanceOf(Buffer);
    // Windows decodes the wave dash as the full-width tilde
    expect(new TextDecoder("shift_jis").decode(Buffer.from(bytes))).toBe(text.replace("〜", "～"));
    expect(new ConsoleText(japanese).encode("𠮷\n", false).toString()).toBe("?\n");
  });

  test.each([
    ["65001", unicode],
    ["850", german],
    ["none", none],
    ["another system", linux],
  ])("is UTF-8 in %s", (_name, system) => {
    expect(new ConsoleText(system).encode(text, false)).toBe(text);
    expect(new ConsoleText(system).decode(Buffer.from("8d4a", "hex"))).toBeNull();
  });

  test("the console itself gets characters, and its code page is not asked for", () => {
    const chcp = vi.fn(() => "932");
    expect(new ConsoleText({ platform: "win32", chcp }).encode(text, true)).toBe(text);
    expect(chcp).not.toHaveBeenCalled();
  });
});

test("what `echo # 雨` writes into a pipe of code page 932 is read, and the code page is asked for once", () => {
  const chcp = vi.fn(() => "932");
  const console = new ConsoleText({ platform: "win32", chcp });
  expect(console.decode(Buffer.from("2320894a0d0a", "hex"))).toBe("# 雨\r\n");
  expect(console.decode(Buffer.from("ff", "hex"))).toBeNull();
  expect(chcp).toHaveBeenCalledOnce();
});

describe("the language of the shell", () => {
  test("is that of Windows, whatever Git Bash sets", () => {
    const bash = { LANG: "en_US.UTF-8", LC_ALL: "C" };
    expect(shellLanguage(bash, "win32", () => "ja-JP")).toBe("ja");
    expect(shellLanguage({ LANG: "ja_JP.UTF-8" }, "win32", () => "de-DE")).toBe("en");
  });

  test("is that of the environment elsewhere", () => {
    const never = (): string => {
      throw new Error("asked");
    };
    expect(shellLanguage({ LANG: "ja_JP.UTF-8" }, "linux", never)).toBe("ja");
    expect(shellLanguage({ LANG: "ja_JP.UTF-8", LC_ALL: "C" }, "darwin", never)).toBe("en");
    expect(shellLanguage({}, "linux", never)).toBe("en");
  });
});
