/** PHP program of the feedback form, which needs no external service, script or captcha. */
export const feedbackPhp = String.raw`<?php
// Made by Hitofude: changes here are lost.
define('HITOFUDE', 1);
require __DIR__ . '/common.php';

const HITOFUDE_LIMITS = ['name' => 100, 'email' => 254, 'message' => 5000];
const HITOFUDE_SOONEST = 3;
const HITOFUDE_LATEST = 86400;
const HITOFUDE_PER_SENDER = 20;
const HITOFUDE_PER_HOUR = 500;
const HITOFUDE_MOST_BYTES = 5000000;

function hitofude_key_in($text) {
  return strlen($text) > strlen(HITOFUDE_GUARD) + 60 ? $text : null;
}

/** Returns the secret key with which this server signs its forms. */
function hitofude_key($folder) {
  $path = "$folder/key.php";
  $key = hitofude_key_in((string) @file_get_contents($path));
  if ($key !== null) return $key;
  // The first requests may be simultaneous: one writes the key, the others wait until it is complete.
  $file = @fopen($path, 'c+b');
  if ($file === false || !flock($file, LOCK_EX)) return null;
  $key = hitofude_key_in((string) stream_get_contents($file));
  if ($key === null) {
    $made = HITOFUDE_GUARD . bin2hex(random_bytes(32));
    rewind($file);
    ftruncate($file, 0);
    if (fwrite($file, $made) === strlen($made) && fflush($file)) $key = $made;
  }
  flock($file, LOCK_UN);
  fclose($file);
  return $key;
}

function hitofude_token($key, $time) {
  return $time . '-' . hash_hmac('sha256', (string) $time, $key);
}

function hitofude_token_is_fine($key, $token) {
  if (!preg_match('/^(\d{1,12})-[0-9a-f]{64}$/', $token, $found)) return false;
  $age = time() - (int) $found[1];
  return hash_equals(hitofude_token($key, $found[1]), $token) && $age >= HITOFUDE_SOONEST && $age <= HITOFUDE_LATEST;
}

function hitofude_length($text) {
  return strlen((string) preg_replace('/./us', 'x', $text));
}

/** Returns a typed text without control characters. A text of one line also loses its line breaks. */
function hitofude_field($name, $lines) {
  $text = isset($_POST[$name]) && is_string($_POST[$name]) ? trim($_POST[$name]) : '';
  if ($text !== '' && !preg_match('//u', $text)) return '';
  $text = str_replace("\r\n", "\n", $text);
  return (string) preg_replace($lines ? '/[^\P{C}\n\t]/u' : '/\p{C}+/u', $lines ? '' : ' ', $text);
}

/**
 * Returns an anonymous name of the sender: the address of the connection, hashed with the server's key.
 * Of an IPv6 address only the network counts, because one reader can use all addresses of a network.
 */
function hitofude_sender($key) {
  $address = @inet_pton(isset($_SERVER['REMOTE_ADDR']) ? (string) $_SERVER['REMOTE_ADDR'] : '');
  if ($address === false) $address = '';
  $mapped = str_repeat("\0", 10) . "\xff\xff";
  if (strlen($address) === 16) $address = substr($address, 0, 12) === $mapped ? substr($address, 12) : substr($address, 0, 8);
  return substr(hash_hmac('sha256', $address, $key), 0, 16);
}

/** Returns whether a sender may send another message in this hour. A lock handles one request at a time. */
function hitofude_may_come($folder, $sender) {
  $file = @fopen("$folder/pace.php", 'c+b');
  if ($file === false || !flock($file, LOCK_EX)) return false;
  $text = substr(stream_get_contents($file), strlen(HITOFUDE_GUARD));
  $times = array_filter(explode(' ', $text), function ($entry) { return (int) $entry > time() - 3600; });
  $own = array_filter($times, function ($entry) use ($sender) { return substr($entry, -17) === ":$sender"; });
  $may = count($own) < HITOFUDE_PER_SENDER && count($times) < HITOFUDE_PER_HOUR;
  if ($may) $times[] = time() . ":$sender";
  rewind($file);
  ftruncate($file, 0);
  fwrite($file, HITOFUDE_GUARD . implode(' ', $times));
  fflush($file);
  flock($file, LOCK_UN);
  fclose($file);
  return $may;
}

/** Stores a message as one line of JSON, after the guard code at the start of the file. */
function hitofude_keep($folder, $message) {
  $file = @fopen("$folder/messages.php", 'c+b');
  if ($file === false || !flock($file, LOCK_EX)) return false;
  fseek($file, 0, SEEK_END);
  $size = ftell($file);
  $line = json_encode($message, JSON_UNESCAPED_UNICODE | JSON_HEX_TAG) . "\n";
  $fits = $size + strlen($line) <= HITOFUDE_MOST_BYTES;
  $done = $fits && fwrite($file, ($size === 0 ? HITOFUDE_GUARD : '') . $line) !== false && fflush($file);
  flock($file, LOCK_UN);
  fclose($file);
  return $done;
}

/**
 * Sends a message to the author. Returns whether the host accepted the message.
 * The headers contain text of the reader only as a complete e-mail address or as base64.
 */
function hitofude_mail($message) {
  $config = hitofude_config()['feedback'];
  if ($config['to'] === '') return false;
  $encode = function ($text) { return '=?UTF-8?B?' . base64_encode($text) . '?='; };
  $headers = ["From: <{$config['to']}>", 'MIME-Version: 1.0', 'Content-Type: text/plain; charset=UTF-8', 'Content-Transfer-Encoding: base64'];
  if ($message['email'] !== '') $headers[] = "Reply-To: <{$message['email']}>";
  $body = "{$message['name']} <{$message['email']}>\n{$message['time']}\n\n{$message['message']}\n";
  return @mail($config['to'], $encode($config['subject']), chunk_split(base64_encode($body)), implode("\r\n", $headers));
}

/** Handles a submitted form. Returns a reply for the reader, and whether the form was accepted. */
function hitofude_receive($folder, $key) {
  $words = hitofude_config()['feedback']['words'];
  $fields = ['name' => hitofude_field('name', false), 'email' => hitofude_field('email', false), 'message' => hitofude_field('message', true)];
  $result = ['fields' => $fields, 'done' => false];
  // Only bots fill in this hidden field. Bots get the same thanks as people, but no message is sent.
  if (isset($_POST['website']) && $_POST['website'] !== '') return ['fields' => [], 'done' => true, 'say' => $words['thanks']];
  $token = isset($_POST['token']) && is_string($_POST['token']) ? $_POST['token'] : '';
  if (!hitofude_token_is_fine($key, $token)) return $result + ['say' => $words['again']];
  if ($fields['message'] === '') return $result + ['say' => $words['empty']];
  foreach (HITOFUDE_LIMITS as $name => $most) {
    if (hitofude_length($fields[$name]) > $most) return $result + ['say' => $words['long']];
  }
  if ($fields['email'] !== '' && filter_var($fields['email'], FILTER_VALIDATE_EMAIL) === false) return $result + ['say' => $words['address']];
  if (preg_match_all('/https?:/i', $fields['message']) > 3) return $result + ['say' => $words['links']];
  if (!hitofude_may_come($folder, hitofude_sender($key))) return $result + ['say' => $words['later']];
  $message = $fields + ['time' => hitofude_now()->format('c')];
  // The mail is sent even if the message cannot be stored, such as on a full disk.
  $is_kept = hitofude_keep($folder, $message);
  $is_mailed = hitofude_mail($message);
  if (!$is_kept && !$is_mailed) return $result + ['say' => $words['failed']];
  return ['fields' => [], 'done' => true, 'say' => $words['thanks']];
}

$hitofude_folder = hitofude_data();
$hitofude_key = $hitofude_folder === null ? null : hitofude_key($hitofude_folder);
$hitofude_state = ['fields' => [], 'done' => false, 'say' => ''];
header('Cache-Control: no-store');
header('Content-Type: text/html; charset=utf-8');
if ($hitofude_key === null) {
  $hitofude_state['say'] = hitofude_config()['feedback']['words']['failed'];
} elseif ($_SERVER['REQUEST_METHOD'] === 'POST') {
  $hitofude_state = hitofude_receive($hitofude_folder, $hitofude_key);
  if (!$hitofude_state['done']) http_response_code(422);
}

function hitofude_form() {
  global $hitofude_state, $hitofude_key;
  $words = hitofude_config()['feedback']['words'];
  $value = function ($name) use ($hitofude_state) { return isset($hitofude_state['fields'][$name]) ? hitofude_escape($hitofude_state['fields'][$name]) : ''; };
  if ($hitofude_state['say'] !== '') echo '<p role="', $hitofude_state['done'] ? 'status' : 'alert', '"><strong>', hitofude_escape($hitofude_state['say']), '</strong></p>';
  if ($hitofude_state['done'] || $hitofude_key === null) return;
  $token = hitofude_token($hitofude_key, time());
  $label = function ($name) use ($words) { return hitofude_escape($words[$name]); };
  echo '<form class="feedback" method="post" action="feedback.php" accept-charset="utf-8">',
    "<input type=\"hidden\" name=\"token\" value=\"$token\">",
    '<p><label for="feedback-message">', $label('message'), '</label><br><textarea id="feedback-message" name="message" rows="8" maxlength="5000" required style="width:100%;box-sizing:border-box">', $value('message'), '</textarea></p>',
    '<p><label for="feedback-name">', $label('name'), '</label><br><input id="feedback-name" name="name" maxlength="100" autocomplete="name" value="', $value('name'), '"></p>',
    '<p><label for="feedback-email">', $label('email'), '</label><br><input id="feedback-email" name="email" type="email" maxlength="254" autocomplete="email" value="', $value('email'), '"></p>',
    '<p hidden aria-hidden="true"><label for="feedback-website">', $label('trap'), '</label><input id="feedback-website" name="website" tabindex="-1" autocomplete="off"></p>',
    '<p><button type="submit">', $label('send'), '</button></p></form>';
}
`;
