#!/bin/sh
# Installs Gatehouse for this user: no root, nothing outside the two folders below.
#   GATEHOUSE_DOWNLOAD_BASE  where the files of this version lie (https://… or file:///…)
#   GATEHOUSE_VERSION        another version than this installer's
#   GATEHOUSE_SHA256         the archive's expected SHA-256, if it is known from elsewhere than that place
#   GATEHOUSE_HOME_DIR       default ${XDG_DATA_HOME:-~/.local/share}/gatehouse
#   GATEHOUSE_BIN_DIR        default ~/.local/bin
set -eu

version=${GATEHOUSE_VERSION:-@version@}
base=${GATEHOUSE_DOWNLOAD_BASE:-@base@}
fail() { echo "install: $*" >&2; exit 1; }

case $version in @*) fail 'set GATEHOUSE_VERSION' ;; *[!A-Za-z0-9.+-]*) fail "not a version: $version" ;; esac
case $base in
    https://* | file:///*) ;;
    http://127.0.0.1[:/]* | http://localhost[:/]*) ;;
    '' | @*) fail 'set GATEHOUSE_DOWNLOAD_BASE to the address below which the archives lie' ;;
    *) fail "GATEHOUSE_DOWNLOAD_BASE must begin with https:// or file:///: $base" ;;
esac
base=${base%/}

case $(uname -s) in Linux) system=linux ;; Darwin) system=macos ;; *) fail "no archive is made for $(uname -s)" ;; esac
case $(uname -m) in x86_64 | amd64) processor=x64 ;; aarch64 | arm64) processor=arm64 ;; *) fail "no archive is made for $(uname -m)" ;; esac
if [ "$system" = linux ] && ! [ -e /lib64/ld-linux-x86-64.so.2 ] && ! [ -e /lib/ld-linux-aarch64.so.1 ]; then
    fail 'the archive needs the GNU C library; on Alpine use the image, or a JDK 25 and the application from a checkout'
fi
name=gatehouse-$version-$system-$processor

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
get() {
    case $base in
        file://*) cp "${base#file://}/$1" "$work/$1" || fail "no $1 in ${base#file://}" ;;
        *)
            if command -v curl >/dev/null 2>&1; then
                curl --fail --silent --show-error --location --proto-redir =https --retry 3 --output "$work/$1" "$base/$1" || fail "cannot fetch $base/$1"
            elif command -v wget >/dev/null 2>&1; then
                wget -q -O "$work/$1" "$base/$1" || fail "cannot fetch $base/$1"
            else
                fail 'needs curl or wget'
            fi ;;
    esac
}
digest() {
    if command -v sha256sum >/dev/null 2>&1; then sha256sum "$1"; else shasum -a 256 "$1"; fi | cut -d' ' -f1
}

echo "install: fetching $name" >&2
get "$name.tar.gz"
expected=${GATEHOUSE_SHA256:-}
if [ -z "$expected" ]; then
    get SHA256SUMS
    expected=$(awk -v file="$name.tar.gz" '$2 == file { print $1 }' "$work/SHA256SUMS")
    [ -n "$expected" ] || fail "SHA256SUMS does not name $name.tar.gz"
fi
actual=$(digest "$work/$name.tar.gz")
[ "$actual" = "$expected" ] || fail "$name.tar.gz has SHA-256 $actual instead of $expected; nothing was installed"

home=${GATEHOUSE_HOME_DIR:-${XDG_DATA_HOME:-$HOME/.local/share}/gatehouse}
bin=${GATEHOUSE_BIN_DIR:-$HOME/.local/bin}
mkdir -p "$home" "$bin"
rm -rf "$home/.new-$version"
mkdir "$home/.new-$version"
gzip -dc "$work/$name.tar.gz" | tar -xf - -C "$home/.new-$version"
rm -rf "$home/$version"
mv "$home/.new-$version/$name" "$home/$version"
rmdir "$home/.new-$version"
echo "install: recording the start-up cache" >&2
"$home/$version/bin/gatehouse" --record-start-up
[ ! -e "$bin/gatehouse" ] || [ -h "$bin/gatehouse" ] || fail "$bin/gatehouse is there and is no link; $home/$version/bin/gatehouse is ready"
ln -sf "$home/$version/bin/gatehouse" "$bin/gatehouse"
"$bin/gatehouse" --version
case :$PATH: in *:"$bin":*) ;; *) echo "install: add $bin to your PATH" >&2 ;; esac
