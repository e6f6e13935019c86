package io.writ.core.constraint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.writ.api.Reason;
import io.writ.core.encoding.EncodingRefused;
import io.writ.core.encoding.JsonReader;
import io.writ.core.encoding.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConstraintReaderTest {
  private static final String FOREIGN = "c has a member that its type does not have";

  private static Constraint read(String json) throws ConstraintRefused, EncodingRefused {
    return ConstraintReader.read(
        JsonReader.read(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8)), "c");
  }

  private static void assertRefused(String json, Reason reason, String detail) {
    ConstraintRefused refused = assertThrows(ConstraintRefused.class, () -> read(json), json);
    assertEquals(reason + " " + detail, refused.reason() + " " + refused.detail());
  }

  private static String many(int count, String value) {
    return "[" + String.join(",", Collections.nCopies(count, value)) + "]";
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type':'exact','value':'a'}",
        "{'type':'one_of','values':[1,0.5,true,'a']}",
        "{'type':'not_one_of','values':[1,0.5]}",
        "{'type':'not_one_of','values':['a','/b']}",
        "{'type':'not_one_of','values':[false]}",
        "{'type':'range','min':0,'max':0.5}",
        "{'type':'contains','values':['a','b']}",
        "{'type':'subset','values':['a']}",
        "{'type':'subset','values':[]}",
        "{'type':'path_under','path':'/a'}",
        "{'type':'path_under','paths':['/a','/b']}",
        "{'type':'url_under','url':'https://h/v1'}",
        "{'type':'url_under','urls':['https://h','http://[::1]:8080/a/']}",
        "{'type':'host','host':'*.example.org'}",
        "{'type':'host','hosts':['a','b']}",
        "{'type':'cidr','cidr':'10.0.0.0/8'}",
        "{'type':'cidr','cidrs':['10.0.0.0/8','0:0:0:0:0:0:0:1/128']}",
        "{'type':'all','of':[{'type':'range','min':1},{'type':'any','of':[{'type':'wildcard'}]}]}",
        "{'type':'wildcard'}",
      })
  void constraint_isWrittenAsItWasRead(String json) throws Exception {
    assertEquals(json.replace('\'', '"'), JsonWriter.write(read(json).toJson()));
  }

  @Test
  void pluralWithOneEntry_isReadAsTheSingular() throws Exception {
    assertEquals(
        read("{'type':'cidr','cidr':'::1/128'}"), read("{'type':'cidr','cidrs':['0::1/128']}"));
    assertEquals(
        read("{'type':'url_under','url':'https://h'}"),
        read("{'type':'url_under','urls':['https://h']}"));
  }

  @Test
  void unknownType_isRefused() {
    String known =
        "c.type must be one of [exact, one_of, not_one_of, range, contains, subset, path_under,"
            + " url_under, host, cidr, all, any, wildcard]";
    for (String type : List.of("regex", "glob", "cel", "Exact", "", "all ", "not")) {
      assertRefused("{'type':'" + type + "'}", Reason.CLAIM_INVALID, known);
    }
    assertRefused("{'type':5}", Reason.CLAIM_INVALID, "c.type must be [string]");
    assertRefused("{}", Reason.CLAIM_MISSING, "c.type is missing");
    assertRefused("[]", Reason.CLAIM_INVALID, "c is [array], must be [object]");
  }

  @ParameterizedTest
  @CsvSource({
    "exact,value",
    "one_of,values",
    "not_one_of,values",
    "contains,values",
    "subset,values",
    "path_under,path",
    "url_under,url",
    "host,host",
    "cidr,cidr",
    "all,of",
    "any,of"
  })
  void missingOrForeignMember_isRefused(String type, String member) {
    assertRefused("{'type':'" + type + "'}", Reason.CLAIM_MISSING, "c." + member + " is missing");
    assertRefused(
        "{'type':'" + type + "','" + member + "':[],'x':1}", Reason.CLAIM_INVALID, FOREIGN);
    assertRefused(
        "{'type':'" + type + "','" + member + "':[],'values ':1}", Reason.CLAIM_INVALID, FOREIGN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"not_one_of", "contains", "subset"})
  void listOfValues_hasAtMost256Texts(String type) throws Exception {
    String head = "{'type':'" + type + "','values':";
    assertRefused(head + "'a'}", Reason.CLAIM_INVALID, "c.values is [string], must be [array]");
    assertRefused(
        head + many(257, "'a'") + "}",
        Reason.TOO_LARGE,
        "c.values has [257] values, at most [256]");
    assertEquals(type, ConstraintType.of(read(head + many(256, "'a'") + "}")).toString());
    assertRefused(
        head + "['a','" + "b".repeat(4097) + "']}",
        Reason.TOO_LARGE,
        "c.values[1] has [4097] bytes, at most [4096]");
    assertRefused(
        "{'type':'" + type + "','values':['a'],'value':'a'}", Reason.CLAIM_INVALID, FOREIGN);
  }

  @Test
  void emptyList_isRefusedExceptBySubset() {
    for (String type : List.of("one_of", "not_one_of", "contains")) {
      assertRefused(
          "{'type':'" + type + "','values':[]}", Reason.CLAIM_INVALID, "c.values is empty");
    }
    for (String type : List.of("all", "any")) {
      assertRefused("{'type':'" + type + "','of':[]}", Reason.CLAIM_INVALID, "c.of is empty");
    }
    assertRefused("{'type':'host','hosts':[]}", Reason.CLAIM_INVALID, "c.hosts is empty");
  }

  @Test
  void notOneOfMixedFamilies_isRefused() {
    String mixed = "c.values must be all texts, all numbers or all booleans";
    assertRefused("{'type':'not_one_of','values':['a',1]}", Reason.CLAIM_INVALID, mixed);
    assertRefused("{'type':'not_one_of','values':[1,0.5,true]}", Reason.CLAIM_INVALID, mixed);
    assertRefused("{'type':'not_one_of','values':[true,'true']}", Reason.CLAIM_INVALID, mixed);
    assertRefused(
        "{'type':'not_one_of','values':[null]}",
        Reason.CLAIM_INVALID,
        "c.values[0] is [null], must be [string, number or boolean]");
  }

  @Test
  void listOfTexts_hasNothingElse() {
    for (String type : List.of("contains", "subset")) {
      assertRefused(
          "{'type':'" + type + "','values':['a',1]}",
          Reason.CLAIM_INVALID,
          "c.values[1] is [integer], must be [string]");
      assertRefused(
          "{'type':'" + type + "','values':[['a']]}",
          Reason.CLAIM_INVALID,
          "c.values[0] is [array], must be [string]");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "path_under,path,paths,/a",
    "url_under,url,urls,https://h",
    "host,host,hosts,a",
    "cidr,cidr,cidrs,10.0.0.0/8"
  })
  void singularAndPlural_excludeEachOther(String type, String one, String more, String value)
      throws Exception {
    String head = "{'type':'" + type + "','";
    assertRefused(
        head + one + "':'" + value + "','" + more + "':['" + value + "']}",
        Reason.CLAIM_INVALID,
        "c." + more + " stands beside [" + one + "]; use one of them");
    assertRefused(
        head + one + "':['" + value + "']}",
        Reason.CLAIM_INVALID,
        "c." + one + " is [array], must be [string]");
    assertRefused(
        head + more + "':'" + value + "'}",
        Reason.CLAIM_INVALID,
        "c." + more + " is [string], must be [array]");
    assertRefused(
        head + more + "':['" + value + "',5]}",
        Reason.CLAIM_INVALID,
        "c." + more + "[1] is [integer], must be [string]");
    assertRefused(
        head + more + "':" + many(257, "'" + value + "'") + "}",
        Reason.TOO_LARGE,
        "c." + more + " has [257] values, at most [256]");
    assertEquals(
        type,
        ConstraintType.of(read(head + more + "':" + many(256, "'" + value + "'") + "}"))
            .toString());
  }

  @Test
  void entryThatIsNotWellFormed_isRefusedWithItsPlace() {
    assertRefused(
        "{'type':'host','hosts':['a','Example.org']}",
        Reason.CLAIM_INVALID,
        "c.hosts[1] must be a host name in lower-case ASCII, or [*.] and one; no address, no dot at"
            + " its end");
    assertRefused(
        "{'type':'cidr','cidr':'10.0.0.1/8'}",
        Reason.CLAIM_INVALID,
        "c.cidr must be [address/length] with no bit set behind the length, not IPv4-mapped");
    assertRefused(
        "{'type':'url_under','url':'https://u@h'}",
        Reason.CLAIM_INVALID,
        "c.url must be [scheme://host/path] in lower case up to the path; no user, query, fragment,"
            + " dot or empty segment, backslash");
    assertRefused(
        "{'type':'path_under','path':'/a/../b'}",
        Reason.CLAIM_INVALID,
        "c.path must be absolute, without [.], [..], empty components and NUL");
  }

  @Test
  void clauses_areCountedAndHaveTheirPlace() throws Exception {
    String wildcard = "{'type':'wildcard'}";
    for (String type : List.of("all", "any")) {
      String head = "{'type':'" + type + "','of':";
      assertRefused(
          head + many(17, wildcard) + "}", Reason.TOO_LARGE, "c.of has [17] values, at most [16]");
      assertEquals(type, ConstraintType.of(read(head + many(16, wildcard) + "}")).toString());
      assertRefused(
          head + wildcard + "}", Reason.CLAIM_INVALID, "c.of is [object], must be [array]");
      assertRefused(head + "['a']}", Reason.CLAIM_INVALID, "c.of[0] is [string], must be [object]");
      assertRefused(
          head + "[" + wildcard + ",{'type':'any','of':[{'type':'exact'}]}]}",
          Reason.CLAIM_MISSING,
          "c.of[1].of[0].value is missing");
    }
  }

  @Test
  void nesting_isAtMostEight() throws Exception {
    String open = "{'type':'any','of':[";
    String eight = open.repeat(7) + "{'type':'all','of':[]}" + "]}".repeat(7);
    assertRefused(eight, Reason.CLAIM_INVALID, "c" + ".of[0]".repeat(7) + ".of is empty");
    // Deeper than JSON from outside may be: the reader's own limit must hold without it.
    Constraint constraint = new Wildcard();
    for (int i = 0; i < ConstraintReader.MAX_NESTING; i++) {
      constraint = new Any(List.of(constraint));
    }
    Constraint deepest = constraint;
    assertEquals(deepest, ConstraintReader.read(deepest.toJson(), "c"));
    ConstraintRefused refused =
        assertThrows(
            ConstraintRefused.class,
            () ->
                ConstraintReader.read(
                    ConstraintJson.of("all", "of", ConstraintJson.clauses(List.of(deepest))), "c"));
    assertEquals(
        "TOO_LARGE c" + ".of[0]".repeat(8) + " is nested deeper than [8]",
        refused.reason() + " " + refused.detail());
  }

  @Test
  void memberThatOccursTwice_isNotJson() {
    EncodingRefused refused =
        assertThrows(EncodingRefused.class, () -> read("{'type':'host','host':'a','host':'b'}"));
    assertEquals("a member name occurs twice in one object at character [36]", refused.problem());
  }
}
