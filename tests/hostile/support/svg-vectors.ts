import { call, handlers, htmlVectors, scriptAddresses } from "./techniques.ts";

const names = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"';
const html = 'xmlns="http://www.w3.org/1999/xhtml"';

function drawing(inside: string, attributes = "", head = ""): string {
  return `${head}<svg ${names} ${attributes}>${inside}</svg>`;
}

/** Returns files that no drawing program creates: each tries to run code when it is opened by itself. */
export function svgVectors(): Buffer[] {
  const inside = [
    `<script>${call}</script>`,
    `<script type="text/ecmascript"><![CDATA[${call}]]></script>`,
    `<script xlink:href="data:text/javascript,${call}"/>`,
    `<script href="data:text/javascript,${call}"/>`,
    `<x:script xmlns:x="http://www.w3.org/2000/svg">${call}</x:script>`,
    `<x:script xmlns:x="&#104;ttp://www.w3.org/1999/xhtml">${call}</x:script>`,
    `<script ${html}>${call}</script>`,
    `<g xmlns:h="http://www.w3.org/1999/xhtml"><h:img src="x" onerror="${call}"/></g>`,
    `<h:iframe xmlns:h="http://www.w3.org/1999/xhtml" src="javascript:parent.${call}"/>`,
    `<h:body xmlns:h="http://www.w3.org/1999/xhtml" onload="${call}"/>`,
    `<metadata><script>${call}</script></metadata>`,
    `<desc><script>${call}</script></desc>`,
    `<title><script ${html}>${call}</script></title>`,
    `<x:y xmlns:x="urn:x"><script>${call}</script></x:y>`,
    `<x:y xmlns:x="urn:x"><script ${html}>${call}</script></x:y>`,
    `<unknown><script>${call}</script></unknown>`,
    `<foreignObject><body ${html} onload="${call}"/></foreignObject>`,
    `<foreignObject><iframe ${html} srcdoc="&lt;script>parent.${call}&lt;/script>"/></foreignObject>`,
    `<switch><foreignObject width="9" height="9"><img ${html} src="x" onerror="${call}"/></foreignObject></switch>`,
    `<switch><foreignObject width="9" height="9"><script ${html}>${call}</script></foreignObject><g/></switch>`,
    `<defs><foreignObject><script ${html}>${call}</script></foreignObject></defs>`,
    `<image href="x" onerror="${call}"/>`,
    `<image xlink:href="data:image/svg+xml,${encodeURIComponent(drawing("", `onload="parent.${call}"`))}"/>`,
    `<use href="data:image/svg+xml,${encodeURIComponent(drawing(`<g id="x"><image href="x" onerror="${call}"/></g>`))}#x"/>`,
    `<animate attributeName="x" dur="1s" onbegin="${call}"/>`,
    `<set attributeName="onload" to="${call}"/>`,
    `<set attributeName="onmouseover" to="${call}"/>`,
    `<a id="a" href="#"><set attributeName="href" to="javascript:${call}"/><rect width="99" height="99"/></a>`,
    `<a id="a" href="#"><animate attributeName="xlink:href" values="javascript:${call}"/><rect width="99" height="99"/></a>`,
    `<a id="a" href="#"><animate attributeName="href" from="javascript:${call}" to="x"/><rect width="99" height="99"/></a>`,
    `<a id="a" href="#"/><animate href="#a" attributeName="href" to="javascript:${call}" dur="1s"/>`,
    `<handler xmlns:ev="http://www.w3.org/2001/xml-events" ev:event="load">${call}</handler>`,
    `<listener event="load" handler="#x" xmlns="http://www.w3.org/2001/xml-events"/><g id="x" onload="${call}"/>`,
    `<style>@import "javascript:${call}";</style>`,
    `<style>*{background:url(javascript:${call})}</style>`,
    `<style>*{background:u\\72l(ja\\76ascript:${call})}</style>`,
    `<style>*{-moz-binding:url(data:text/xml,x)}</style>`,
    `<style>*{x:exp/**/ression(${call})}</style>`,
    `<style><![CDATA[</style><script>${call}</script>]]></style>`,
    `<style>&lt;/style>&lt;script>${call}&lt;/script></style>`,
    `<rect style="fill:url('javascript:${call}')"/>`,
    `<rect filter="url(javascript:${call})"/>`,
    `<rect cursor="url(javascript:${call}),auto"/>`,
    `<filter><feImage href="javascript:${call}"/></filter>`,
    `<video ${html}><source onerror="${call}" src="x"/></video>`,
    `<audio ${html} src="x" onerror="${call}"/>`,
    `<embed ${html} src="data:text/html,&lt;script>parent.${call}&lt;/script>"/>`,
    `<object ${html} data="javascript:${call}"/>`,
    `<link ${html} rel="stylesheet" href="javascript:${call}"/>`,
    `<meta ${html} http-equiv="refresh" content="0;url=javascript:${call}"/>`,
    `<!-- --><script>${call}</script><!-- -->`,
    `<?xml-stylesheet href="javascript:${call}"?><script>${call}</script>`,
    `<g xml:base="javascript:${call}//"><a href="#x"><rect width="99" height="99"/></a></g>`,
    `<cursor xlink:href="javascript:${call}"/>`,
    `<discard onbegin="${call}"/>`,
    `<text><textPath xlink:href="javascript:${call}">x</textPath></text>`,
    `<math xmlns="http://www.w3.org/1998/Math/MathML" href="javascript:${call}">x</math>`,
    ...handlers.map((handler) => `<g ${handler}="${call}"><rect width="99" height="99"/></g>`),
    ...handlers.map((handler) => `<g x:${handler}="${call}" xmlns:x="http://www.w3.org/2000/svg"/>`),
    ...scriptAddresses.flatMap((address) => {
      const written = address.replaceAll("<", "&lt;").replaceAll(String.fromCharCode(1), "");
      return [
        `<a href="${written}"><rect width="999" height="999"/></a>`,
        `<a xlink:href="${written}"><rect width="999" height="999"/></a>`,
        `<image href="${written}" width="9" height="9"/>`,
        `<use xlink:href="${written}"/>`,
      ];
    }),
    // HTML fragments in a drawing; most are not valid XML
    ...htmlVectors(),
  ];
  const script = `<script>${call}</script>`;
  const whole = [
    drawing("", `onload="${call}"`),
    drawing("", `ONLOAD="${call}"`),
    drawing("", `onload='${call}' onload2=""`),
    drawing("", "", `<!DOCTYPE svg [<!ATTLIST svg onload CDATA "${call}">]>`),
    drawing("", "", `<!DOCTYPE svg [<!ATTLIST svg onload CDATA #FIXED "${call}">]>`),
    drawing("<g/>", "", `<!DOCTYPE svg [ <!-- x --> <!ATTLIST g onload CDATA "${call}"> ]>`),
    drawing("<image/>", "", `<!DOCTYPE svg [<!ATTLIST image href CDATA "x" onerror CDATA "${call}">]>`),
    drawing("<x/>", "", `<!DOCTYPE svg [<!ATTLIST x xmlns CDATA #FIXED "http://www.w3.org/1999/xhtml">]>`),
    drawing("&s;", "", `<!DOCTYPE svg [<!ENTITY s "${script.replaceAll("<", "&#60;")}">]>`),
    drawing("&s;", "", `<!DOCTYPE svg [<!ENTITY s '${script}'>]>`),
    drawing(
      "&s;",
      "",
      `<!DOCTYPE svg [<!ENTITY a "&#38;#60;script>${call}&#38;#60;/script>"><!ENTITY s "&a;">]>`,
    ),
    drawing("", "", `<!DOCTYPE svg [<!ENTITY % p "<!ATTLIST svg onload CDATA '${call}'>"> %p;]>`),
    drawing("&x;", "", '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
    drawing("", "", `<!DOCTYPE svg [<!NOTATION n SYSTEM "x">]>`),
    drawing(
      `<a xlink:href="&j;:${call}"><rect width="999" height="999"/></a>`,
      "",
      '<!DOCTYPE svg [<!ENTITY j "javascript">]>',
    ),
    drawing(
      `<g xmlns="&h;"><script>${call}</script></g>`,
      "",
      '<!DOCTYPE svg [<!ENTITY h "http://www.w3.org/1999/xhtml">]>',
    ),
    drawing("", `&o;="${call}"`, '<!DOCTYPE svg [<!ENTITY o "onload">]>'),
    drawing("", "", '<?xml-stylesheet type="text/xsl" href="#x"?>'),
    drawing("", "", `<?xml-stylesheet href="data:text/css,x"?>`),
    drawing(script, "", '<?xml version="1.0" encoding="ISO-2022-JP"?>'),
    drawing(script, "", '<?xml version="1.1"?>'),
    drawing(`+ADw-script+AD4-${call}+ADw-/script+AD4-`, "", '<?xml version="1.0" encoding="UTF-7"?>'),
    drawing(`\u001b$B<script>${call}</script>`, "", '<?xml version="1.0" encoding="ISO-2022-JP"?>'),
    `<html ${html}><script>${call}</script></html>`,
    `<!-- svg --><html ${html}><body onload="${call}"/></html>`,
    `<svg xmlns="" xmlns:s="http://www.w3.org/2000/svg"><s:script>${call}</s:script></svg>`,
    `<s:svg xmlns:s="http://www.w3.org/2000/svg" onload="${call}"/>`,
    `<s:svg xmlns:s="http://www.w3.org/2000/svg"><s:script>${call}</s:script></s:svg>`,
    `<svg><script>${call}</script></svg>`,
    `<svg ${names}/><script>${call}</script>`,
    `<svg ${names}><g></svg><script>${call}</script>`,
    `<xsl:stylesheet xmlns:xsl="http://www.w3.org/1999/XSL/Transform" version="1.0"><xsl:template match="/"/></xsl:stylesheet>`,
    "<".repeat(50_000),
  ];
  const texts = [...inside.map((piece) => drawing(piece)), ...whole];
  return [
    ...texts.map((text) => Buffer.from(text)),
    // Drawings that a browser may read in another encoding than the check does
    ...["utf16le", "latin1"].map((encoding) => Buffer.from(drawing(script), encoding as BufferEncoding)),
    Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(drawing(script), "utf16le")]),
    Buffer.concat([Buffer.from("\uFEFF"), Buffer.from(drawing(script))]),
  ];
}
