import { expect, test } from "vitest";
import { isSafeSvg } from "#engine/blog/images/safe-svg.ts";

const svg = (inside: string, attributes = ""): Buffer =>
  Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" ${attributes}>${inside}</svg>`,
  );

test.each([
  [
    "shapes and styles",
    '<style>.a { fill: red }</style><defs><g id="g"/></defs><use href="#g"/><path class="a" d="M0 0"/>',
  ],
  [
    "a link and a picture inside",
    '<a href="https://example.com/"><image xlink:href="data:image/png;base64,AA=="/></a>',
  ],
  ["an animation of a shape", '<animate attributeName="x" from="0" to="9"/>'],
  ["text that talks of scripts", "<text>&lt;script&gt; javascript: onload=</text><!-- <script> -->"],
])("allows %s", (_, inside) => {
  expect(isSafeSvg(svg(inside))).toBe(true);
  expect(isSafeSvg(Buffer.concat([Buffer.from('\uFEFF<?xml version="1.0"?>\n'), svg(inside)]))).toBe(true);
});

test.each([
  ["a script", "<script>alert(1)</script>"],
  ["a script in another prefix", '<x:SCRIPT xmlns:x="http://www.w3.org/2000/svg">1</x:SCRIPT>'],
  ["HTML inside", "<foreignObject><p/></foreignObject>"],
  ["an event attribute deep inside", '<g><g><rect onclick="a()"/></g></g>'],
  ["a script address", '<a href="javascript:alert(1)"/>'],
  ["a script address in disguise", '<a xlink:href="&#106;avascript:alert(1)"/>'],
  ["a script address after a space", '<a href=" java&#10;script:alert(1)"/>'],
  ["another document", '<image href="data:image/svg+xml;base64,AA=="/>'],
  ["a part of another file", '<use href="other.svg#g"/>'],
  ["an animated link", '<a><set attributeName="xlink:href" to="javascript:1"/></a>'],
  ["a torn element", "<g>"],
])("refuses %s", (_, inside) => {
  expect(isSafeSvg(svg(inside))).toBe(false);
});

test("refuses events at the root, entities, style sheets and other encodings", () => {
  expect(isSafeSvg(svg("", 'onload="a()"'))).toBe(false);
  const entity = '<!DOCTYPE svg [<!ENTITY a "javascript:1">]>';
  expect(isSafeSvg(Buffer.concat([Buffer.from(entity), svg('<a href="&a;"/>')]))).toBe(false);
  expect(isSafeSvg(Buffer.concat([Buffer.from('<?xml-stylesheet href="x.xsl"?>'), svg("")]))).toBe(false);
  expect(isSafeSvg(Buffer.from(svg("<script/>").toString(), "utf16le"))).toBe(false);
});
