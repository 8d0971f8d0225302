/** Entities that XML predefines. */
const given = new Set(["lt", "gt", "amp", "quot", "apos"]);
const declaration =
  /^\s*(?:<!ENTITY\s+([A-Za-z_][\w.-]*)\s+(?:"([^"<&%]*)"|'([^'<&%]*)')\s*>|<!--(?:(?!--)[\s\S])*-->)/;

/**
 * Returns the entities that an SVG's DOCTYPE defines. Files of Adobe Illustrator have such entities.
 * Returns null if the DOCTYPE contains anything else, for example an entity with markup.
 */
export function plainEntities(documentType: string): ReadonlyMap<string, string> | null {
  const found = new Map<string, string>();
  const head =
    /^\s*svg(?:\s+PUBLIC\s*(?:"[^"]*"|'[^']*'))?(?:\s+SYSTEM)?(?:\s*(?:"[^"]*"|'[^']*'))?\s*/i.exec(
      documentType,
    );
  if (!head) return null;
  const rest = documentType.slice(head[0].length).trim();
  if (rest === "") return found;
  if (!rest.startsWith("[") || !rest.endsWith("]")) return null;
  let subset = rest.slice(1, -1);
  while (subset.trim() !== "") {
    const [whole, name, double, single] = declaration.exec(subset) ?? [];
    if (whole === undefined) return null;
    if (name !== undefined) {
      if (given.has(name)) return null;
      if (!found.has(name)) found.set(name, double ?? single ?? "");
    }
    subset = subset.slice(whole.length);
  }
  return found;
}
