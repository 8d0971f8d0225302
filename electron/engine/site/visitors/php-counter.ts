/**
 * PHP program that counts a visit. It returns the numbers as text, or as an image for use without scripts.
 */
export const counterPhp = String.raw`<?php
// Made by Hitofude: changes here are lost.
define('HITOFUDE', 1);
require __DIR__ . '/common.php';

/** Reads a record; null if it is missing or damaged. */
function hitofude_counts($text) {
  $at = strpos($text, '{');
  $counts = $at === false ? null : json_decode(trim(substr($text, $at)), true);
  foreach (['total', 'today', 'yesterday'] as $key) {
    if (!is_array($counts) || !isset($counts[$key]) || !is_int($counts[$key])) return null;
  }
  return isset($counts['day']) && is_string($counts['day']) ? $counts : null;
}

/** Formats a record. All records have the same length, so a single write replaces the previous record. */
function hitofude_record($counts) {
  return str_pad(HITOFUDE_GUARD . json_encode($counts), 512) . "\n";
}

/** Starts a new day: today's number becomes yesterday's. Changes nothing if the clock was set back. */
function hitofude_roll($counts, $now) {
  $day = $now->format('Y-m-d');
  if ($counts['day'] >= $day) return $counts;
  $before = clone $now;
  $before->modify('-1 day');
  $counts['yesterday'] = $counts['day'] === $before->format('Y-m-d') ? $counts['today'] : 0;
  $counts['today'] = 0;
  $counts['day'] = $day;
  return $counts;
}

/** Counts this visit and returns the numbers. A lock lets one request at a time use the file. */
function hitofude_visit($counts_it) {
  $start = hitofude_config()['counter'];
  $now = hitofude_now();
  $first = ['total' => $start['total'], 'today' => $start['today'], 'yesterday' => $start['yesterday'], 'day' => $now->format('Y-m-d')];
  $folder = hitofude_data();
  $file = $folder === null ? false : @fopen("$folder/counter.php", 'c+b');
  if ($file === false || !flock($file, LOCK_EX)) return $first;
  $text = stream_get_contents($file);
  $counts = hitofude_counts($text);
  if ($counts === null && $text !== '') $counts = hitofude_counts((string) @file_get_contents("$folder/counter-before.php"));
  if ($counts === null) $counts = $first;
  $day = $counts['day'];
  $rolled = hitofude_roll($counts, $now);
  if ($rolled['day'] !== $day) @file_put_contents("$folder/counter-before.php", hitofude_record($counts), LOCK_EX);
  if ($counts_it) {
    $rolled['total'] += 1;
    $rolled['today'] += 1;
    rewind($file);
    fwrite($file, hitofude_record($rolled));
    fflush($file);
  }
  flock($file, LOCK_UN);
  fclose($file);
  return $rolled;
}

function hitofude_counter_text($counts) {
  return preg_replace_callback('/\{(total|today|yesterday)(?::0?(\d{1,2}))?\}/', function ($found) use ($counts) {
    return str_pad((string) $counts[$found[1]], isset($found[2]) ? (int) $found[2] : 0, '0', STR_PAD_LEFT);
  }, hitofude_config()['counter']['format']);
}

$agent = isset($_SERVER['HTTP_USER_AGENT']) ? $_SERVER['HTTP_USER_AGENT'] : '';
$purpose = isset($_SERVER['HTTP_SEC_PURPOSE']) ? $_SERVER['HTTP_SEC_PURPOSE'] : '';
$is_reader = $_SERVER['REQUEST_METHOD'] !== 'HEAD' && $purpose === '' && !preg_match('/bot|crawl|spider|slurp/i', $agent);
$text = hitofude_counter_text(hitofude_visit($is_reader));
header('Cache-Control: no-store');
header('X-Content-Type-Options: nosniff');
if (isset($_GET['image'])) {
  $shown = hitofude_escape($text);
  $width = 9 * strlen(utf8_decode_length($text)) + 2;
  header('Content-Type: image/svg+xml; charset=utf-8');
  echo "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"$width\" height=\"20\" role=\"img\"><title>$shown</title>",
    '<style>text{font:14px ui-monospace,Consolas,monospace;fill:#555}@media(prefers-color-scheme:dark){text{fill:#bbb}}</style>',
    "<text x=\"1\" y=\"15\">$shown</text></svg>";
} else {
  header('Content-Type: text/plain; charset=utf-8');
  echo $text;
}

/** Replaces each character by one letter, because mbstring is not installed everywhere. */
function utf8_decode_length($text) {
  return preg_replace('/./us', 'x', $text);
}
`;

/** Script that fetches the numbers of visitors and shows them in the element next to its `<script>`. */
export const counterScript = `(function () {
  var script = document.currentScript;
  var place = script && script.parentNode && script.parentNode.querySelector("[data-counter]");
  if (!place || !window.fetch) return;
  fetch(script.src.replace(/counter\\.js.*$/, "counter.php"), { method: "POST", cache: "no-store", credentials: "omit" })
    .then(function (answer) { return answer.ok ? answer.text() : ""; })
    .then(function (text) { if (text.length < 200 && text.indexOf("<") < 0) place.textContent = text; })
    .catch(function () {});
})();
`;
