import fc from "fast-check";
import { expect, test } from "vitest";
import { stringify } from "yaml";
import { editSettings, valuesOf } from "#engine/blog/settings/edit-settings.ts";

const words = fc.oneof(
  fc.constantFrom(
    "",
    "雨",
    "007",
    "true",
    "a: b",
    "# c",
    "- d",
    "one\ntwo\n",
    " one\n\n  two",
    "it's",
    '"q"',
    "~",
    "\ttab",
    "\u00A0",
    "　雨　",
  ),
  fc.string({ unit: "grapheme", maxLength: 12 }),
);
const link = fc.record({ label: words, url: words });
const settings = fc
  .record(
    {
      title: words.filter((text) => text !== ""),
      header: words,
      search: fc.boolean(),
      footer: fc.array(words, { maxLength: 4 }),
      links: fc.array(link, { maxLength: 4 }),
      author: fc.record({ name: words, url: words }, { requiredKeys: ["name"] }),
      front: fc.record({ posts: fc.integer({ min: 1, max: 99 }), recentUpdates: fc.nat(9) }),
      sections: fc.dictionary(
        fc.constantFrom("a", "b", "c", "d-e", "2024"),
        fc.record({ title: words, path: words }, { requiredKeys: ["title"] }),
        { minKeys: 1 },
      ),
    },
    { requiredKeys: ["title"] },
  )
  // Plain objects, as they come from the window
  .map((values) => JSON.parse(JSON.stringify(values)));
const layout = fc.record({
  indentSeq: fc.boolean(),
  crlf: fc.boolean(),
  flow: fc.boolean(),
});

test("any settings become any others; comments above keys stay, and going back gives the bytes of before", () => {
  fc.assert(
    fc.property(settings, settings, layout, (from, to, { indentSeq, crlf, flow }) => {
      const written = Object.entries(from).map(([key, value], index) => {
        const isFlow = flow && index % 2 === 1 && typeof value === "object";
        const options = { lineWidth: 0, indentSeq } as const;
        const lines = isFlow
          ? `${key}: ${stringify(value, { ...options, collectionStyle: "flow" })}`
          : stringify({ [key]: value }, options);
        return `# remark ${index}\n${lines}`;
      });
      const text = written
        .map((lines) => `${lines.replace(/\n$/, "")}\n`)
        .join("")
        .replaceAll("\n", crlf ? "\r\n" : "\n");
      const before = valuesOf(text);
      const edited = editSettings(text, to);
      expect(valuesOf(edited)).toEqual(to);
      for (const [index] of written.entries()) expect(edited).toContain(`# remark ${index}`);
      expect(editSettings(text, before)).toBe(text);
      expect(valuesOf(editSettings(edited, before))).toEqual(before);
      if (crlf) expect(edited.replaceAll("\r\n", "")).not.toContain("\n");
    }),
    { numRuns: Number(process.env.HITOFUDE_PROPERTY_RUNS ?? 100) },
  );
});
