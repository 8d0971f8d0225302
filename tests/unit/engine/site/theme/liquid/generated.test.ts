import fc from "fast-check";
import { expect, test } from "vitest";
import { allRenderers } from "./both-renderers.ts";
import { generatedTheme } from "./generated-templates.ts";
import { generatedScope } from "./generated-values.ts";

test("any template with any values yields the same as LiquidJS", () => {
  let shown = 0;
  fc.assert(
    fc.property(generatedTheme, fc.array(generatedScope, { minLength: 1, maxLength: 3 }), (theme, scopes) => {
      // A partial that calls itself fails in both renderers, but not at the same depth
      const one = theme["partials/one"].replaceAll(/'one'/g, "'two'");
      const render = allRenderers({ ...theme, "partials/one": one });
      for (const scope of scopes) {
        const { compiled, liquidjs, plain } = render("post", scope);
        expect(compiled).toEqual(plain);
        expect(liquidjs).toEqual(plain);
        if ("text" in compiled && compiled.text.length > 5) shown += 1;
      }
    }),
    { numRuns: Number(process.env.HITOFUDE_PROPERTY_RUNS ?? 400) },
  );
  // Most results must be real output, neither empty nor an error, or the test proves little
  expect(shown).toBeGreaterThan(100);
});
