#!/bin/sh
# Builds what the benchmarks need and runs JMH. Arguments go to JMH:
#   sh bench/run.sh                     every benchmark, with allocations
#   sh bench/run.sh HotPath -prof gc    one class
# The JDK is JAVA_HOME's, else the first java on the PATH. Journals of the run are deleted.
set -eu
cd "$(dirname "$0")/.."
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
run=bench/target/run
if [ $# -eq 0 ]; then
  set -- -prof gc
fi
mvn -q -B package -DskipTests -pl bench -am
rm -rf "$run"
trap 'rm -rf "$run"' EXIT
trap 'exit 130' INT TERM
"$java" -cp bench/target/benchmarks.jar io.writ.bench.Preparation "$run"
"$java" -jar bench/target/benchmarks.jar "$@"
