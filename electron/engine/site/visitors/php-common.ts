/**
 * PHP code (7.0 or later) that the counter and the feedback form share.
 * Stores data outside the document root, or in a secret folder of the site if the host forbids this.
 * Each data file begins with PHP code that exits, which hides it if the server ignores `.htaccess`.
 */
export const commonPhp = String.raw`<?php
// Made by Hitofude: changes here are lost.
if (!defined('HITOFUDE')) { http_response_code(404); exit; }

const HITOFUDE_GUARD = "<?php http_response_code(404); exit; ?>\n";

function hitofude_config() {
  static $config = null;
  if ($config === null) $config = require __DIR__ . '/config.php';
  return $config;
}

/**
 * Returns the data folder next to the document root, where readers cannot request it.
 * Returns null if the parent folder does not belong to the author, or is published too.
 * The folder's name is different for each document root.
 * The name stays the same if the document root is a link that a publish switches.
 */
function hitofude_outside() {
  $given = isset($_SERVER['DOCUMENT_ROOT']) ? rtrim((string) $_SERVER['DOCUMENT_ROOT'], '/') : '';
  $root = $given === '' ? false : @realpath($given);
  if ($root === false || strpos(__DIR__ . '/', "$root/") !== 0) return null;
  $beside = dirname($root);
  if ($beside === $root || dirname($beside) === $beside || !@is_dir($beside) || !@is_writable($beside)) return null;
  if (@fileowner($beside) !== @fileowner(__FILE__)) return null;
  foreach (['index.html', 'index.php', 'index.htm', '.htaccess'] as $name) {
    if (@file_exists("$beside/$name")) return null;
  }
  $name = preg_replace('/\.hitofude-\d+-[0-9a-f]+$/', '', basename($given));
  $key = hitofude_config()['data'] . "/$name" . substr(__DIR__, strlen($root));
  return "$beside/.hitofude-visitors-" . substr(hash('sha256', $key), 0, 24);
}

/** Makes a folder. Returns whether the folder has the same owner as this program file. */
function hitofude_make($folder) {
  if (!@is_dir($folder) && !@is_link($folder)) @mkdir($folder, 0700);
  return @is_dir($folder) && !@is_link($folder) && @fileowner($folder) === @fileowner(__FILE__);
}

/**
 * Returns the data folder in use. Moves data of an earlier version out of the site with one rename.
 * If another request has a file open during the move, the request continues to use this file.
 * If two requests move the folder at the same time, the second request finds the folder already moved.
 */
function hitofude_place() {
  $inside = __DIR__ . '/' . hitofude_config()['data'];
  $outside = hitofude_outside();
  if ($outside === null) return $inside;
  clearstatcache();
  if (@is_dir($inside) && !@file_exists($outside) && @fileowner($inside) === @fileowner(__FILE__)) @rename($inside, $outside);
  clearstatcache();
  if (@is_dir($inside) && !@is_dir($outside)) return $inside;
  $is_new = !@is_dir($outside);
  if (hitofude_make($outside)) return $outside;
  if ($is_new && !@is_link($outside)) @rmdir($outside);
  return $inside;
}

/** Returns the data folder and makes it on first use. Returns null if the server does not allow a folder. */
function hitofude_data() {
  $folder = hitofude_place();
  $is_own = hitofude_make($folder);
  if (!is_dir($folder)) return null;
  // If PHP runs as the author, mode 0700 keeps all other users out of the folder.
  // If PHP runs as another user, mode 0705 lets the author read the files of that user.
  if ($is_own) umask(0077);
  $mode = $is_own ? 0700 : 0705;
  if ((@fileperms($folder) & 0777) !== $mode) {
    @chmod($folder, $mode);
    if ($is_own) foreach ((array) @scandir($folder) as $name) if (is_file("$folder/$name")) @chmod("$folder/$name", 0600);
  }
  $deny = "<IfModule mod_authz_core.c>\nRequire all denied\n</IfModule>\n<IfModule !mod_authz_core.c>\nDeny from all\n</IfModule>\n";
  foreach (['.htaccess' => $deny, 'index.php' => HITOFUDE_GUARD] as $name => $text) {
    if (!is_file("$folder/$name")) @file_put_contents("$folder/$name", $text, LOCK_EX);
  }
  return $folder;
}

function hitofude_now() {
  try {
    return new DateTime('now', new DateTimeZone(hitofude_config()['zone']));
  } catch (Exception $error) {
    return new DateTime('now', new DateTimeZone('UTC'));
  }
}

function hitofude_escape($text) {
  return htmlspecialchars((string) $text, ENT_QUOTES | ENT_SUBSTITUTE, 'UTF-8');
}
`;
