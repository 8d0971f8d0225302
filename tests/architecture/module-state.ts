/** Matches initial values that have no state which a caller could change or observe. */
const stateless = /^new (?:RegExp|Intl\.\w+|TextEncoder|TextDecoder|URL|AppError|Proxy)\b/;
const collection =
  /^(?:new (?:Map|Set|WeakMap|WeakSet|Array|\w+Array)\b|Buffer\.alloc|\w+Array\.from|\[|\{|Array\.from|Object\.create)/;
/** Returns a pattern that matches code which changes the collection or object with a given name. */
const changes = (name: string): RegExp =>
  new RegExp(
    `\\b${name}(?:\\.(?:set|add|delete|clear|push|pop|shift|unshift|splice|sort|reverse|fill|copyWithin)\\(|(?:\\[[^\\]]+\\]|\\.\\w+)\\s*(?:[-+*/|&^?]{0,2}=(?!=)|\\+\\+|--))`,
  );
const timer = /\b(?:setTimeout|setInterval|setImmediate|requestAnimationFrame)\(/;

/** Matches a declaration whose body does not run on import. */
const laterStatement =
  /^(?:import|(?:export )?(?:(?:async )?function|(?:abstract )?class|interface|type|declare)) /;
/** Matches an arrow function or an object of functions; these do not run on import either. */
const laterValue = /^(?:\{|(?:async )?(?:\w+|(?:<[^>]*>)?\([^()]*(?:\([^()]*\)[^()]*)*\)(?:: [^=]+)?) =>)/;

/**
 * Returns the names of a module's state.
 * State is every reassigned variable and changed collection, every instance of a class, and every store.
 * Also returns `timer` if an import starts a timer.
 * Relies on the formatter: only top-level statements begin in the first column.
 */
export function moduleState(source: string): string[] {
  const found = new Set<string>();
  const statements = source.split(/\n(?=[^\s})\]/*])/);
  for (const statement of statements) {
    const [, kind, name = "", value = ""] =
      /^(?:export )?(let|const) (\w+)(?:: [^=]*(?:=>[^=]*)*)? = ([\s\S]*)$/.exec(statement) ??
      /^(?:export )?(let) (\w+)/.exec(statement) ??
      [];
    const isLater = laterStatement.test(statement) || laterValue.test(value);
    if (!isLater && timer.test(statement)) found.add("timer");
    if (kind === "let") found.add(name);
    else if (kind === "const" && collection.test(value)) {
      // The only possible purpose of an empty weak collection is to be filled later
      if (/^new Weak\w+(?:<[\s\S]*>)?\(\)/.test(value) || changes(name).test(source)) found.add(name);
    } else if (kind === "const" && /^(?:new [A-Z]|createStore\b)/.test(value) && !stateless.test(value)) {
      found.add(name);
    }
  }
  return [...found];
}
