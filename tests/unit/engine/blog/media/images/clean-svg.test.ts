import { expect, test } from "vitest";
import { cleanSvg } from "#engine/blog/media/images/clean-svg.ts";

const svg = (inside: string, attributes = ""): Buffer =>
  Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" ${attributes}>${inside}</svg>`,
  );

const textOf = (bytes: Uint8Array): string | null => {
  const verdict = cleanSvg(bytes);
  return verdict.kind === "clean" ? Buffer.from(verdict.bytes).toString() : null;
};

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
])("leaves %s as they are, byte for byte", (_, inside) => {
  for (const head of ["", '\uFEFF<?xml version="1.0" encoding="UTF-8"?>\n<!-- drawn -->']) {
    const bytes = Buffer.concat([Buffer.from(head), svg(inside)]);
    expect(cleanSvg(bytes)).toEqual({ kind: "clean", bytes, actsUncleaned: false });
  }
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
  expect(cleanSvg(svg(inside)).kind).not.toBe("clean");
});

test("names the reason for refusing an SVG", () => {
  expect(cleanSvg(svg("", 'onload="a()"'))).toEqual({ kind: "unsafe", found: 'onload="a()"' });
  expect(cleanSvg(svg("<g><script/></g>"))).toEqual({ kind: "unsafe", found: "<script>" });
  const attributes = '<!DOCTYPE svg [<!ATTLIST svg onload CDATA "alert(1)">]>';
  expect(cleanSvg(Buffer.concat([Buffer.from(attributes), svg("")]))).toEqual({
    kind: "unsafe",
    found: attributes,
  });
  const entity = '<!DOCTYPE svg [<!ENTITY a "javascript:1">]>';
  expect(cleanSvg(Buffer.concat([Buffer.from(entity), svg('<a href="&a;"/>')]))).toEqual({
    kind: "unsafe",
    found: 'href="javascript:1"',
  });
  expect(cleanSvg(Buffer.concat([Buffer.from('<?xml-stylesheet href="x.xsl"?>'), svg("")]))).toEqual({
    kind: "unsafe",
    found: "<?xml-stylesheet?>",
  });
  expect(cleanSvg(Buffer.from(svg("<script/>").toString(), "utf16le")).kind).toBe("damaged");
});

test("an Inkscape drawing loses its metadata and nothing of the picture", () => {
  const drawing = `<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<!-- Created with Inkscape (http://www.inkscape.org/) -->
<svg width="2mm" viewBox="0 0 2 2" version="1.1" id="svg5" inkscape:version="1.2" sodipodi:docname="図.svg"
   xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd"
   xmlns="http://www.w3.org/2000/svg" xmlns:svg="http://www.w3.org/2000/svg" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <sodipodi:namedview id="namedview7" pagecolor="#ffffff"><inkscape:grid type="xygrid"/></sodipodi:namedview>
  <metadata><rdf:RDF><rdf:li>x</rdf:li></rdf:RDF></metadata>
  <svg:g inkscape:label="Layer 1" id="layer1"><path style="fill:url(#a);-inkscape-stroke:none" d="M 0,0" id="p"/></svg:g>
</svg>`;
  expect(textOf(Buffer.from(drawing))).toBe(`<svg xmlns="http://www.w3.org/2000/svg" \
xmlns:xlink="http://www.w3.org/1999/xlink" width="2mm" viewBox="0 0 2 2" version="1.1" id="svg5">
${"  "}
  <metadata></metadata>
  <g id="layer1"><path style="fill:url(#a);-inkscape-stroke:none" d="M 0,0" id="p"></path></g>
</svg>
`);
});

test("an Illustrator drawing keeps its entities' text, and loses its private copy", () => {
  const drawing = `<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd" [
	<!ENTITY ns_extend "http://ns.adobe.com/Extensibility/1.0/">
	<!ENTITY ns_svg "http://www.w3.org/2000/svg">
	<!ENTITY ns_xlink "http://www.w3.org/1999/xlink">
]>
<svg version="1.1" xmlns:x="&ns_extend;" xmlns="&ns_svg;" xmlns:xlink="&ns_xlink;" enable-background="new 0 0 9 9">
<switch><foreignObject requiredExtensions="&ns_extend;" width="1"><x:pgf xlink:href="#p"/></foreignObject><g x:extraneous="self"><rect fill="#FFF" width="9" height="9"/></g></switch>
<x:pgf id="p"><![CDATA[ eJzs ]]></x:pgf></svg>`;
  expect(textOf(Buffer.from(drawing))).toBe(`<svg xmlns="http://www.w3.org/2000/svg" \
xmlns:xlink="http://www.w3.org/1999/xlink" version="1.1" enable-background="new 0 0 9 9">
<switch><g><rect fill="#FFF" width="9" height="9"></rect></g></switch>
</svg>
`);
});

test("a draw.io drawing keeps the fallback text for browsers without HTML in SVG", () => {
  const drawing = `<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<svg xmlns="http://www.w3.org/2000/svg" style="background-color: #fff;" version="1.1" content="&lt;mxfile/&gt;"><switch>\
<foreignObject style="overflow: visible;"><div xmlns="http://www.w3.org/1999/xhtml">案</div></foreignObject>\
<text x="1">案 &amp; &quot;図&quot;</text></switch></svg>`;
  expect(textOf(Buffer.from(drawing))).toBe(
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" ' +
      'style="background-color: #fff;" version="1.1"><switch><text x="1">案 &#38; "図"</text></switch></svg>\n',
  );
});

test("a rewritten drawing has the same meaning", () => {
  const words =
    '<!DOCTYPE svg><svg xmlns="http://www.w3.org/2000/svg"><desc>a &lt;b&gt; <![CDATA[<c> & d]]>\n</desc><text id="x&#10;&quot;y"/></svg>';
  expect(textOf(Buffer.from(words))).toContain(
    '<desc>a &#60;b&#62; &#60;c&#62; &#38; d\n</desc><text id="x&#10;&#34;y"></text>',
  );
});

test("entities cannot fill the memory, and nesting cannot take too much time", () => {
  const many = `<!DOCTYPE svg [<!ENTITY a "${"x".repeat(1000)}">]>`;
  expect(cleanSvg(Buffer.concat([Buffer.from(many), svg("&a;".repeat(10_000))])).kind).toBe("damaged");
  expect(cleanSvg(svg("<g>".repeat(200_000))).kind).toBe("damaged");
  const nested = '<!DOCTYPE svg [<!ENTITY a "x"><!ENTITY b "&a;&a;">]>';
  expect(cleanSvg(Buffer.concat([Buffer.from(nested), svg("&b;")])).kind).toBe("unsafe");
});
