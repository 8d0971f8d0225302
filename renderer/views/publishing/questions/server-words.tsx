/** Text sent by a server, line by line; nothing if there is none. */
export function ServerWords({ words }: { readonly words: string | undefined }) {
  return words === undefined ? null : <p className="server-words">{words}</p>;
}
