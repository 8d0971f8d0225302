/**
 * Extensions of files that web servers execute, such as PHP, CGI, ASP and JSP.
 * The extensions are dangerous anywhere in a name, because Apache's `AddHandler` also runs `a.php.html`.
 */
const endings =
  "php\\d?|phps|pht|phtm|phtml|phar|phpt|pgif|hphp|cgi|fcgi|fpl|pl|plx|py|pyc|pyo|wsgi|rb|rhtml|erb|" +
  "asp|aspx|asa|asax|asmx|ashx|ascx|axd|cer|cdx|idc|htr|cshtml|vbhtml|" +
  "jsp|jspx|jspf|jsw|jsv|jtml|cfm|cfml|cfc|shtml|shtm|stm|xsp";
const ends = "(?![a-z0-9_])";
const served = new RegExp(`\\.(?:${endings})${ends}`, "i");
const endingsToMend = new RegExp(`\\.(?=(?:${endings})${ends})`, "gi");
const rules = /(?:^|\/)(?:web\.config|php\.ini|global\.asa)(?=\/|$)/i;

/** Whether a server may execute a file at this path, or read the file as configuration. */
export function isServerName(path: string): boolean {
  if (served.test(path) || rules.test(path)) return true;
  return path.includes("%") && isServerNameDecoded(path);
}

/**
 * Checks the decoded path, because servers decode percent-encoding.
 * Decodes repeatedly, because a decoded path can contain percent-encoding again.
 */
function isServerNameDecoded(path: string): boolean {
  const decoded = path.replace(/%([0-9a-f]{2})/gi, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
  return decoded !== path && isServerName(decoded);
}

/** Puts a hyphen in place of the dot before each extension that servers execute: `main.py` → `main-py`. */
export function withoutServerEndings(name: string): string {
  return name.replace(endingsToMend, "-");
}
