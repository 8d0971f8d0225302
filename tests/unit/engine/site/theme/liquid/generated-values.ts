import fc from "fast-check";

const names = ["a", "b", "item", "site", "page", "post", "size", "first", "forloop", "list"] as const;
const fields = ["a", "b", "title", "size", "first", "last", "length", "0", "name", "index"] as const;

const literal = fc.constantFrom(
  ...[
    "1",
    "2",
    "-1",
    "0",
    "2.5",
    "'a'",
    "'b'",
    "''",
    '"<&>"',
    "' '",
    "'10'",
    "true",
    "false",
    "nil",
    "empty",
    "blank",
  ],
  ...["(1..3)", "(a..2)", "'title'"],
);

const path = fc.letrec<{ path: string }>((tie) => ({
  path: fc
    .tuple(
      fc.constantFrom(...names),
      fc.array(
        fc.oneof(
          {
            weight: 5,
            arbitrary: fc.constantFrom(...fields).map((field) => (field === "0" ? "[0]" : `.${field}`)),
          },
          { weight: 1, arbitrary: fc.constantFrom("[-1]", "['b']", "[1]", "[nil]", "[1.5]") },
          { weight: 1, arbitrary: tie("path").map((inner) => `[${inner}]`) },
        ),
        { maxLength: 3 },
      ),
    )
    .map(([root, rest]) => root + rest.join("")),
})).path;

/** A path or a literal. */
export const value = fc.oneof({ weight: 3, arbitrary: path }, { weight: 2, arbitrary: literal });

const filter = fc.oneof(
  fc.constantFrom(
    ...[
      "upcase",
      "size",
      "first",
      "last",
      "reverse",
      "sort",
      "join",
      "json",
      "escape",
      "raw",
      "strip",
      "compact",
      "uniq",
    ],
    ...[
      "map: 'title'",
      "where: 'a'",
      "reject: 'a', 1",
      "where_exp: 'item', 'item.a == b'",
      "split: ''",
      "t",
      "number",
    ],
    ...[
      "group_by: 'a'",
      "find: 'title'",
      "sort: 'title'",
      "sum: 'a'",
      "slice: 0, 2",
      "slice: -2",
      "truncate: 3",
      "floor",
    ],
  ),
  fc
    .tuple(
      fc.constantFrom(
        ...[
          "append",
          "prepend",
          "plus",
          "minus",
          "times",
          "default",
          "concat",
          "push",
          "replace",
          "remove",
          "slice",
        ],
        ...["at_least", "divided_by", "where", "has", "join", "split", "truncate", "modulo"],
      ),
      fc.array(value, { minLength: 1, maxLength: 2 }),
    )
    .map(([name, args]) => `${name}: ${args.join(", ")}`),
);

/** A value with filters. */
export const filtered = fc
  .tuple(value, fc.array(filter, { maxLength: 3 }))
  .map(([start, filters]) => [start, ...filters].join(" | "));

const operator = fc.constantFrom("==", "!=", "<", ">", "<=", ">=", "contains", "and", "or");

/** A condition of `if`. */
export const condition = fc
  .tuple(fc.boolean(), value, fc.array(fc.tuple(operator, value), { maxLength: 3 }))
  .map(([isNegated, start, rest]) => [isNegated ? "not" : "", start, ...rest.flat()].join(" "));

/** Modifiers of a loop. */
export const modifiers = fc
  .array(
    fc.oneof(
      fc.constantFrom("reversed", "offset: continue", "limit: 2", "offset: 1"),
      fc.tuple(fc.constantFrom("limit", "offset", "cols"), value).map(([name, count]) => `${name}: ${count}`),
    ),
    { maxLength: 2 },
  )
  .map((list) => list.join(" "));

/** Arguments of a partial. */
export const args = fc
  .array(
    fc.tuple(fc.constantFrom("a", "b", "item"), value).map(([name, given]) => `, ${name}: ${given}`),
    { maxLength: 2 },
  )
  .map((list) => list.join(""));

const leaf = fc.oneof(
  fc.constantFrom<unknown>(
    0,
    1,
    -2,
    2.5,
    10,
    true,
    false,
    null,
    "",
    " ",
    "a",
    "b",
    "<x>",
    "title",
    "日本😀",
    "10",
    "\u0001",
  ),
  fc.integer({ min: -3, max: 20 }),
);

const plainData = fc.letrec<{ data: unknown }>((tie) => ({
  data: fc.oneof(
    { maxDepth: 3, depthIdentifier: "data" },
    { weight: 3, arbitrary: leaf },
    fc.array(tie("data"), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom(...fields), tie("data"), { maxKeys: 4, noNullPrototype: true }),
  ),
})).data;

/** Values for the names in generated templates; some are missing. */
export const generatedScope = fc.dictionary(fc.constantFrom(...names), plainData, { noNullPrototype: true });
