package io.writ.service;

import io.writ.api.Scope;
import io.writ.api.Writ;
import io.writ.api.WritDenied;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A service that keeps entries in a database of files, and says what came of each statement. */
public final class Ledger {
  private static final String SCHEMA =
      "CREATE TABLE IF NOT EXISTS entry (id BIGINT PRIMARY KEY, note VARCHAR(80))";
  private static final String COUNT = "SELECT COUNT(*) FROM entry WHERE note = '%s'";

  private Ledger() {}

  /** One use of a connection. */
  interface Use {
    Object make(Connection connection) throws SQLException;
  }

  /** Arguments: a directory, and an artifact for one exact query. */
  public static void main(String[] arguments) throws SQLException {
    try (Connection connection =
        DriverManager.getConnection("jdbc:h2:file:" + arguments[0] + "/ledger", "sa", "")) {
      say("schema", connection, c -> run(c, SCHEMA));
      say("insert", connection, c -> insert(c, 1, "coffee"));
      say("insert again", connection, c -> insert(c, 2, "' OR '1'='1"));
      say("count UNBOUND", connection, c -> count(c, "coffee"));
      try (Scope scope = Writ.bind(arguments[1])) {
        say("count BOUND", connection, c -> count(c, "coffee"));
        say("injected BOUND", connection, c -> count(c, "' OR '1'='1"));
        say("drop BOUND", connection, c -> run(c, "DROP TABLE entry"));
      }
      say("batch UNBOUND", connection, Ledger::batch);
    }
  }

  private static void say(String what, Connection connection, Use use) throws SQLException {
    String answer;
    try {
      answer = String.valueOf(use.make(connection));
    } catch (WritDenied denied) {
      answer = denied.getMessage();
    }
    System.out.println(what + ": " + answer);
  }

  private static boolean run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return statement.execute(sql);
    }
  }

  private static int insert(Connection connection, long id, String note) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO entry (id, note) VALUES (?, ?)")) {
      insert.setLong(1, id);
      insert.setString(2, note);
      return insert.executeUpdate();
    }
  }

  /** Puts its query together from what it was given, as it should not. */
  private static long count(Connection connection, String note) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet counted = statement.executeQuery(COUNT.formatted(note))) {
      counted.next();
      return counted.getLong(1);
    }
  }

  private static int batch(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.addBatch("DELETE FROM entry");
      return statement.executeBatch().length;
    }
  }
}
