/**
 * Endings of files that web servers run, wherever in a name they stand: Apache's `AddHandler` also runs `a.php.html`. Those of
 * PHP in all its versions, of CGI and of the languages that are commonly run by it, of Microsoft's and of Java's servers.
 */
const endings =
  "php\\d?|phps|pht|phtm|phtml|phar|phpt|pgif|hphp|cgi|fcgi|fpl|pl|plx|py|pyc|pyo|wsgi|rb|rhtml|erb|" +
  "asp|aspx|asa|asax|asmx|ashx|ascx|axd|cer|cdx|idc|htr|cshtml|vbhtml|" +
  "jsp|jspx|jspf|jsw|jsv|jtml|cfm|cfml|cfc|shtml|shtm|stm|xsp";
const ends = "(?![a-z0-9_])";
const served = new RegExp(`\\.(?:${endings})${ends}`, "i");
const endingsToMend = new RegExp(`\\.(?=(?:${endings})${ends})`, "gi");
/** Files that say how a server behaves. */
const rules = /(?:^|\/)(?:web\.config|php\.ini|global\.asa)(?=\/|$)/i;

/** Whether a server may run a file of that path or read its own rules from it, instead of sending it to readers. */
export function isServerName(path: string): boolean {
  if (served.test(path) || rules.test(path)) return true;
  return path.includes("%") && isServerNameDecoded(path);
}

/** As it would be for a server that decodes what was encoded, even twice. */
function isServerNameDecoded(path: string): boolean {
  const decoded = path.replace(/%([0-9a-f]{2})/gi, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
  return decoded !== path && isServerName(decoded);
}

/** A part of a path in which no ending is one that servers run: `main.py` is `main-py`. */
export function withoutServerEndings(name: string): string {
  return name.replace(endingsToMend, "-");
}
