#!/bin/sh
# Makes sure that there is a chromium to test with: installs Debian's where it is missing and this may be done.
command -v chromium >/dev/null || command -v chromium-browser >/dev/null && exit 0
[ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || exit 1
apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null || exit 1
