#!/bin/sh
# Runs the payments service under the agent, sends it requests that must pass and requests that must
# not, and examines what the journal says about them. Needs a JDK (17 or later) and Maven.
#
#   sh sample-apps/demo.sh
#
# Exits 0 when everything came out as it must, 1 when something did not, 2 when it could not run.
# Everything it makes is under sample-apps/work, the logs too.
set -u

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P) || exit 2
samples=$root/sample-apps
run=$samples/work/demo
agent=$root/agent/dist/target/writ-agent.jar
if [ -n "${JAVA_HOME:-}" ]; then java=$JAVA_HOME/bin/java; else java=java; fi

if [ -t 1 ] && [ -z "${NO_COLOR:-}" ]; then
  bold=$(printf '\033[1m') dim=$(printf '\033[2m') green=$(printf '\033[32m')
  red=$(printf '\033[31m') plain=$(printf '\033[0m')
else
  bold='' dim='' green='' red='' plain=''
fi

service='' partner='' build=''
checks=0
failures=''

# ---- Ending ---------------------------------------------------------------------------------------

# Stops a process: politely, then after ten seconds not.
stop() {
  kill "$1" 2>/dev/null || return 0
  tries=0
  while kill -0 "$1" 2>/dev/null; do
    tries=$((tries + 1))
    if [ "$tries" -gt 50 ]; then
      kill -9 "$1" 2>/dev/null
      break
    fi
    sleep 0.2
  done
  wait "$1" 2>/dev/null
}

clean_up() {
  trap - EXIT INT TERM HUP
  for process in $build $service $partner; do
    stop "$process"
  done
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

give_up() {
  printf '%s\n' "${red}demo: $1${plain}" >&2
  if [ -n "${2:-}" ] && [ -f "$2" ]; then
    tail -n 15 "$2" >&2
    printf '%s\n' "demo: all of it is in $2" >&2
  fi
  exit 2
}

# ---- Printing and checking ------------------------------------------------------------------------

heading() { printf '\n%s\n' "$bold$1$plain"; }

line() { printf '   %s\n' "$1"; }

# The status and the answer, broken between words.
show_answer() {
  printf '%s\n' "$1" | fold -s -w 92 | sed -e "1s/^/$bold$status$plain /" -e '2,$s/^/    /' \
    -e 's/^/   /' -e 's/ *$//'
}

faint() { printf '   %s\n' "$dim$1$plain"; }

# check WHAT EXPECTED ACTUAL
check() {
  checks=$((checks + 1))
  if [ "$2" = "$3" ]; then
    printf '   %s  %s\n' "${green}ok${plain}" "$1"
  else
    printf '   %s  %s: expected [%s], got [%s]\n' "${red}WRONG${plain}" "$1" "$2" "$3"
    failures="$failures
   - $1: expected [$2], got [$3]"
  fi
}

field() { sed -n 's/.*"'"$1"'":"\{0,1\}\([^",}]*\).*/\1/p' | head -n 1; }

# ---- Tools ----------------------------------------------------------------------------------------

writ() { "$java" -jar "$agent" "$@"; }

# request METHOD PATH ARTIFACT BODY: sets status, answer in the file answer
request() {
  : >answer
  if [ -n "$curl" ]; then
    set -- "$1" "$2" "$3" "$4" -s -m 20 -o answer -w '%{http_code}' -X "$1"
    [ -z "$3" ] || set -- "$@" -H "Writ-Artifact: $3"
    [ -z "$4" ] || set -- "$@" -H 'Content-Type: application/json' -d "$4"
    url=http://127.0.0.1:$port$2
    shift 4
    status=$(curl "$@" "$url") || status=000
  else
    status=$("$java" "$samples/Http.java" "$1" "http://127.0.0.1:$port$2" "$3" "$4" \
      answer 2>/dev/null) || status=000
  fi
}

number=0

# try TITLE METHOD PATH ARTIFACT BODY EXPECTED [ACTION]: one request and its verdict. EXPECTED is the
# status of an allowed request, or the reason of a denied one.
try() {
  number=$((number + 1))
  heading "$number. $1"
  request "$2" "$3" "$4" "$5"
  line "$2 $3${5:+ $5}"
  reason=$(field reason <answer)
  if [ "$status" = 403 ] && [ -n "$reason" ]; then
    action=$(field action <answer)
    show_answer "$(sed 's/.*"message":"\([^"]*\)".*/\1/' answer)"
    check "verdict: denied, $6 on ${7:-}" "$6 ${7:-}" "$reason $action"
    printf '%s %s\n' "$6" "${7:-}" >>denied
  else
    show_answer "$(sed 's/,"/, "/g' answer)"
    if [ -n "${7:-}" ]; then
      check "verdict: denied, $6 on $7" 403 "$status"
    else
      check "verdict: allowed" "$6" "$status"
    fi
  fi
}

# wait_for WHAT PATTERN FILE PROCESS: until the file has a line like that, at most a minute
wait_for() {
  tries=0
  until grep -q "$2" "$3" 2>/dev/null; do
    tries=$((tries + 1))
    if [ "$tries" -gt 300 ] || ! kill -0 "$4" 2>/dev/null; then
      give_up "$1 did not start" "$3"
    fi
    sleep 0.2
  done
}

# ---- Build ----------------------------------------------------------------------------------------

curl=$(command -v curl) || curl=''
command -v mvn >/dev/null || give_up "mvn is not on the PATH; install Apache Maven"
"$java" -version >/dev/null 2>&1 || give_up "no java; install a JDK, or set JAVA_HOME"
rm -rf "$run"
mkdir -p "$run/tmp" && cd "$run" || exit 2
: >denied

heading "Build"
version=$("$java" -version 2>&1 | sed -n 's/.*version "\([^"]*\)".*/\1/p' | head -n 1)
faint "the agent, the service and its partner, without tests; JDK $version"
mvn -B -T 1C -f "$root/pom.xml" -pl agent/dist,sample-apps/partner,sample-apps/payments -am package \
  -Dmaven.test.skip=true -Dspotless.check.skip=true >build.log 2>&1 &
build=$!
while kill -0 "$build" 2>/dev/null; do
  if [ -t 1 ]; then
    done=$(sed -n 's/^\[INFO\] Building \(Writ.*\) [0-9].*\[\(.*\)\]$/\2 \1/p' build.log | tail -n 1)
    printf '\r   %s%-60s%s' "$dim" "$done" "$plain"
  fi
  sleep 0.5
done
[ ! -t 1 ] || printf '\r%64s\r' ''
wait "$build" || { build=''; give_up "the build failed" "$run/build.log"; }
build=''
line "agent/dist/target/writ-agent.jar"
line "sample-apps/payments/target/payments.jar"

# ---- Keys, trust, policy, artifacts ---------------------------------------------------------------

heading "Authority"
"$java" -jar "$samples/partner/target/partner.jar" >partner.log 2>&1 &
partner=$!
wait_for "the partner bank" "listens on port" partner.log "$partner"
partner_port=$(sed -n 's/.*listens on port //p' partner.log)

# A port that nobody answers on. Should somebody take it meanwhile, the service says so and stops.
tries=0
while :; do
  tries=$((tries + 1))
  [ "$tries" -le 20 ] || give_up "found no free port"
  port=$(awk -v n="$$$tries" 'BEGIN { srand(n); print 20000 + int(rand() * 10000) }')
  request GET / '' ''
  [ "$status" != 000 ] || break
done

cp -R "$samples/payments/templates" .
sed -e "s/port: 8080/port: $port/" -e "s/port: 9090/port: $partner_port/" \
  "$samples/payments/policy.yaml" >policy.yaml

issue() {
  writ issue --key bank.pem --kid bank --issuer https://bank.example --audience bank.example \
    --runtime spiffe://bank.example/payments "$@"
}
# prove KEY ARTIFACT: the artifact with a proof of possession, for one use within 30 seconds
prove() {
  printf '%s\n' "$2" | writ prove --key "$1" --runtime spiffe://bank.example/payments 2>>setup.log ||
    give_up "no proof" setup.log
}
{
  writ keygen bank.pem &&
    writ trust pin --file trust.yaml --key bank.jwk --kid bank --audience bank.example \
      --runtime spiffe://bank.example/payments &&
    writ keygen operator.pem &&
    writ trust pin --file trust.yaml --key operator.jwk --kid operator --policy-signer &&
    writ policy sign --key operator.pem --kid operator policy.yaml &&
    echo 'revocations: { file: revocations.jwt }' >>trust.yaml &&
    writ revoke revocations.jwt --key bank.pem --kid bank --renew
} >setup.log 2>&1 || give_up "no key or trust file" setup.log
line "trust.yaml    pins the public keys of the bank and of the operator"
line "policy.jwt    the service's policy.yaml with the ports of this run, signed by the operator"
line "revocations   signed by the bank, and empty so far"

alice=$(issue --subject alice --holder-key-out alice.pem --max-depth 1 \
  --allow payments:transfer --where 'amount>=0.01' --where 'amount<=500' \
  --where 'currency in EUR,USD' --where 'payee any' \
  --allow jdk:net.connect --where host=127.0.0.1 --where "port=$partner_port" \
  --allow jdk:file.write --where "path under $run/receipts" 2>>setup.log) ||
  give_up "no artifact" setup.log
line "alice         may transfer up to 500 EUR or USD, reach the partner bank, write a receipt;"
line "              may delegate that, so each use needs a proof that she holds her key"
printf '%s\n' "$alice" >alice.writ
assistant=$(writ attenuate --key alice.pem --holder-key-out assistant.pem \
  --allow payments:transfer --where 'amount>=0.01' --where 'amount<=50' \
  --allow jdk:net.connect --allow jdk:file.write alice.writ 2>>setup.log) || give_up "no artifact" setup.log
line "assistant     alice's artifact, attenuated by alice, offline: up to 50"
late=$(issue --subject alice --ttl 1s --holder-key-out late.pem \
  --allow payments:transfer 2>>setup.log) || give_up "no artifact" setup.log
late_until=$(($(date +%s) + 1))
line "late          lives for one second"
clerk=$(issue --subject clerk --holder-key-out clerk.pem \
  --allow payments:report --where 'template any' --where 'converter any' \
  --allow jdk:file.read --where "path under $run/templates" \
  --allow jdk:process.start --where command=/usr/bin/sort --where 'arguments any' 2>>setup.log) ||
  give_up "no artifact" setup.log
printf '%s\n' "$clerk" >clerk.writ
line "clerk         may report: read templates, run /usr/bin/sort; may not delegate, needs no proof"
careless=$(issue --subject careless --holder-key-out careless.pem \
  --allow payments:report --where 'template any' --where 'converter any' \
  --allow jdk:file.read --where 'path any' 2>>setup.log) || give_up "no artifact" setup.log
line "careless      may report, and read every file there is"

# ---- The service under the agent ------------------------------------------------------------------

heading "Start"
faint "java -javaagent:writ-agent.jar=policy=policy.jwt,trust=trust.yaml,journal=journal -jar payments.jar"
"$java" -javaagent:"$agent"=policy=policy.jwt,trust=trust.yaml,journal=journal \
  -Djava.io.tmpdir="$run/tmp" -jar "$samples/payments/target/payments.jar" \
  --server.port="$port" --payments.partner="http://127.0.0.1:$partner_port" >service.log 2>&1 &
service=$!
wait_for "the service" "Started PaymentsApplication" service.log "$service"
line "payments on 127.0.0.1:$port, partner bank on 127.0.0.1:$partner_port"

up=../../../../../../../../../../../..
try "alice pays 400 EUR, and proves that she holds her key" POST /payments \
  "$(prove alice.pem "$alice")" '{"amount":400.00,"currency":"EUR","payee":"acme"}' 201
payment=$(field id <answer)
try "The same, with no artifact" POST /payments '' \
  '{"amount":400.00,"currency":"EUR","payee":"acme"}' NO_ARTIFACT payments:transfer
try "alice pays more than she may" POST /payments "$(prove alice.pem "$alice")" \
  '{"amount":900.00,"currency":"EUR","payee":"acme"}' ARGUMENT_OUT_OF_SCOPE payments:transfer
while [ "$(date +%s)" -le "$late_until" ]; do sleep 0.2; done
try "An artifact whose time is over" POST /payments "$late" \
  '{"amount":400.00,"currency":"EUR","payee":"acme"}' EXPIRED writ:bind
proven=$(prove assistant.pem "$assistant") || exit 2
try "The assistant pays 40" POST /payments "$proven" \
  '{"amount":40.00,"currency":"EUR","payee":"acme"}' 201
try "Somebody overheard that, and sends it again" POST /payments "$proven" \
  '{"amount":40.00,"currency":"EUR","payee":"mallory"}' POSSESSION_NOT_PROVEN writ:bind
try "The assistant pays 60: alice may, the assistant may not" POST /payments \
  "$(prove assistant.pem "$assistant")" \
  '{"amount":60.00,"currency":"EUR","payee":"acme"}' ARGUMENT_OUT_OF_SCOPE payments:transfer
cut=$(printf '%s\n' "$assistant" | sed 's/",".*/"]/')
[ "$cut" = "$alice" ] || give_up "what is left of the chain is not alice's artifact"
try "So the assistant cuts its own link off, and presents alice's" POST /payments "$cut" \
  '{"amount":60.00,"currency":"EUR","payee":"acme"}' POSSESSION_NOT_PROVEN writ:bind
try "The clerk's report" GET "/reports?template=statement.txt" "$clerk" '' 200
try "The report's template name climbs out of its directory" GET \
  "/reports?template=$up/etc/passwd" "$clerk" '' ARGUMENT_OUT_OF_SCOPE jdk:file.read
try "The report's converter is another program" GET \
  "/reports?template=statement.txt&converter=/usr/bin/id" "$clerk" '' \
  ARGUMENT_OUT_OF_SCOPE jdk:process.start
try "Every file, says the artifact; not beyond the policy's ceiling" GET \
  "/reports?template=$up/etc/passwd" "$careless" '' ABOVE_CEILING jdk:file.read
try "And there is a rule against this one" GET \
  "/reports?template=$up/etc/shadow" "$careless" '' DENIED_BY_POLICY jdk:file.read

writ revoke revocations.jwt --key bank.pem --kid bank --link clerk.writ --trust trust.yaml \
  >revoked.log 2>&1 || give_up "not revoked" revoked.log
# The service looks at the list every second. Two are enough, also when the request that meets the
# revocation is under way already and is stopped in the middle.
tries=0
while request GET "/reports?template=statement.txt" "$clerk" '' && [ "$status" = 200 ]; do
  tries=$((tries + 1))
  [ "$tries" -lt 10 ] || break
  sleep 0.2
done
[ "$status" != 403 ] || printf '%s %s\n' "$(field reason <answer)" "$(field action <answer)" >>denied
try "Two seconds after the bank revoked it: the clerk's report" GET \
  "/reports?template=statement.txt" "$clerk" '' REVOKED writ:bind

sed -e 's/^version: 1$/version: 2/' -e 's/one_of: \["EUR", "USD"\]/one_of: ["EUR"]/' policy.yaml >policy-2.yaml
writ policy sign --key operator.pem --kid operator --out policy.jwt policy-2.yaml >signed.log 2>&1 ||
  give_up "not signed" signed.log
wait_for "version 2 of the policy" "policy \[payments v2\] is in force" service.log "$service"
try "The operator signs version 2 of the policy, without USD; alice pays 10 USD" POST /payments \
  "$(prove alice.pem "$alice")" '{"amount":10.00,"currency":"USD","payee":"acme"}' \
  ABOVE_CEILING payments:transfer

# ---- Evidence -------------------------------------------------------------------------------------

heading "Stop, and verify the journal"
stop "$service"
service=''
stop "$partner"
partner=''
faint "java -jar writ-agent.jar verify journal"
writ verify journal >verify.log 2>&1
code=$?
sed -n 's/^\(verdict\|mode\|records\)/   &/p' verify.log
check "verify says that the journal is intact and complete" 0 "$code"
check "receipts written: one for each allowed payment" 2 "$(find receipts -type f | grep -c .)"

writ show --json --verdict denied journal >denied.json 2>>setup.log
sed -n 's/.*"reason":"\([A-Z_]*\)".*"action":"\([^"]*\)".*/\1 \2/p' denied.json |
  grep -v ' writ:self-test$' >recorded
check "denials recorded: those of the requests, in order, and no other" \
  "$(cat denied)" "$(cat recorded)"

heading "Lineage of alice's payment"
writ show --json journal >records.json 2>>setup.log
receipt=$(grep '"type":"DECISION"' records.json | grep -F "/receipts/$payment.txt" | head -n 1)
transfer=$(printf '%s\n' "$receipt" | field parent)
bind=$(grep -F "\"execution\":\"$transfer\"" records.json | head -n 1 | field parent)
faint "java -jar writ-agent.jar tree --execution $bind journal"
writ tree --execution "$bind" journal >tree.txt 2>>setup.log
sed 's/^/   /' tree.txt
for action in writ:bind payments:transfer jdk:net.connect jdk:file.write; do
  grep -q "$action" tree.txt || missing=$action
done
check "the tree leads from the artifact to the receipt" '' "${missing:-}"

heading "Tampering"
cp -R journal tampered
file=$(find tampered -name '*.cq4' | head -n 1)
offset=$(LC_ALL=C grep -abo "/receipts/$payment.txt" "$file" | head -n 1 | cut -d : -f 1)
byte=$(od -An -tu1 -j "$offset" -N 1 "$file" | tr -d ' ')
# shellcheck disable=SC2059  # the format is the byte
printf "\\$(printf '%03o' $((byte ^ 1)))" |
  dd of="$file" bs=1 seek="$offset" conv=notrunc 2>/dev/null
line "in a copy, byte $offset of the file: $byte -> $((byte ^ 1))"
faint "java -jar writ-agent.jar verify tampered"
writ verify tampered >tampered.log 2>&1
code=$?
sed -n 's/^verdict/   &/p' tampered.log
check "verify exits with 1" 1 "$code"
check "verify names the record" "record $(printf '%s\n' "$receipt" | field seq)" \
  "$(sed -n 's/.*TAMPERED at \(record [0-9]*\).*/\1/p' tampered.log)"

if [ -n "$failures" ]; then
  printf '\n%s%s\n' "${red}${bold}Not as it must:$plain" "$failures" >&2
  exit 1
fi
printf '\n%s\n' "${green}${bold}All $checks checks came out as they must.$plain"
faint "journal, policy, artifacts' keys and logs: sample-apps/work/demo"
