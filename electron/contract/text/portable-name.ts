// biome-ignore lint/suspicious/noControlCharactersInRegex: the pattern is meant to find control characters
const forbidden = /[\u0000-\u001F\u007F\\/<>:"|?*]/;
/** Matches Windows device names, such as `com1` or `conin$`. Spaces and any extension may follow the name. */
const deviceName = /^(?:con|prn|aux|nul|(?:com|lpt)[0-9¹²³]|conin\$|conout\$) *(?:\.|$)/i;

/** Whether a name can be the name of a file or folder on every system, even on Windows. */
export function isPortableName(name: string): boolean {
  if (name === "" || name === "." || name === "..") return false;
  return !forbidden.test(name) && !/[. ]$/.test(name) && !deviceName.test(name);
}
