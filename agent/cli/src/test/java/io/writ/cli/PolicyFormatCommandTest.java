package io.writ.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyFormatCommandTest {
  private static final String LAID_OUT = "id: p # name\nversion: 1\n";

  private final Session session;

  PolicyFormatCommandTest(@TempDir Path directory) {
    this.session = new Session(directory);
  }

  @BeforeEach
  void writePolicies() throws Exception {
    session.write("p.yaml", "version:   1\nid: p  #name\n");
    session.write("q.yaml", LAID_OUT);
  }

  @Test
  void oneFile_isPrinted() throws Exception {
    assertEquals(LAID_OUT.strip(), session.run("", "policy", "format", "@p.yaml").ok());
    assertEquals("version:   1\nid: p  #name\n", session.read("p.yaml"));
  }

  @Test
  void check_namesTheFilesThatDiffer() {
    Session.Result result = session.run("", "policy", "format", "--check", "@q.yaml", "@p.yaml");
    result.expect(1, "");
    assertEquals("DIR/p.yaml\n", result.out());
    assertEquals("", session.run("", "policy", "format", "--check", "@q.yaml").ok());
  }

  @Test
  void write_changesTheFilesOnce() throws Exception {
    session.run("", "policy", "format", "--write", "@p.yaml", "@q.yaml").ok();
    assertEquals(LAID_OUT, session.read("p.yaml"));
    assertEquals(LAID_OUT, session.read("q.yaml"));
    session.run("", "policy", "format", "--check", "@p.yaml", "@q.yaml").ok();
  }

  @Test
  void whatIsNoPolicy_isLeftAsItIs() throws Exception {
    session.write("p.yaml", "version: 1\nid: p\nambent: {}\n");
    session
        .run("", "policy", "format", "--write", "@p.yaml")
        .expect(1, "writ: DIR/p.yaml:3:1: unknown key [ambent]; did you mean [ambient]?");
    assertEquals("version: 1\nid: p\nambent: {}\n", session.read("p.yaml"));
    session
        .run("", "policy", "format", "@p.yaml", "@q.yaml")
        .expect(4, "writ: give one file, or --check or --write");
    session
        .run("", "policy", "format", "--check", "--write", "@q.yaml")
        .expect(4, "writ: give either --check or --write");
  }
}
