/**
 * What counter and form share on the server. PHP 7.0 will do. Their data lie in a folder that no publish knows of, with a
 * name that nobody guesses, closed by `.htaccess`; where that means nothing, each file in it is a program that says
 * nothing before its first datum.
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

/** The folder of the data, made when it is first needed; null where the server lets nobody make one. */
function hitofude_data() {
  $folder = __DIR__ . '/' . hitofude_config()['data'];
  if (!is_dir($folder)) @mkdir($folder, 0705);
  if (!is_dir($folder)) return null;
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
