import { XMLParser, XMLValidator } from "fast-xml-parser";
import { decodeUtf8Strict } from "#engine/files/text-encoding.ts";

type XmlNode = Readonly<Record<string, unknown>>;

const attributesKey = ":@";
const dangerous = new Set(["script", "foreignobject", "iframe", "embed", "object", "handler", "listener"]);
/** Parts of the same file, pictures inside the file, and links that a reader may follow. */
const harmlessLink = /^\s*(?:#|https?:|mailto:|data:image\/(?:png|jpeg|gif|webp);)/i;

/** Whether the bytes are an SVG that can run nothing, also when it is opened by itself. */
export function isSafeSvg(bytes: Uint8Array): boolean {
  const text = decodeUtf8Strict(bytes)?.replace(/^\uFEFF/, "");
  // Entities could spell anything
  if (text === undefined || /<!ENTITY/i.test(text) || XMLValidator.validate(text) !== true) return false;
  const parser = new XMLParser({
    preserveOrder: true,
    ignoreAttributes: false,
    attributeNamePrefix: "",
  });
  try {
    const nodes: unknown = parser.parse(text);
    return Array.isArray(nodes) && nodes.every(isSafeNode);
  } catch {
    // Deeper than the parser goes: what is in there nobody looked at
    return false;
  }
}

function isSafeNode(node: XmlNode): boolean {
  const attributes = node[attributesKey];
  return Object.entries(node).every(([name, content]) => {
    if (name === attributesKey)
      return isRecord(attributes) && Object.entries(attributes).every(isSafeAttribute);
    // A processing instruction may name a style sheet, which may name a script
    if (name.startsWith("?")) return name === "?xml";
    if (dangerous.has(localName(name))) return false;
    return !Array.isArray(content) || content.every(isSafeNode);
  });
}

function isSafeAttribute([name, value]: [string, unknown]): boolean {
  const local = localName(name);
  if (local.startsWith("on")) return false;
  if (local === "href" || local === "src") return harmlessLink.test(String(value));
  // An animation can set a link to what the link itself may not be
  if (local === "attributename") return !/href|^on/i.test(String(value));
  return true;
}

function localName(name: string): string {
  return name.slice(name.indexOf(":") + 1).toLowerCase();
}

function isRecord(value: unknown): value is XmlNode {
  return typeof value === "object" && value !== null;
}
