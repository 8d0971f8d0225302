import { expect, test } from "vitest";
import { snippetSource } from "#renderer/writing/snippet-text.ts";

const values = { date: "2026-05-06", time: "18:30", title: "題 $1", selection: "語" };

test("known names are filled in, in either language; other names become placeholders, equal names the same one", () => {
  expect(snippetSource("{{日付}} {{Time}} {{題名}} {{selection}}", values)).toBe(
    "2026-05-06 18:30 題 \\$1 語",
  );
  expect(snippetSource("{{名}}さん、{{ 品 }}を{{名}}へ{{}}。", values)).toBe(
    `$${"{1:名}"}さん、$${"{2:品}"}を$${"{1:名}"}へ$0。`,
  );
});

test("characters with a meaning in the editor's notation are literal", () => {
  expect(snippetSource(`$100 $${"{x}"} \\ {a} {{`, values)).toBe(`\\$100 \\$${"{x"}\\} \\\\ {a\\} {{`);
  expect(snippetSource("{{a$}b}}", values)).toBe("{{a\\$\\}b\\}\\}");
});
