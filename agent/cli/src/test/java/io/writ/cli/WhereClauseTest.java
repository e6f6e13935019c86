package io.writ.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.writ.core.encoding.JsonWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WhereClauseTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a not in USD,'5'|{'type':'not_one_of','values':['USD','5']}",
        "a not   in 1, 0.5|{'type':'not_one_of','values':[1,0.5]}",
        "a in 'x,\\',y',z|{'type':'one_of','values':['x,\\',y','z']}",
        "args has -jar, 'a, b'|{'type':'contains','values':['-jar','a, b']}",
        "args only a,b|{'type':'subset','values':['a','b']}",
        "args empty|{'type':'subset','values':[]}",
        "host host *.example.org|{'type':'host','host':'*.example.org'}",
        "to host a, b|{'type':'host','hosts':['a','b']}",
        "to cidr 10.0.0.0/8|{'type':'cidr','cidr':'10.0.0.0/8'}",
        "to cidr 10.0.0.0/8,::1/128|{'type':'cidr','cidrs':['10.0.0.0/8','0:0:0:0:0:0:0:1/128']}",
        "url under-url https://h/a,b|{'type':'url_under','url':'https://h/a,b'}",
        "url under /data|{'type':'path_under','path':'/data'}",
        "a={'type':'any','of':[{'type':'wildcard'}]}|{'type':'any','of':[{'type':'wildcard'}]}",
      })
  void clause_meansAConstraint(String clause, String expected) throws Failure {
    assertEquals(
        expected.replace('\'', '"'),
        JsonWriter.write(WhereClause.parse(clause.replace('\'', '"')).constraint().toJson()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a not in b,5|the values must be all texts, all numbers or all booleans",
        "a not in b,|a value is missing",
        "args has 5|the values must be texts; put numbers in double quotes",
        "args only a,true|the values must be texts; put numbers in double quotes",
        "to host Example.org|the host must be a host name in lower-case ASCII, or [*.] and one; no"
            + " address, no dot at its end",
        "to cidr 10.0.0.1/8|the block must be [address/length] with no bit set behind the length,"
            + " not IPv4-mapped",
        "url under-url https://h?q|the URL must be [scheme://host/path] in lower case up to the"
            + " path; no user, query, fragment, dot or empty segment, backslash",
        "a in \"b|the value ends too early",
      })
  void clauseThatMeansNothing_isRefused(String clause, String problem) {
    Failure failure = assertThrows(Failure.class, () -> WhereClause.parse(clause));
    assertEquals("--where [" + clause + "]: " + problem, failure.getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a = 5",
        "a = \"5\"",
        "a in \"x,y\", \"\\\"\", 1, true",
        "a not in \"USD\", \"GBP\"",
        "a <= 0.5",
        "a >= -1",
        "a has \"-jar\", \"\"",
        "a only \"x\"",
        "a empty",
        "a under /data",
        "a under-url https://h:8443/v1/",
        "a host *.example.org, localhost",
        "a cidr 10.0.0.0/8, 0:0:0:0:0:0:0:1/128",
        "a any",
      })
  void printedClause_isReadBack(String clause) throws Failure {
    WhereClause parsed = WhereClause.parse(clause);
    assertEquals(clause, ConstraintText.of(parsed.argument(), parsed.constraint()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'type':'range','min':0,'max':5}|a from 0 to 5",
        "{'type':'path_under','paths':['/a','/b']}|a under /a or /b",
        "{'type':'url_under','urls':['http://a','http://b']}|a under-url http://a or http://b",
        "{'type':'all','of':[{'type':'range','min':0},{'type':'any','of':[{'type':'exact',"
            + "'value':'x'},{'type':'wildcard'}]}]}|a all of (>= 0; one of (= 'x'; any))",
      })
  void constraintOfSeveralClauses_isPrintedForPeople(String json, String text) throws Failure {
    assertEquals(
        text.replace('\'', '"'),
        ConstraintText.of("a", WhereClause.parse("a=" + json.replace('\'', '"')).constraint()));
  }
}
