import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { focusEditor } from "#tests/support/editing.ts";
import { setDesk, startProgram } from "#tests/support/program.ts";

for (const language of ["ja", "en"] as const) {
  for (const colours of ["light", "dark"] as const) {
    test(`axe finds nothing in the main window: ${language}, ${colours}`, async () => {
      const program = await startProgram(await setDesk({ preferences: { language, colours } }));
      const { page } = program;
      await focusEditor(page);
      const results = await new AxeBuilder({ page }).setLegacyMode(true).exclude("iframe").analyze();
      const found = results.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" | ")}`);
      expect(found).toEqual([]);
      await program.close();
    });
  }
}
