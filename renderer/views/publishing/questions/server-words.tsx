/** What a server has to say, line by line; nothing where it says nothing. */
export function ServerWords({ words }: { readonly words: string | undefined }) {
  return words === undefined ? null : <p className="server-words">{words}</p>;
}
