#!/bin/sh
# Builds verify.go with Debian's Go and Debian's golang.org/x/mod, installing them when missing:
# what verifies our logs must not be ours.
set -eu
out=$1
cd "$(dirname "$0")"
if ! command -v go >/dev/null 2>&1 || [ ! -d /usr/share/gocode/src/golang.org/x/mod/sumdb/tlog ]; then
  echo "== installing golang-go golang-golang-x-mod-dev"
  apt-get update -qq
  apt-get install -y -qq --no-install-recommends golang-go golang-golang-x-mod-dev >/dev/null
fi
# Sources of the distribution alone: no module, no proxy.
GO111MODULE=off GOFLAGS= GOPATH=/usr/share/gocode GOPROXY=off go build -o "$out" verify.go
