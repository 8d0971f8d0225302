#!/bin/bash
# Runs after a deb or rpm was removed, and after each upgrade: the first argument says which ("upgrade" of dpkg, a
# count of remaining versions of rpm).
case "$1" in
  upgrade | failed-upgrade | abort-upgrade | 1) exit 0 ;;
esac

target='/etc/apparmor.d/${executable}'
if [ -f "$target" ]; then
  if apparmor_status --enabled >/dev/null 2>&1 && ! { [ -x /usr/bin/ischroot ] && /usr/bin/ischroot; }; then
    apparmor_parser --remove "$target" || true
  fi
  rm -f "$target"
fi
exit 0
