/** The filters of LiquidJS, with suitable and unsuitable arguments. */
const calls = `
abs ; ceil ; floor ; round ; round: 1 ; round: -1 ; plus: 2 ; plus: '2' ; minus: 1.5 ; times: 3
divided_by: 2 ; divided_by: 0 ; divided_by: 3, true ; modulo: 3 ; modulo: -3 ; at_least: 2
at_most: 2 ; append: '<x>' ; append ; append: nothing ; append: words ; prepend: 'x' ; prepend: 1
capitalize ; downcase ; upcase ; escape ; xml_escape ; escape_once ; newline_to_br ; strip_html
strip ; strip: 'H"' ; lstrip ; rstrip ; lstrip: ' H' ; rstrip: '"' ; strip_newlines ; squish
normalize_whitespace ; number_of_words ; number_of_words: 'cjk' ; number_of_words: 'auto'
remove: 'l' ; remove: nothing ; remove_first: 'l' ; remove_last: 'l' ; replace: 'l', 'L'
replace: '', '-' ; replace: 'l' ; replace_first: 'l', '$&' ; replace_last: 'l', 'X' ; slice: 2
slice: 0, 3 ; slice: -3, 2 ; slice: 8, 3 ; slice: 10, 1 ; replace: 'l', '$&' ; slice: 1, -1
slice: -99 ; slice: nothing, 2 ; slice: '1', 2 ; slice ; slice: 1, '2' ; truncate: 5
truncate: 5, '…' ; truncate ; truncate: 2, 'long' ; truncatewords: 1 ; truncatewords: 0, '~'
split: '' ; split: ' ' ; split ; split: 'l' | join: '+' ; join ; join: nothing ; join: ', ' ; first
last ; size ; reverse ; sort ; sort: 'count' ; sort: 'day.n' ; sort_natural ; sort_natural: 'title'
map: 'title' ; map: 'day.n' ; map: 'missing' ; sum ; sum: 'count' ; compact ; uniq ; concat: numbers
concat: text ; concat ; push: 'x' ; unshift: 'x' ; pop ; shift ; where: 'draft'
where: 'kind', 'reply' ; where: 'day.n', 2 ; where: 'tags', nil ; where: 'title', empty
where: 'text' ; where: 'site.title' ; where: nothing ; where: '[' ; where: 'tags[0]', 'x'
where: 'tags[1]', 'y' ; where: 'size', 3 ; where: key, 2 ; where: a: 1 ; where: 'constructor'
reject: 'draft' ; reject: 'kind', 'reply' ; has: 'kind', 'other' ; has: 'draft'
has: 'kind', 'none' ; find: 'kind', 'see-also' | json ; find_index: 'kind', 'see-also'
find: 'kind', 'none' ; find_index: 'kind', 'none' ; group_by: 'kind' | json
group_by: 'missing' | json ; group_by: 'tags[0]' | map: 'name' ; where_exp: 'p', 'p.draft' | json
where_exp: 'p', 'p.count > 2' | json ; where_exp: 'p', 'p.draft == true' | map: 'title'
where_exp: 'p', 'text | size | plus: p.count' ; where_exp: 'p', 'p.kind contains key'
where_exp: 'p', ')' ; where_exp: 'p', 'p | nonsense' ; where_exp: 'p' ; where_exp: key, 'b.draft'
reject_exp: 'p', 'p.draft == true' | map: 'title' ; reject_exp: 'p', 'p.draft' | size
has_exp: 'p', 'p.count == 10' ; find_exp: 'p', 'p.count > 3' | json
find_index_exp: 'p', 'p.count > 3' ; find_index_exp: 'p', 'p.none'
group_by_exp: 'p', 'p.count > 2' | json ; group_by_exp: 'p', 'p.tags | size' | json ; default: 'd'
default: 'd', allow_false: true ; default ; json ; jsonify ; inspect ; json: 2 ; to_integer ; raw
raw | upcase ; upcase | raw ; url_encode ; url_decode ; cgi_escape ; uri_escape ; slugify
slugify: 'pretty' ; slugify: 'latin', true ; slugify: 'none' ; slugify: 'constructor'
base64_encode ; base64_decode ; sha256 ; hmac_sha256: 'k' ; array_to_sentence_string
array_to_sentence_string: 'or' ; date: '%Y' ; date_to_string ; sample ; t ; number ; size | plus: 1
split: 'l' | map: 'size' | join ; where: 'draft' | where: 'kind', 'reply' | map: 'title'
`;

/** Values of every kind. */
const values = `
text ; ja ; blanks ; emptyText ; zero ; minus ; float ; numeric ; yes ; no ; nothing ; missing ; nil
words ; numbers ; nested ; emptyList ; object ; bare ; posts ; blank ; (1..3)
`;

function listOf(text: string): string[] {
  return text.trim().split(/ ; |\n/);
}

/** Each filter with each value. */
export const filterSnippets: readonly string[] = listOf(calls).flatMap((call) =>
  listOf(values).map((value) => `[{{ ${value} | ${call} }}]`),
);
