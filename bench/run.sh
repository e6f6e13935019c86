#!/bin/sh
# Builds what the benchmarks need and runs JMH. Arguments go to JMH:
#   sh bench/run.sh                     every benchmark, with allocations
#   sh bench/run.sh HotPath -prof gc    one class
#   sh bench/run.sh SealingPace 500000 60    records a second, seconds
# The JDK is JAVA_HOME's, else the first java on the PATH. Journals of the run are deleted.
set -eu
cd "$(dirname "$0")/.."
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
run=bench/target/run
if [ $# -eq 0 ]; then
  set -- -prof gc
fi
mvn -q -B package -DskipTests -pl bench -am
case " $* " in
  *openSearch*)
    # A peer to compare with, in a directory of its own; nothing of it is built in.
    for jar in org.opensearch:opensearch-agent:3.8.0 org.opensearch:opensearch-agent-bootstrap:3.8.0 \
      net.bytebuddy:byte-buddy:1.18.8; do
      mvn -q -B dependency:copy -Dartifact="$jar" -DoutputDirectory="$PWD/bench/target/peers"
    done ;;
esac
case " $* " in
  *openSearch* | *' Submit.('*) ;;
  *Submit*)
    for jar in com.alibaba:transmittable-thread-local:2.14.5 \
      io.opentelemetry.javaagent:opentelemetry-javaagent:2.33.1 io.opentelemetry:opentelemetry-api:1.67.0 \
      io.opentelemetry:opentelemetry-context:1.67.0 io.opentelemetry:opentelemetry-common:1.67.0; do
      mvn -q -B dependency:copy -Dartifact="$jar" -DoutputDirectory="$PWD/bench/target/peers"
    done ;;
esac
rm -rf "$run"
trap 'rm -rf "$run"' EXIT
trap 'exit 130' INT TERM
if [ "$1" = SealingPace ]; then
  "$java" --add-opens=java.base/java.lang.reflect=ALL-UNNAMED \
    --add-exports=java.base/sun.nio.ch=ALL-UNNAMED --add-exports=java.base/jdk.internal.ref=ALL-UNNAMED \
    -cp bench/target/benchmarks.jar io.writ.bench.SealingPace "$2" "$3" "$run"
  exit
fi
"$java" -cp bench/target/benchmarks.jar io.writ.bench.Preparation "$run"
"$java" -jar bench/target/benchmarks.jar "$@"
