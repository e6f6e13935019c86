#!/bin/sh
# Builds the agent and the payments service, and measures starts with and without the agent:
#   sh bench/startup.sh [STARTS]        20 of each unless told
# The JDK is JAVA_HOME's, else the first java on the PATH. Prefer a quiet machine.
set -eu
cd "$(dirname "$0")/.."
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
run=bench/target/startup
mvn -q -B package -DskipTests -pl bench,sample-apps/payments -am
rm -rf "$run"
trap 'rm -rf "$run"' EXIT
trap 'exit 130' INT TERM
"$java" -cp bench/target/benchmarks.jar io.writ.bench.StartUp "$run" "${1:-20}"
