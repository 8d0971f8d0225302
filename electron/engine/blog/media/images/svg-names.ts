const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** SVG elements that are kept. They run no code (`script`) and contain no other content (`foreignObject`). */
export const drawingElements = words(`
  svg a altGlyph altGlyphDef altGlyphItem animate animateColor animateMotion animateTransform circle clipPath defs desc
  ellipse filter font font-face font-face-name g glyph glyphRef hkern image line linearGradient marker mask metadata
  missing-glyph mpath path pattern polygon polyline radialGradient rect set stop style switch symbol text textPath title
  tref tspan use view vkern
  feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap
  feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feImage feMerge feMergeNode
  feMorphology feOffset fePointLight feSpecularLighting feSpotLight feTile feTurbulence`);

/** Elements that run code or contain foreign content. An SVG with one of them is refused, not cleaned. */
export const actingElements = words(`
  script handler listener foreignobject iframe frame embed object applet audio video canvas source link meta base`);

/** Attributes without a namespace that stay in an SVG, in addition to `href`, `data-…` and `aria-…`. */
const plainAttributes = words(`
  accent-height accumulate additive alignment-baseline alphabetic amplitude arabic-form ascent attributeName
  attributeType azimuth baseFrequency baseProfile baseline-shift bbox begin bias by calcMode cap-height class clip
  clip-path clip-rule clipPathUnits color color-interpolation color-interpolation-filters color-rendering
  contentScriptType contentStyleType crossorigin cursor cx cy d descent diffuseConstant direction display divisor
  dominant-baseline dur dx dy edgeMode elevation enable-background end exponent fill fill-opacity fill-rule filter
  filterRes filterUnits flood-color flood-opacity focusable font font-family font-size font-size-adjust font-stretch
  font-style font-variant font-weight format fr from fx fy g1 g2 glyph-name glyph-orientation-horizontal
  glyph-orientation-vertical glyphRef gradientTransform gradientUnits hanging height horiz-adv-x horiz-origin-x
  horiz-origin-y id ideographic image-rendering in in2 intercept isolation k k1 k2 k3 k4 kernelMatrix kernelUnitLength
  kerning keyPoints keySplines keyTimes lang lengthAdjust letter-spacing lighting-color limitingConeAngle
  marker marker-end marker-mid marker-start markerHeight markerUnits markerWidth mask mask-type maskContentUnits
  maskUnits mathematical max media method min mix-blend-mode mode name numOctaves offset opacity operator order orient
  orientation origin overflow overline-position overline-thickness paint-order panose-1 path pathLength
  patternContentUnits patternTransform patternUnits pointer-events points pointsAtX pointsAtY pointsAtZ preserveAlpha
  preserveAspectRatio primitiveUnits r radius refX refY rel rendering-intent repeatCount repeatDur requiredExtensions
  requiredFeatures restart result role rotate rx ry scale seed shape-rendering side slope space spacing
  specularConstant specularExponent spreadMethod startOffset stdDeviation stemh stemv stitchTiles stop-color
  stop-opacity strikethrough-position strikethrough-thickness stroke stroke-dasharray stroke-dashoffset stroke-linecap
  stroke-linejoin stroke-miterlimit stroke-opacity stroke-width style surfaceScale systemLanguage tabindex tableValues
  target targetX targetY text-anchor text-decoration text-orientation text-rendering textLength title to transform
  transform-box transform-origin type u1 u2 underline-position underline-thickness unicode unicode-bidi unicode-range
  units-per-em v-alphabetic v-hanging v-ideographic v-mathematical values vector-effect version vert-adv-y
  vert-origin-x vert-origin-y viewBox viewTarget visibility white-space width widths word-spacing writing-mode x
  x-height x1 x2 xChannelSelector y y1 y2 yChannelSelector z zoomAndPan`);

const linkAttributes = words("href title type show actuate role arcrole");
const xmlAttributes = words("space lang id");

export const namespaces = {
  svg: "http://www.w3.org/2000/svg",
  xlink: "http://www.w3.org/1999/xlink",
  xml: "http://www.w3.org/XML/1998/namespace",
  xmlns: "http://www.w3.org/2000/xmlns/",
  html: "http://www.w3.org/1999/xhtml",
} as const;

/** Whether an attribute of this namespace and name belongs to a drawing. */
export function isDrawingAttribute(namespace: string, name: string): boolean {
  if (namespace === namespaces.xlink) return linkAttributes.has(name);
  if (namespace === namespaces.xml) return xmlAttributes.has(name);
  return (
    namespace === "" && (name === "href" || plainAttributes.has(name) || /^(?:data|aria)-[\w.-]+$/.test(name))
  );
}
