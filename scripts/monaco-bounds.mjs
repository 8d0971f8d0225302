/**
 * Works around an error in the editor Monaco.
 * The browser may request character bounds before Monaco's first rendering has computed them.
 * Monaco's listener then throws `TypeError: Cannot read properties of null (reading 'top')`.
 * The browser requests the bounds again later.
 */
export const monacoBounds = {
  name: "monaco-bounds",
  transform(code, id) {
    if (!id.endsWith("/native/nativeEditContext.js")) return null;
    const line = "_updateCharacterBounds(e) {";
    if (code.split(line).length !== 2)
      throw new Error("Monaco computes the positions of letters differently now");
    return { code: code.replace(line, `${line}\n if (this._parentBounds === null) return;`), map: null };
  },
};
